"""Rows that hold every word: the condition is written once, for a register's own pages, search, and ``candidates``.

It is put together as a statement, not of ``Q``: of a dozen kinds of record Django took longer to put the condition
together than PostgreSQL to answer it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Field, Func, Model, QuerySet

from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted, Word

Row = TypeVar("Row", bound=Model)
UnitsNamed = Callable[[str], Iterable[int]]


class Condition(NamedTuple):
    """A condition in words of the database, and its values in order."""

    sql: str
    values: tuple[Any, ...] = ()


NEVER = Condition("FALSE")


@dataclass(frozen=True)
class Through:
    """Rows of another table whose words count as a row's own: they are matched first, each once, and then joined.

    ``visible``: those that the reader may open; ``None`` where whoever opens the row sees there what is looked through:
    a word that is found tells that it stands there. ``key``: the column of ``model`` that the row names.
    ``number_only``: of their words only the number, which stands first in ``folded``: the title of a plan is no word of
    each of its tasks.
    """

    model: type[Model]
    key: str = "pk"
    folded: str = "folded"
    number_only: bool = False
    visible: Callable[[Subject], QuerySet[Any]] | None = None

    def open_to(self, reader: Subject | None) -> Condition | None:
        """Return the condition that ``reader``, or without one somebody, may open a row; nothing if that is none."""
        if self.visible is None or reader is None:
            return Condition("TRUE")
        try:
            sql, values = self.visible(reader).order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # so Django says that a scope holds no unit
            return None
        return Condition(f"{_column(self.model, 'pk')} IN ({sql})", values)

    def holding(self, word: Word, is_open: Condition) -> Condition:
        """Return the question for the keys of the rows that hold ``word`` and of which ``is_open`` holds."""
        column = _column(self.model, self.folded)
        held = Condition(f"{column} ~ %s", (word.in_number,)) if self.number_only else _held(word, column)
        keys = f"SELECT {_column(self.model, self.key)} FROM {quoted(self.model._meta.db_table)}"  # noqa: S608 (our words)
        return Condition(f"{keys} WHERE {held.sql} AND {is_open.sql}", held.values + is_open.values)


@dataclass(frozen=True)
class Columns:
    """Where the words of a kind of record stand.

    ``folded``: the column that holds the row's words folded (``folding.FoldedField``), "" where it has none.
    ``is_numbered``: its number stands first there, and rows whose number is wanted come first. ``through``: column →
    the rows it names. ``units``: column of a unit → which units bear a word in their names. ``choices``: column → the
    words of its values, asked when somebody looks.
    """

    model: type[Model]
    folded: str = "folded"
    is_numbered: bool = False
    through: Mapping[str, Through] = field(default_factory=dict)
    units: Mapping[str, UnitsNamed] = field(default_factory=dict)
    choices: Mapping[str, Callable[[], Mapping[Any, Any]]] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the columns in which words may stand one beside the other."""
        return (*([self.folded] * bool(self.folded)), *self.units)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every column that is looked at, once."""
        return tuple(dict.fromkeys((*self.named, *self.through, *self.choices)))

    def holding(self, wanted: Wanted, at: Mapping[str, str], reader: Subject | None) -> Condition:
        """Return the condition that a row holds every word; ``at``: column → how the statement calls it.

        Without ``reader`` the rows of other tables count whoever may open them: more rows hold the words then, none
        fewer.
        """
        others = {column: is_open for column, one in self.through.items() if (is_open := one.open_to(reader))}
        rarest = sorted(wanted.words, key=lambda word: -len(word.text))  # what is rarest first: most rows end there
        held = [_any(list(self._places(word, at, others))) for word in rarest]
        if NEVER in held:
            return NEVER
        return Condition(" AND ".join(one.sql for one in held), sum((one.values for one in held), ()))

    def _places(self, word: Word, at: Mapping[str, str], others: Mapping[str, Condition]) -> Iterable[Condition]:
        if self.folded:
            yield _held(word, at[self.folded])
        for column, is_open in others.items():
            keys = self.through[column].holding(word, is_open)
            yield Condition(f"{at[column]} IN ({keys.sql})", keys.values)
        if not word.is_roman:
            yield from self._of_units(word.text, at)
        for column, labels in self.choices.items():
            if chosen := [key for key, label in labels().items() if word.stands_in(str(label))]:
                yield Condition(f"{at[column]} = ANY(%s)", (chosen,))

    def _of_units(self, text: str, at: Mapping[str, str]) -> Iterable[Condition]:
        for column, named in self.units.items():
            if ids := list(named(text)):  # one value: a word like "xã" names 119 units
                yield Condition(f"{at[column]} = ANY(%s::bigint[])", (ids,))

    def apart(self, wanted: Wanted, at: Mapping[str, str]) -> Condition:
        """Return the condition that a row holds the words apart: those that stand beside one another come first."""
        beside = list(self._of_units(wanted.phrase, at))
        beside += [Condition(f"{at[self.folded]} LIKE %s", (_like(wanted.phrase),))] if self.folded else []
        return _not(_any(beside))

    def not_numbered(self, wanted: Wanted, at: Mapping[str, str]) -> Condition:
        """Return the condition that a row does not bear the wanted number itself, but mentions it at the most."""
        number = next(word for word in wanted.words if word.is_number)
        return _not(Condition(f"{at[self.folded]} ~ %s", (number.beginning,)))


def narrowed(
    rows: QuerySet[Row], wanted: Wanted, columns: Columns, *, order: Sequence[str], reader: Subject | None = None
) -> QuerySet[Row]:
    """Return the rows that hold every word; no query yet.

    ``reader``: whose rows of other tables count; needed where ``columns`` tell which these are. Rows that hold the
    words together (a unit's name, above all) come before those that hold them apart.
    """
    if reader is None and any(one.visible for one in columns.through.values()):
        raise ValueError("whose rows of other tables count?")
    if wanted.words:
        rows = rows.filter(_Told(columns.names, lambda at: columns.holding(wanted, at, reader)))
    first = []
    if columns.is_numbered and any(word.is_number for word in wanted.words):
        first.append(_Told((columns.folded,), lambda at: columns.not_numbered(wanted, at)))
    if wanted.phrase and columns.named:
        first.append(_Told(columns.named, lambda at: columns.apart(wanted, at)))
    return rows.order_by(*first, *order)


class _Told(Func):
    """A condition on columns of a row, which know their table when the statement is written; "false" sorts first."""

    output_field = BooleanField()

    def __init__(self, names: Sequence[str], write: Callable[[Mapping[str, str]], Condition]) -> None:
        super().__init__(*(F(name) for name in names))
        self.names, self.write = names, write

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the condition, each column as this statement calls it."""
        at = {
            name: compiler.compile(one)[0] for name, one in zip(self.names, self.get_source_expressions(), strict=True)
        }
        condition = self.write(at)
        return f"({condition.sql})", list(condition.values)


def _any(conditions: Sequence[Condition]) -> Condition:
    if not conditions:
        return NEVER
    return Condition(f"({' OR '.join(one.sql for one in conditions)})", sum((one.values for one in conditions), ()))


def _not(condition: Condition) -> Condition:
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.values)


def _held(word: Word, column: str) -> Condition:
    if word.is_number or word.is_roman:  # the pattern is dear: only rows that hold the figures at all are put to it
        return Condition(f"({column} LIKE %s AND {column} ~ %s)", (_like(word.text.lstrip("0") or "0"), word.pattern))
    return Condition(f"{column} LIKE %s", (_like(word.text),))


def _like(text: str) -> str:
    return f"%{connection.ops.prep_for_like_query(text)}%"


@lru_cache(512)
def quoted(name: str) -> str:
    """Return the name of a table or a column as statements write it."""
    return str(connection.ops.quote_name(name))


@lru_cache(512)
def key_or_field(model: type[Model], name: str) -> "Field[Any, Any]":
    """Return a column of a model; "pk" is its key."""
    return next(one for one in model._meta.concrete_fields if name in (one.name, one.attname, one.primary_key and "pk"))


@lru_cache(512)
def _column(model: type[Model], name: str) -> str:
    return f"{quoted(model._meta.db_table)}.{quoted(str(key_or_field(model, name).column))}"
