"""Socket for search: a module offers a source in ``plugs/searching.py``; the page asks each within the reader's scope.

Words are found without diacritics, all of them; a number ("272/KH-UBND", "272") is found whole, so that 1272/KH-UBND is
another one. The database folds what it looks through itself: it is bounded registers, not the text of documents. It
gets a few seconds altogether; what it could not look through by then is named.
"""

import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from django.db import OperationalError, connection, transaction
from django.db.models import Case, Func, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.fields import TextField
from django.utils import translation
from django.utils.functional import Promise

from cchc.kernel import outages
from cchc.kernel.permission import Subject
from cchc.kernel.text import fold, hyphened

MOST = 20
"""The most that one source shows."""
SECONDS = 2.0
"""After which no further source is asked, and what one question to the database may take."""
_MOST_WORDS = 8
_SHORTEST = 2  # letters: a single one is in almost every title, but a figure or a Roman one is a whole word
_NUMBER = re.compile(r"\d+[a-z]?(?:/[a-z0-9][a-z0-9/.-]*)?")
_ROMAN = re.compile(r"i{1,3}|iv|v|vii|viii|ix|x")  # "vi" is a word too
_MARKS = "/-.,;:?!()[]\"'“”"
_AROUND = re.compile(r" ?/ ?")  # of a folded text: one space at the most
_LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA))]
_FOLDED = {letter: fold(letter) for letter in _LETTERS if unicodedata.category(letter)[0] == "L"}
_PLAIN = {letter: plain for letter, plain in _FOLDED.items() if len(plain) == 1 and plain != letter}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"  # of symbols: "88/KH–UBND" is looked for as "88/KH-UBND"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

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
    def beginning(self) -> str:
        """The same, where what is looked through begins with it."""
        return f"^{self._whole}"

    def stands_in(self, label: str) -> bool:
        """Tell whether the word stands in a label; a number, a Roman one too, only whole: "II" is not in "quý III"."""
        folded = fold(label)
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

    def but(self, said: str) -> "Wanted":
        """Return what is looked for without the words of ``said``, unless these are all there is."""
        known = fold(said).replace(",", " ").split()
        left = tuple(word for word in self.words if word.is_number or word.text not in known)
        return replace(self, words=left or self.words)


@dataclass(frozen=True)
class Hit:
    """One record: its words, the page that shows it, where it belongs, and how it stands as (kind of tag, words)."""

    title: str
    url: str
    detail: str = ""
    status: tuple[str, str] | None = None


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
    """Ask every source that ``subject`` may ask; kinds of which nothing is found are left out."""
    asked = [source for source in sources() if wanted.words and subject.may(source.permission)]
    found, unfinished, until = [], [], time.monotonic() + SECONDS
    with outages.statements_within(SECONDS):
        for source in asked:
            hits = None if time.monotonic() > until else _of(source, subject, wanted)
            if hits is None:
                unfinished.append(source.label)
            elif hits:
                found.append(Group(source.label, hits[:MOST], len(hits) > MOST))
    return Results(found, unfinished)


def _of(source: Source, subject: Subject, wanted: Wanted) -> Sequence[Hit] | None:
    """Return what a source has; nothing if the database had no time for it."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return source.find(subject, wanted.but(source.said), MOST + 1)
    except OperationalError as error:
        if outages.of(error) is not outages.Outage.LIMIT:
            raise
        return None


class Folded(Func):
    """Columns one after another, as ``text.fold`` writes them: plain small letters, dashes as hyphens."""

    function = "translate"
    template = (
        r"regexp_replace(translate(concat_ws(' ', %(expressions)s), %(marked)s, %(plain)s), '\mqui\M', 'quy', 'g')"
    )
    output_field = TextField()

    def __init__(self, *columns: str | Combinable) -> None:
        marked = "".join(_PLAIN) + _CAPITALS + _DASHES
        plain = "".join(_PLAIN.values()) + _CAPITALS.lower() + "-" * len(_DASHES)
        super().__init__(*columns, marked=f"'{marked}'", plain=f"'{plain}'")


class Day(Func):
    """A day as pages write it, with zeros and without: 05/04/2019 5/4/2019."""

    function = "to_char"
    template = "%(function)s(%(expressions)s, 'DD/MM/YYYY FMDD/FMMM/YYYY')"
    output_field = TextField()


UnitsNamed = Callable[[str], Iterable[int]]


def narrowed(
    rows: QuerySet[Row],
    wanted: Wanted,
    *columns: str | Combinable,
    order: Sequence[str],
    number: str | Combinable | None = None,
    folded: str = "",
    units: Mapping[str, UnitsNamed] | None = None,
    choices: Mapping[str, Mapping[Any, Any]] | None = None,
) -> QuerySet[Row]:
    """Return the rows that hold every word in ``columns``, those whose ``number`` it is first; no query yet.

    ``folded``: a column that holds words folded already (folding long texts row by row is what takes time).
    ``units``: column of a unit → which units bear a word in their names. ``choices``: column → the words of its values.
    """
    shown = rows.alias(looked_in=Folded(*columns, *([number] if number else [])))
    for word in sorted(wanted.words, key=lambda word: -len(word.text)):  # what is rarest first: most rows end there
        is_whole = word.is_number or word.is_roman
        asked = ("regex", word.pattern) if is_whole else ("contains", word.text)
        held = Q(**{f"looked_in__{asked[0]}": asked[1]})
        if folded:
            held = Q(**{f"{folded}__{asked[0]}": asked[1]}) | held
        for column, named in (units or {}).items() if not word.is_roman else ():
            held |= Q(**{f"{column}__in": list(named(word.text))})
        for column, labels in (choices or {}).items():
            held |= Q(**{f"{column}__in": [key for key, label in labels.items() if word.stands_in(str(label))]})
        shown = shown.filter(held)
    if number is not None:
        shown = shown.alias(own_number=Folded(number))
    first = () if number is None else (_own_number(wanted),)
    return cast("QuerySet[Row]", shown.order_by(*first, *order))


def _own_number(wanted: Wanted) -> Combinable:
    """Return an order in which records that bear the wanted number themselves come before those that mention it."""
    numbers = [word for word in wanted.words if word.is_number]
    if not numbers:
        return Value(0)
    return Case(When(own_number__regex=numbers[0].beginning, then=Value(0)), default=Value(1))
