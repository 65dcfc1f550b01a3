"""A schedule as officials write it → deadline, window, recurrence, standing, event, or undetermined.

Read strictly: "Trước 10/02/2026" is due on that day, as reports of the field count it; "Trước tháng 6" on 31 May.
What is vague ("đầu quý II") becomes the whole of what it lies in. A year that isn't written is the plan's.
"""

import datetime as dt
import re
from itertools import pairwise

from cchc.plans.rules.reading.when_events import Trigger, trigger
from cchc.plans.rules.reading.when_recurring import recurrence
from cchc.plans.rules.reading.when_spans import Span, spans
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import When

_STANDING = re.compile(r"\b(?:thuong\s+xuyen|lien\s+tuc|xuyen\s+suot|thuong\s+truc)\b|\b24/(?:7|24)\b")
_FROM = re.compile(r"\b(?:tu|bat\s+dau(?:\s+tu)?|ke\s+tu)\s+(?:ngay\s+|dau\s+|trong\s+)*$")
_BEFORE = re.compile(r"\b(?:truoc)\s+(?:ngay\s+|mong\s+)*$")
_BY = re.compile(
    r"\b(?:den\s+het|het|den|toi|cham\s+nhat|muon\s+nhat|han(?:\s+chot|\s+cuoi)?|thoi\s+han|cuoi)"
    r"\s*:?\s+(?:(?:la|vao|trong|den|het|cuoi)\s+)*(?:ngay\s+)?$"
)
_AFTER = re.compile(r"\bsau\s+(?:ngay\s+)?$")
_UNTIL = re.compile(r"^\s*(?:-|den(?:\s+het)?|toi|~|→)\s*(?:ngay\s+|cuoi\s+|het\s+)*$")
_ONWARDS = re.compile(r"^\s*(?:va\s+)?(?:tro\s+di|cac\s+nam\s+(?:tiep\s+theo|sau)|nhung\s+nam\s+tiep\s+theo)")
_END_OF = re.compile(r"^(?:cuoi|het)\s+nam\b")
_DAY = dt.timedelta(days=1)
_LONGEST = 1000


def understand(text: str, year: int) -> When:
    """Return the schedule that ``text`` names in a plan of ``year``; never raises."""
    words = Words.of(text)
    if len(words.text) > _LONGEST:
        return When(words.text)
    starts = trigger(words)
    said = words.bare[: starts.start] if starts else words.bare
    event = _event(starts)
    comes_round = recurrence(said)
    if comes_round:
        rest = said[: comes_round.start] + " " * (comes_round.end - comes_round.start) + said[comes_round.end :]
        within = _dated(words, rest, year)
        kept = (within.start, within.end) if within and within.kind == "window" else (None, None)
        return When(words.text, "recurring", *kept, rrule=comes_round.rule, event=event)
    dated = _dated(words, said, year)
    if _STANDING.search(said) and not (dated and dated.kind == "deadline"):
        return When(words.text, "standing", event=event)
    if dated:
        return When(words.text, dated.kind, dated.start, dated.end, dated.rrule, event)
    return _without_date(words, starts, said)


def _event(starts: Trigger | None) -> str | None:
    return starts.event if starts else None


def _without_date(words: Words, starts: Trigger | None, said: str) -> When:
    if starts is None:
        return When(words.text, "undetermined")
    if re.search(r"\btheo\b", said):  # "Theo kế hoạch và đột xuất khi có yêu cầu": the plan's own dates come first
        return When(words.text, "undetermined", event=starts.event)
    return When(words.text, "event", event=starts.event, offset_days=starts.offset_days, offset_unit=starts.offset_unit)


def _dated(words: Words, said: str, year: int) -> When | None:
    """Return the deadline, window or set of days that the dates in ``said`` make."""
    found = spans(said, year)
    found = [span for span in found if not any(span.holds(other) for other in found)]
    if not found:
        return None
    if len(found) == 1:
        return _single(words, said, found[0])
    ranged = _range(words, said, found)
    return ranged or _several(words, found)


def _single(words: Words, said: str, span: Span) -> When:
    before, after = said[: span.start], said[span.end :]
    inside = said[span.start : span.end]
    if _FROM.search(before) or _ONWARDS.search(after):
        return When(words.text, "window", start=span.first)
    if _BEFORE.search(before):
        return When(words.text, "deadline", end=span.last if span.is_day else span.first - _DAY)
    if _AFTER.search(before):
        return When(words.text, "window", start=span.last + _DAY)
    if span.is_day or _BY.search(before) or _END_OF.search(inside):
        return When(words.text, "deadline", end=span.last)
    return When(words.text, "window", span.first, span.last)


def _range(words: Words, said: str, found: list[Span]) -> When | None:
    """Return the window of "từ tháng 3 đến tháng 6", if the text is one."""
    for first, last in pairwise(found):
        between = said[first.end : last.start]
        if _UNTIL.search(between) or said[last.start : last.end].lstrip().startswith("-"):
            start = first.first
            if start > last.last and not first.has_year:
                start = first.of_year(start.year - 1).first
            if start <= last.last:
                return When(words.text, "window", start, last.last)
    return None


def _several(words: Words, found: list[Span]) -> When:
    """Return one window where the spans follow each other, else a rule that falls due at the end of each."""
    ordered = sorted(found, key=lambda span: span.first)
    first, last = ordered[0].first, max(span.last for span in ordered)
    is_whole = all(one.last + _DAY >= other.first for one, other in pairwise(ordered))
    days = {-1 if not span.is_day else span.last.day for span in ordered}
    if is_whole or len(days) > 1 or first.year != last.year:
        return When(words.text, "window", first, last)
    months = ",".join(str(month) for month in sorted({span.last.month for span in ordered}))
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days.pop()}"
    return When(words.text, "recurring", first, last, rrule=rule)
