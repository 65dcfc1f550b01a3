"""Which kinds of record hold the words at all, in one question: only those are then asked within the reader's scope.

Most searches find two or three kinds of a dozen, and a question through the scope costs more to write than to answer.
Nothing of the answer is shown: it says of no row whose it is, so a row out of scope can't stand before one within. It
only lets out kinds of which the question within the scope would find nothing either.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, ForeignKey, Model

from cchc.kernel.narrowing import NEVER, Columns, key_or_field, quoted
from cchc.kernel.statements import Clause
from cchc.kernel.wanted import Wanted


def held(asked: Sequence[tuple[Columns, Wanted]]) -> list[bool]:
    """Tell of each kind whether any row holds every word of what is wanted of it; 1 query."""
    conditions = [_exists(columns, wanted) for columns, wanted in asked]
    if not any(one is not NEVER for one in conditions):
        return [False] * len(conditions)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(one.sql for one in conditions)}", sum((one.values for one in conditions), ())
        )
        return list(cursor.fetchone())


def _exists(columns: Columns, wanted: Wanted) -> Clause:
    joined, at = _joined(columns.model, columns.names)
    condition = columns.holding(wanted, at, None)
    if condition is NEVER:
        return NEVER
    return Clause(f"EXISTS (SELECT 1 FROM {joined} WHERE {condition.sql})", condition.values)  # noqa: S608


@lru_cache(512)
def _joined(model: type[Model], names: tuple[str, ...]) -> tuple[str, Mapping[str, str]]:
    """Return the tables in which these columns of a model stand, joined, and how each column is called there."""
    tables = _Tables(model)
    at = {name: tables.column(name) for name in names}
    return tables.joined, at


class _Tables:
    """The table of a model, and those that its paths of columns lead to: "assignment__unit_id"."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.joined = quoted(model._meta.db_table)
        self._seen: set[str] = set()

    def column(self, path: str) -> str:
        model, place = self.model, quoted(self.model._meta.db_table)
        *steps, last = path.split("__")
        for depth, step in enumerate(steps, 1):
            key = key_or_field(model, step)
            model, alias = _named(key), quoted("__".join(steps[:depth]))
            if alias not in self._seen:
                self._seen.add(alias)
                target = f"{alias}.{quoted(str(model._meta.pk.column))}"
                self.joined += (
                    f" LEFT JOIN {quoted(model._meta.db_table)} {alias} ON {target} = {place}.{quoted(str(key.column))}"
                )
            place = alias
        return f"{place}.{quoted(str(key_or_field(model, last).column))}"


def _named(key: "Field[Any, Any]") -> type[Model]:
    if not (isinstance(key, ForeignKey) and issubclass(key.related_model, Model)):
        raise TypeError(f"{key} leads to no table")
    return key.related_model
