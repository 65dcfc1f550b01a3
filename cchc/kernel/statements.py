"""Statements of the database whose words are put together once.

Django writes the SQL of a queryset anew each time it is asked, which often takes longer than the answer. What a page
always asks in the same words is a ``@statement``: the function that makes the queryset is called once, with gaps in
place of its values; after that the values alone go into the gaps.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Field, ForeignObject, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")
_FEW = 8
_KEPT = 64
"""Combinations of each statement, a few kilobytes every one."""


class _Gap(Expression):
    """Where a value goes, or the one ``at`` a place of the few that are given together; ``few``: how many those are."""

    def __init__(self, place: int, few: int = 0, at: int | None = None) -> None:
        super().__init__()
        self.place, self.few, self.at = place, few, at

    def filled(self, values: Sequence[Any]) -> object:
        """Return what goes here; where there are more gaps than values, the last of them again."""
        value = values[self.place]
        return value if self.at is None else value[min(self.at, len(value) - 1)]

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self]


def statement(made: Callable[P, "QuerySet[Any, Row]"]) -> Callable[P, list[Row]]:
    """Turn a function that makes a queryset into one that returns its rows; 1 query and those that it prefetches.

    What is given by place is a value: the function may only hand it on to filters and annotations (a number of values
    to ``__among``), for it gets a gap. ``None`` is no value. What is given by name is part of the words, and is the
    function's to look at, as is how many values there are; what the last combinations of these are in SQL is kept.
    """

    @lru_cache(_KEPT)
    def written(few: tuple[int, ...], **shape: Any) -> Statement:
        gaps: Any = [_Gap(place, count) for place, count in enumerate(few)]
        return Statement(made(*gaps, **shape))

    @wraps(made)
    def rows(*values: P.args, **shape: P.kwargs) -> list[Row]:
        return written(tuple(map(_few, values)), **shape).rows(values)  # type: ignore[arg-type]

    return rows


class Clause(NamedTuple):
    """A statement or a part of one: words of the database, and the values that go into them in order."""

    sql: str
    values: tuple[Any, ...] = ()


class Piece:
    """Where words go that differ from time to time; the parameter of the ``%s`` that stands for them meanwhile.

    ``write`` gets the value that is given for ``place``, and returns the words.
    """

    def __init__(self, place: int, write: Callable[[Any], Clause]) -> None:
        self.place, self.write = place, write


class Statement:
    """A queryset, what it is in SQL, and which parameters of that are gaps or pieces."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.parameters = "", ()
        self.has_pieces = any(isinstance(one, Piece) for one in self.parameters)

    def rows(self, values: tuple[object, ...]) -> list[Any]:
        """Ask, and return what the queryset would have held."""
        if any(value is None for value in values):
            raise TypeError("None is never equal to anything: say by name that there is no value")
        if not self.sql:
            return []
        of, asked = self.queryset, _Asked(self, tuple(_listed(value) for value in values))
        copy: Any = type(of)(model=of.model, query=asked, using=of.db)  # type: ignore[arg-type]
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups", "_known_related_objects"):
            setattr(copy, name, getattr(of, name))
        return list(copy)

    def filled(self, values: tuple[object, ...]) -> Clause:
        """Return the statement with these values in its gaps, and the words of its pieces where they belong."""
        filled = (one.filled(values) if type(one) is _Gap else one for one in self.parameters)
        if not self.has_pieces:
            return Clause(self.sql, tuple(filled))
        first, *texts = self.sql.split("%s")
        sql, given = [first], list[object]()
        for one, text in zip(filled, texts, strict=True):
            clause = one.write(values[one.place]) if isinstance(one, Piece) else Clause("%s", (one,))
            sql += clause.sql, text
            given += clause.values
        return Clause("".join(sql), tuple(given))


class _Asked:
    """Stands where a queryset has its query: the same, but with values in the gaps and nothing left to work out."""

    def __init__(self, of: Statement, values: tuple[object, ...]) -> None:
        self._of, self._values = of, values

    def __getattr__(self, name: str) -> Any:
        return getattr(self._of.queryset.query, name)

    def get_compiler(self, using: str, *_elide: object) -> SQLCompiler:
        """Return the compiler that wrote the statement, as if it had just written it for these values."""
        of = self._of.compiler
        copy: SQLCompiler = object.__new__(type(of))
        copy.__dict__.update(of.__dict__, connection=connections[using], as_sql=self._filled)
        return copy

    def _filled(self, *_how: object) -> Clause:
        return self._of.filled(self._values)


def totals(queryset: QuerySet[Any, Any], **sums: Any) -> "QuerySet[Any, tuple[Any, ...]]":
    """Return ``queryset.aggregate(**sums)`` as one row that is not asked for yet."""
    row: QuerySet[Any, tuple[Any, ...]] = queryset.order_by().annotate(**sums).values_list(*sums)
    row.query.group_by = None
    return row


@Field.register_lookup
@ForeignObject.register_lookup
class Among(Lookup):
    """``unit_id__among=ids``: like ``__in``, in words that are the same for any number of values.

    In a statement a few are written out, two gaps for two: the database makes no plan for all values of an array of
    which it doesn't know how long it is, but a new one each time, which takes longer than the search.
    """

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        left, given = self.process_lhs(compiler, connection)
        if isinstance(self.rhs, _Gap) and self.rhs.few:
            gaps = [_Gap(self.rhs.place, self.rhs.few, at) for at in range(self.rhs.few)]
            return f"{left} IN ({', '.join(['%s'] * len(gaps))})", [*given, *gaps]
        right, values = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*given, *(_listed(value) for value in values)]


def _few(value: object) -> int:
    """Return how many gaps are written out for several values: 1, 2, 4 or 8; 0 for more, none, or no several."""
    count = len(value) if isinstance(value, (frozenset, list, set, tuple)) else 0
    return 1 << (count - 1).bit_length() if 0 < count <= _FEW else 0


def _listed(value: object) -> object:
    """Return several values in the one form that goes into an array."""
    return list(value) if isinstance(value, (frozenset, set, tuple)) else value
