"""Rows that hold every word: the condition is written once, for a register's own pages, search, and ``candidates``.

It is put together as a statement, not of ``Q``: of a dozen kinds of record Django took longer to put the condition
together than PostgreSQL to answer it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Field, Func, Model, QuerySet

from cchc.kernel.by_rights import ByRights
from cchc.kernel.permission import Subject
from cchc.kernel.statements import Clause, Piece, Statement
from cchc.kernel.wanted import Wanted, Word

Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found")
UnitsNamed = Callable[[str], Iterable[int]]


NEVER = Clause("FALSE")


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

    def open_to(self, reader: Subject | None) -> Clause | None:
        """Return the condition that ``reader``, or without one somebody, may open a row; nothing if that is none."""
        return Clause("TRUE") if self.visible is None or reader is None else self._readable(reader)

    @cached_property
    def _readable(self) -> ByRights[Clause | None]:
        def condition(reader: Subject) -> Clause | None:
            try:
                sql, values = self.visible(reader).order_by().values("pk").query.sql_with_params()  # type: ignore[misc]
            except EmptyResultSet:  # so Django says that a scope holds no unit
                return None
            return Clause(f"{_column(self.model, 'pk')} IN ({sql})", values)

        return ByRights(condition)

    def holding(self, word: Word, is_open: Clause) -> Clause:
        """Return the question for the keys of the rows that hold ``word`` and of which ``is_open`` holds."""
        column = _column(self.model, self.folded)
        held = Clause(f"{column} ~ %s", (word.in_number,)) if self.number_only else _held(word, column)
        keys = f"SELECT {_column(self.model, self.key)} FROM {quoted(self.model._meta.db_table)}"  # noqa: S608 (our words)
        return Clause(f"{keys} WHERE {held.sql} AND {is_open.sql}", held.values + is_open.values)


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

    def holding(self, wanted: Wanted, at: Mapping[str, str], reader: Subject | None) -> Clause:
        """Return the condition that a row holds every word; ``at``: column → how the statement calls it.

        Without ``reader`` the rows of other tables count whoever may open them: more rows hold the words then, none
        fewer.
        """
        others = {column: is_open for column, one in self.through.items() if (is_open := one.open_to(reader))}
        rarest = sorted(wanted.words, key=lambda word: -len(word.text))  # what is rarest first: most rows end there
        held = [_any(list(self._places(word, at, others))) for word in rarest]
        if NEVER in held:
            return NEVER
        return Clause(" AND ".join(one.sql for one in held), sum((one.values for one in held), ()))

    def _places(self, word: Word, at: Mapping[str, str], others: Mapping[str, Clause]) -> Iterable[Clause]:
        if self.folded:
            yield _held(word, at[self.folded])
        for column, is_open in others.items():
            keys = self.through[column].holding(word, is_open)
            yield Clause(f"{at[column]} IN ({keys.sql})", keys.values)
        if not word.is_roman:
            yield from self._of_units(word.text, at)
        for column, labels in self.choices.items():
            if chosen := [key for key, label in labels().items() if word.stands_in(str(label))]:
                yield Clause(f"{at[column]} = ANY(%s)", (chosen,))

    def _of_units(self, text: str, at: Mapping[str, str]) -> Iterable[Clause]:
        for column, named in self.units.items():
            if ids := ",".join(map(str, named(text))):  # one value: a word like "xã" names 119 units
                yield Clause(f"{at[column]} = ANY(%s::bigint[])", (f"{{{ids}}}",))

    def apart(self, wanted: Wanted, at: Mapping[str, str]) -> Clause:
        """Return the condition that a row holds the words apart: those that stand beside one another come first."""
        beside = list(self._of_units(wanted.phrase, at))
        beside += [Clause(f"{at[self.folded]} LIKE %s", (_like(wanted.phrase),))] if self.folded else []
        return _not(_any(beside))

    def not_numbered(self, wanted: Wanted, at: Mapping[str, str]) -> Clause:
        """Return the condition that a row does not bear the wanted number itself, but mentions it at the most."""
        number = next(word for word in wanted.words if word.is_number)
        return _not(Clause(f"{at[self.folded]} ~ %s", (number.beginning,)))


def narrowed(
    rows: QuerySet[Row], wanted: Wanted, columns: Columns, *, order: Sequence[str], reader: Subject | None = None
) -> QuerySet[Row]:
    """Return the rows that hold every word; no query yet.

    ``reader``: whose rows of other tables count; needed where ``columns`` tell which these are. Rows that hold the
    words together (a unit's name, above all) come before those that hold them apart.
    """
    if reader is None and any(one.visible for one in columns.through.values()):
        raise ValueError("whose rows of other tables count?")
    write = _written(columns, wanted, reader)
    return _told(rows, columns, _shape(columns, wanted), order, lambda names, what: _Told(names, write[what]))


class Searched(Generic[Found]):
    """The rows of what a reader may open that hold every word, as ``narrowed`` has them.

    The statement is written once for all readers of the same rights (``by_rights``); the words alone go into it.
    """

    def __init__(
        self, visible: Callable[[Subject], QuerySet[Any, Found]], columns: Columns, order: Sequence[str]
    ) -> None:
        self.visible, self.columns, self.order = visible, columns, order
        self._statement = ByRights(self._write)

    def __call__(self, reader: Subject, wanted: Wanted, most: int) -> list[Found]:
        """Return the first ``most`` rows; 1 query."""
        asked = self._statement(reader, _shape(self.columns, wanted), most)
        return asked.rows((_written(self.columns, wanted, reader),))

    def _write(self, reader: Subject, shape: "_Shape", most: int) -> Statement:
        return Statement(_told(self.visible(reader), self.columns, shape, self.order, _Untold)[:most])


def searched(
    columns: Columns, *, order: Sequence[str]
) -> Callable[[Callable[[Subject], QuerySet[Any, Found]]], Searched[Found]]:
    """Turn a function of the reader alone, of what that one may open, into one of the rows that hold the words."""
    return lambda visible: Searched(visible, columns, order)


_Write = Callable[[Mapping[str, str]], Clause]
"""Write a condition; it is told how the statement calls each column."""


class _What(Enum):
    """The conditions that the words make: which rows are found, and two by which these are in order."""

    HOLDING = auto()
    NOT_NUMBERED = auto()
    APART = auto()


_Shape = frozenset[_What]


def _shape(columns: Columns, wanted: Wanted) -> _Shape:
    """Return which conditions these words make of a kind of record."""
    makes = {
        _What.HOLDING: bool(wanted.words),
        _What.NOT_NUMBERED: columns.is_numbered and any(word.is_number for word in wanted.words),
        _What.APART: bool(wanted.phrase and columns.named),
    }
    return frozenset(what for what, is_made in makes.items() if is_made)


def _written(columns: Columns, wanted: Wanted, reader: Subject | None) -> Mapping[_What, _Write]:
    return {
        _What.HOLDING: lambda at: columns.holding(wanted, at, reader),
        _What.NOT_NUMBERED: lambda at: columns.not_numbered(wanted, at),
        _What.APART: lambda at: columns.apart(wanted, at),
    }


def _told(
    rows: QuerySet[Any, Found],
    columns: Columns,
    shape: _Shape,
    order: Sequence[str],
    told: "Callable[[Sequence[str], _What], _Told | _Untold]",
) -> QuerySet[Any, Found]:
    names = {_What.HOLDING: columns.names, _What.NOT_NUMBERED: (columns.folded,), _What.APART: columns.named}
    if _What.HOLDING in shape:
        rows = rows.filter(told(names[_What.HOLDING], _What.HOLDING))
    first = [told(names[what], what) for what in (_What.NOT_NUMBERED, _What.APART) if what in shape]
    return rows.order_by(*first, *order)


class _Columns(Func):
    """Some columns of a row, which know their table when the statement is written."""

    output_field = BooleanField()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*(F(name) for name in names))
        self.names = names

    def called(self, compiler: Any) -> Mapping[str, str]:
        """Return how this statement calls each column."""
        columns = zip(self.names, self.get_source_expressions(), strict=True)
        return {name: compiler.compile(one)[0] for name, one in columns}


class _Told(_Columns):
    """A condition on columns of a row; "false" sorts first."""

    def __init__(self, names: Sequence[str], write: _Write) -> None:
        super().__init__(names)
        self.write = write

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the condition."""
        condition = self.write(self.called(compiler))
        return f"({condition.sql})", list(condition.values)


class _Untold(_Columns):
    """The same, whose words come when the statement is asked."""

    def __init__(self, names: Sequence[str], what: _What) -> None:
        super().__init__(names)
        self.what = what

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return where the condition goes."""
        at = self.called(compiler)
        return "(%s)", [Piece(0, lambda written: written[self.what](at))]


def _any(conditions: Sequence[Clause]) -> Clause:
    if not conditions:
        return NEVER
    return Clause(f"({' OR '.join(one.sql for one in conditions)})", sum((one.values for one in conditions), ()))


def _not(condition: Clause) -> Clause:
    return Clause(f"({condition.sql}) IS NOT TRUE", condition.values)


def _held(word: Word, column: str) -> Clause:
    if word.is_number or word.is_roman:  # the pattern is dear: only rows that hold the figures at all are put to it
        return Clause(f"({column} LIKE %s AND {column} ~ %s)", (_like(word.text.lstrip("0") or "0"), word.pattern))
    return Clause(f"{column} LIKE %s", (_like(word.text),))


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
