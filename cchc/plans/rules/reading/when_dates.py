"""The days, months and quarters of a text → one deadline, one window, a rule for several of them, or the question."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from cchc.kernel.years import RECORDED
from cchc.plans.rules.reading.when_spans import Span, spans
from cchc.plans.rules.reading.when_words import BULLET
from cchc.plans.rules.reading.words import NUMBER, Words, number
from cchc.plans.rules.recurrence import LAST, monthly
from cchc.plans.types import When

_FROM = re.compile(
    r"\b(?:tu|som\s+nhat(?:\s+(?:la|vao))?|bat\s+dau(?:\s+tu)?|(?:ke|tinh)\s+tu)\s+(?:ngay\s+|dau\s+|trong\s+)*$"
)
_BEFORE = re.compile(r"\b(?:truoc)\s+(?:ngay\s+|mong\s+)*$")
_BY = re.compile(
    r"\b(?:den\s+het|het|den|toi|cham\s+nhat|muon\s+nhat|han(?:\s+chot|\s+cuoi)?|thoi\s+han|cuoi)"
    r"\s*:?\s+(?:(?:la|vao|trong|den|het|cuoi)\s+)*(?:ngay\s+)?$"
)
_AFTER = re.compile(r"\bsau\s+(?:ngay\s+)?$")
_UNTIL = re.compile(r"^\s*(?:-|den(?:\s+het)?|toi|~|→)\s*(?:ngay\s+|cuoi\s+|het\s+)*$")
_ONWARDS = re.compile(r"^\s*(?:va\s+)?(?:tro\s+di|cac\s+nam\s+(?:tiep\s+theo|sau)|nhung\s+nam\s+tiep\s+theo)")
_END_OF = re.compile(r"^(?:cuoi|het)\s+nam\b")
_NEXT = re.compile(
    r"[\s,;&+/-]*(?:va\s+|cung\s+)?(?:(?:truoc|cham\s+nhat|muon\s+nhat|den|het|cuoi|dau|trong|vao)\s+)*"
    r"(?:(?:ngay|thang|quy|nam)\s*)?"
)
"""What may stand between the times of one list."""

_COUNTED = re.compile(
    rf"(?P<count>{NUMBER})\s*(?P<unit>ngay|tuan)\s*,?\s+(?:(?:ke|tinh)\s+)?(?:tu|sau)\s+(?:ngay\s+)?$"
)
_EVERY_YEAR = re.compile(r"\s*,?\s*(?:hang|moi)\s+nam\b")
_ALL_YEAR = re.compile(r"\b(?:ca|suot|toan)\s+nam\b")
_APART = re.compile(rf"[;{BULLET}]|\bva\b")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Heard:
    """A schedule; ``places`` are the stretches of the text it rests on, ``several`` times nobody can choose from.

    ``unclear`` says why no day can be taken from what is there: a span of which nobody knows the year.
    """

    when: When
    places: tuple[tuple[int, int], ...] = ()
    several: tuple[Span, ...] = ()
    unclear: str = ""


def dated(words: Words, said: str, year: int) -> Heard | None:
    """Return the deadline, window or set of days that the dates in ``said`` make."""
    named = spans(said, year)
    found = [span for span in named if not any(span.holds(other) for other in named)]
    if not found:
        return None
    ranged = _range(words, said, found)  # "từ ngày 05/01 đến ngày 05/01" too
    within = (ranged.when.start, ranged.when.end) if ranged else None
    if any((one.first, one.last) != within and _stands_beside(said, one, found) for one in named if one not in found):
        return Heard(When(words.text), several=tuple(named))
    if ranged is None and len({(span.first, span.last) for span in found}) == 1:
        return _resting(_single(words, said, found[0]), said, named)
    return ranged or _several(words, said, found)


def _stands_beside(said: str, whole: Span, found: list[Span]) -> bool:
    """Tell whether a longer time is one of its own ("Quý II và cả năm"), not that in which the others lie."""
    if _ALL_YEAR.search(said[whole.start : whole.end]):
        return True
    before = max((one.end for one in found if one.end <= whole.start), default=whole.start)
    after = min((one.start for one in found if one.start >= whole.end), default=whole.end)
    return _APART.search(f"{said[before : whole.start]} {said[whole.end : after]}") is not None


def _resting(when: When, said: str, used: list[Span]) -> Heard:
    """Return the schedule with its places, a number of days counted from a date among them."""
    counted = [found.span() for span in used if (found := _COUNTED.search(said[: span.start]))]
    return Heard(when, (*((span.start, span.end) for span in used), *counted))


def _single(words: Words, said: str, span: Span) -> When:
    before, after = said[: span.start], said[span.end :]
    inside = said[span.start : span.end]
    counted = _COUNTED.search(before) if span.is_day else None
    if counted:
        days = number(counted["count"]) * (7 if counted["unit"] == "tuan" else 1)
        return When(words.text, "deadline", end=span.last + days * _DAY)
    if _FROM.search(before) or _ONWARDS.search(after):
        return When(words.text, "window", start=span.first)
    if _BEFORE.search(before):
        return When(words.text, "deadline", end=span.last if span.is_day else span.first - _DAY)
    if _AFTER.search(before):
        return When(words.text, "window", start=span.last + _DAY)
    if span.is_day or _BY.search(before) or _END_OF.search(inside):
        return When(words.text, "deadline", end=span.last)
    return When(words.text, "window", span.first, span.last)


def _range(words: Words, said: str, found: list[Span]) -> Heard | None:
    """Return the window of "từ tháng 3 đến tháng 6", if the text is one."""
    for first, last in pairwise(found):
        between = said[first.end : last.start]
        if _UNTIL.search(between) or said[last.start : last.end].lstrip().startswith("-"):
            start = first.first
            if start > last.last and last.has_year and not first.has_year:
                start = first.of_year(start.year - 1).first
            if start > last.last:
                return Heard(When(words.text), unclear=_backwards(words.text, first, last))
            return Heard(When(words.text, "window", start, last.last), ((first.start, last.end),))
    return None


def _backwards(text: str, first: Span, last: Span) -> str:
    """Return why a span that ends before it begins gives no days: "Từ 15/12 đến 15/01" lies in two years."""
    year = last.last.year
    if first.has_year:
        return f"“{text}” có ngày cuối trước ngày đầu: hãy xem lại."
    if year < RECORDED[0]:  # no plan's year: the document doesn't say which it is
        return f"“{text}” qua năm sau mà không ghi năm: là của những năm nào?"
    return f"“{text}” qua năm sau mà không ghi năm: là {year - 1}–{year} hay {year}–{year + 1}?"


def _several(words: Words, said: str, found: list[Span]) -> Heard:
    """Return one window where the spans follow each other, a rule that falls due at the end of each, or the question.

    A rule needs a list ("Quý II, Quý IV"): two times with words of their own between them, or each with a bullet, are
    two deadlines.
    """
    ordered = sorted(found, key=lambda span: span.first)
    first, last = ordered[0].first, max(span.last for span in ordered)
    places = tuple((span.start, span.end) for span in found)
    is_list = all(_NEXT.fullmatch(said[one.end : other.start]) for one, other in pairwise(found))
    is_whole = all(one.last + _DAY >= other.first for one, other in pairwise(ordered))
    if any(BULLET in said[one.end : other.start] for one, other in pairwise(found)):
        return Heard(When(words.text), (), tuple(found))
    days = {LAST if not span.is_day else span.last.day for span in ordered}
    if is_whole and (is_list or not any(span.is_day for span in ordered)):
        return Heard(When(words.text, "window", first, last), places)
    if not is_list or len(days) > 1 or first.year != last.year:
        return Heard(When(words.text), (), tuple(found))
    months = ",".join(str(month) for month in sorted({span.last.month for span in ordered}))
    day = LAST if all((span.last + _DAY).day == 1 for span in ordered) else days.pop()
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}"
    return Heard(When(words.text, "recurring", first, last, rrule=rule), places)


def yearly(words: Words, said: str, year: int) -> Heard | None:
    """Return the rule of "tháng 6 và tháng 12 hằng năm", or the question where its days differ.

    "Từ tháng 9 đến tháng 11 hằng năm" is one period of each year, "trước tháng 6 hằng năm" is due on 31 May.
    """
    named = spans(said, year)
    ends = _EVERY_YEAR.match(said, named[-1].end) if named else None
    if not ends or any(span.has_year for span in named):
        return None
    if ranged := _range(words, said, named):
        return _each_year(ranged, ends.span(), year)
    if len(named) == 1:
        return _bounded(words, said, named[0], ends.span(), year)
    listed = _several(words, said, named)
    days = {LAST if not span.is_day else span.last.day for span in named}
    rule = monthly(days, sorted({span.last.month for span in named})) if len(days) == 1 and not listed.several else None
    if rule is None:
        return Heard(When(words.text), (), tuple(named))
    return Heard(When(words.text, "recurring", rrule=rule), (*listed.places, ends.span()))


def _bounded(words: Words, said: str, span: Span, place: tuple[int, int], year: int) -> Heard | None:
    """Return what ends before, or begins with or after, a time of each year; nothing where the time itself is meant."""
    before = said[: span.start]
    places = ((span.start, span.end), place)
    if _BEFORE.search(before) and not span.is_day:
        last = span.first - _DAY
        rule = monthly([LAST], [last.month])
        return Heard(When(words.text, "recurring", rrule=rule), places)
    if _FROM.search(before) or _AFTER.search(before):
        return _each_year(Heard(_single(words, said, span), places[:1]), place, year)
    return None


def _each_year(heard: Heard, place: tuple[int, int], year: int) -> Heard:
    """Return a window as one period of every year; the plan's year is the one it is written for."""
    when = heard.when
    if heard.unclear or when.kind != "window":
        return heard
    yearly = replace(when, kind="recurring", end=when.end or dt.date(year, 12, 31), rrule="FREQ=YEARLY")
    return replace(heard, when=yearly, places=(*heard.places, place))
