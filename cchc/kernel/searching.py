"""Socket for search: a module offers a source in ``plugs/searching.py``; the page asks each within the reader's scope.

Words are found without diacritics, all of them; a number ("272/KH-UBND", "272") is found whole, so that 1272/KH-UBND is
another one. What is looked through is stored folded (``folding``): it is registers, not the text of documents. The
database gets a few seconds altogether; what it could not look through by then is named.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import OperationalError, connection, transaction
from django.db.models import BigIntegerField, BooleanField, Case, F, Func, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils import translation
from django.utils.functional import Promise

from cchc.kernel import outages
from cchc.kernel.folding import BAR
from cchc.kernel.permission import Subject
from cchc.kernel.text import fold, hyphened

MOST = 20
"""The most that one source shows."""
SECONDS = 2.0
"""After which no further source is asked, and what one question to the database may take."""
_MOST_WORDS = 8
_folded = lru_cache(maxsize=500)(fold)  # of what pages call things
_SHORTEST = 2  # letters: a single one is in almost every title, but a figure or a Roman one is a whole word
_NUMBER = re.compile(r"\d+[a-z]?(?:/[a-z0-9][a-z0-9/.-]*)?")
_ROMAN = re.compile(r"i{1,3}|iv|v|vii|viii|ix|x")  # "vi" is a word too
_MARKS = "/-.,;:?!()[]\"'“”"
_NUMBERS = ArrayField(BigIntegerField())
_AROUND = re.compile(r" ?/ ?")  # of a folded text: one space at the most

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Word:
    """A folded word, or a number that must be found whole."""

    text: str
    is_number: bool

    @cached_property
    def pattern(self) -> str:
        """A regular expression of PostgreSQL: leading zeros don't count, further digits or letters make another one."""
        if self.is_roman:
            return f"(^|[^a-z0-9]){self.text}($|[^a-z0-9])"
        return f"(^|[^0-9]){self._whole}"

    @cached_property
    def in_number(self) -> str:
        """The same, where it must stand before the first bar of what is looked through, which is in the number."""
        if self.is_roman:
            return f"^([^{BAR}]*[^a-z0-9{BAR}])?{self.text}($|[^a-z0-9])"
        return f"^([^{BAR}]*[^0-9{BAR}])?{self._whole}" if self.is_number else f"^[^{BAR}]*{re.escape(self.text)}"

    @cached_property
    def beginning(self) -> str:
        """The same, where what is looked through begins with it."""
        return f"^{self._whole}"

    def stands_in(self, label: str) -> bool:
        """Tell whether the word stands in a label; a number, a Roman one too, only whole: "II" is not in "quý III"."""
        folded = _folded(label)
        return self.text in (folded.split() if self.is_number or self.is_roman else folded)

    @property
    def is_roman(self) -> bool:
        """Tell whether the word is a Roman number: "II" is whole, as figures are, and part of no name."""
        return _ROMAN.fullmatch(self.text) is not None

    @property
    def _whole(self) -> str:
        return rf"0*{re.escape(self.text.lstrip('0') or '0')}($|[^a-z0-9])"


@dataclass(frozen=True)
class Wanted:
    """What is looked for; of more than eight words the first eight, and no single letters."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """Read what was typed: spaces around the stroke of a number don't matter, nor does a dash for its hyphen."""
        folded = [word for one in _AROUND.sub("/", fold(hyphened(text))).split() if (word := one.strip(_MARKS))]
        words = (Word(word, bool(_NUMBER.fullmatch(word))) for word in folded)
        telling = [word for word in words if len(word.text) >= _SHORTEST or word.is_number or word.is_roman]
        return cls(text, tuple(telling[:_MOST_WORDS]))

    @property
    def phrase(self) -> str:
        """The words as they were typed, one beside the other; "" of a single one."""
        return " ".join(word.text for word in self.words) if len(self.words) > 1 else ""

    def names(self, *names: str) -> bool:
        """Tell whether one of ``names`` is all that was typed; diacritics may be missing."""
        return any(_folded(name) == _folded(self.text) for name in names)

    def but(self, said: str) -> "Wanted":
        """Return what is looked for without the words of ``said``, unless these are all there is."""
        known = _folded(said).replace(",", " ").split()
        left = tuple(word for word in self.words if word.is_number or word.text not in known)
        return replace(self, words=left or self.words)


@dataclass(frozen=True)
class Hit:
    """One record: its words, the page that shows it, where it belongs, and how it stands as (kind of tag, words).

    ``is_named``: what was typed is its very name, so that its kind stands first on the page.
    """

    title: str
    url: str
    detail: str = ""
    status: tuple[str, str] | None = None
    is_named: bool = False


@dataclass(frozen=True)
class Source:
    """One kind of record; ``find`` returns at most ``most`` hits of what ``subject`` may open.

    ``label`` and ``words`` are how pages name and head such a record, beside what it holds: "Phiếu chấm điểm của Sở Y
    tế" is the sheet of Sở Y tế, though "phiếu" stands in no column.
    """

    label: str | Promise
    order: int
    permission: str
    find: Callable[[Subject, Wanted, int], Sequence[Hit]]
    words: str | Promise = ""

    @property
    def said(self) -> str:
        """The words by which every record of the kind is known, in the reader's language and as officials say it."""
        with translation.override("vi"):
            spoken = f"{self.label} {self.words}"
        return f"{spoken} {self.label} {self.words}"


@dataclass(frozen=True)
class Group:
    """What one source has; ``more`` tells that there is more than is shown."""

    label: str | Promise
    hits: Sequence[Hit]
    more: bool


_sources: list[Source] = []


def register(source: Source) -> None:
    """Offer a source; small ``order`` first."""
    _sources.append(source)


def sources() -> list[Source]:
    """Return every source in order."""
    return sorted(_sources, key=lambda source: source.order)


@dataclass(frozen=True)
class Results:
    """What was found, and the kinds of record that could not be looked through in time."""

    groups: Sequence[Group]
    unfinished: Sequence[str | Promise]


def search(subject: Subject, wanted: Wanted) -> Results:
    """Ask every source that ``subject`` may ask; kinds of which nothing is found are left out.

    A kind of which one record is named exactly comes before the others.
    """
    asked = [source for source in sources() if wanted.words and subject.may(source.permission)]
    found, unfinished, until = [], [], time.monotonic() + SECONDS
    with outages.statements_within(SECONDS):
        for source in asked:
            hits = None if time.monotonic() > until else _of(source, subject, wanted)
            if hits is None:
                unfinished.append(source.label)
            elif hits:
                found.append(Group(source.label, hits[:MOST], len(hits) > MOST))
    return Results(sorted(found, key=lambda group: not any(hit.is_named for hit in group.hits)), unfinished)


def _of(source: Source, subject: Subject, wanted: Wanted) -> Sequence[Hit] | None:
    """Return what a source has; nothing if the database had no time for it."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return source.find(subject, wanted.but(source.said), MOST + 1)
    except OperationalError as error:
        if outages.of(error) is not outages.Outage.LIMIT:
            raise
        return None


UnitsNamed = Callable[[str], Iterable[int]]


@dataclass(frozen=True)
class Through:
    """Rows of another table whose words count as a row's own: they are matched first, each once, and then joined.

    ``rows``: those that the reader may open, unless whoever opens the row sees there what is looked through: a word
    that is found tells that it stands there. ``key``: the column of ``rows`` that the row names. ``number_only``: of
    their words only the number, which stands first in ``folded``: the title of a plan is no word of each of its tasks.
    """

    rows: QuerySet[Any]
    key: str = "pk"
    folded: str = "folded"
    number_only: bool = False

    def holding(self, word: Word) -> QuerySet[Any]:
        """Return the keys of the rows that hold ``word``; no query yet."""
        only = Q(**{f"{self.folded}__regex": word.in_number})
        condition = only if self.number_only else _held(word, self.folded)
        return self.rows.filter(condition).order_by().values(self.key)


def narrowed(
    rows: QuerySet[Row],
    wanted: Wanted,
    *,
    order: Sequence[str],
    folded: str = "folded",
    is_numbered: bool = False,
    through: Mapping[str, Through] | None = None,
    units: Mapping[str, UnitsNamed] | None = None,
    choices: Mapping[str, Mapping[Any, Any]] | None = None,
) -> QuerySet[Row]:
    """Return the rows that hold every word; no query yet.

    ``folded``: the column that holds the row's words folded (``folding.FoldedField``), "" where it has none.
    ``is_numbered``: its number stands first there, and rows whose number is wanted come first. ``through``: column →
    the rows it names. ``units``: column of a unit → which units bear a word in their names. ``choices``: column → the
    words of its values. Rows that hold the words together (a unit's name, above all) come before those that hold them
    apart.
    """
    conditions = []
    for word in sorted(wanted.words, key=lambda word: -len(word.text)):  # what is rarest first: most rows end there
        held = [_held(word, folded)] if folded else []
        held += [Q(**{f"{column}__in": others.holding(word)}) for column, others in (through or {}).items()]
        for column, named in (units or {}).items() if not word.is_roman else ():
            held += [Q(_Among(column, ids))] if (ids := list(named(word.text))) else []
        for column, labels in (choices or {}).items():
            keys = [key for key, label in labels.items() if word.stands_in(str(label))]
            held += [Q(**{f"{column}__in": keys})] if keys else []
        conditions.append(Q(*held, _connector=Q.OR) if held else Q(pk__in=[]))
    rows = rows.filter(*conditions)
    first = (_own_number(wanted, folded),) if is_numbered else ()
    return rows.order_by(*first, *_together(wanted, folded, units or {}), *order)


def _together(wanted: Wanted, folded: str, units: Mapping[str, UnitsNamed]) -> tuple[Combinable, ...]:
    """Return an order in which rows that hold the words one beside the other come first."""
    if not wanted.phrase:
        return ()
    held = [Q(_Among(column, ids)) for column, named in units.items() if (ids := list(named(wanted.phrase)))]
    held += [Q(**{f"{folded}__contains": wanted.phrase})] if folded else []
    return (Case(When(Q(*held, _connector=Q.OR), then=Value(0)), default=Value(1)),) if held else ()


class _Among(Func):
    """Tell whether a column is one of numbers, which go as one value: a word like "xã" names 119 units."""

    template = "%(expressions)s"
    arg_joiner = " = ANY "
    output_field = BooleanField()

    def __init__(self, column: str, numbers: Sequence[int]) -> None:
        super().__init__(F(column), Func(Value(list(numbers), _NUMBERS), template="(%(expressions)s)"))


def _held(word: Word, column: str) -> Q:
    is_whole = word.is_number or word.is_roman
    return Q(**{f"{column}__regex": word.pattern} if is_whole else {f"{column}__contains": word.text})


def _own_number(wanted: Wanted, folded: str) -> Combinable:
    """Return an order in which records that bear the wanted number themselves come before those that mention it."""
    numbers = [word for word in wanted.words if word.is_number]
    if not numbers:
        return Value(0)
    return Case(When(**{f"{folded}__regex": numbers[0].beginning}, then=Value(0)), default=Value(1))
