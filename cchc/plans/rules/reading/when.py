"""A schedule as officials write it → deadline, window, recurrence, standing, event, or undetermined.

Read strictly: "Trước 10/02/2026" is due on that day, as reports of the field count it; "Trước tháng 6" on 31 May.
What is vague ("đầu quý II") becomes the whole of what it lies in. A year that isn't written is the plan's. What the
words say beyond what was understood is asked about (``questions``).
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from cchc.kernel import writing
from cchc.plans.rules.reading import when_dates as dates
from cchc.plans.rules.reading.when_always import ROUND, lunar, without_round
from cchc.plans.rules.reading.when_dates import Heard
from cchc.plans.rules.reading.when_events import Trigger, trigger, uncounted
from cchc.plans.rules.reading.when_negated import negated
from cchc.plans.rules.reading.when_parts import dropped
from cchc.plans.rules.reading.when_recurring import periods, recurrence
from cchc.plans.rules.reading.when_rest import rest, weekday
from cchc.plans.rules.reading.when_spans import named_documents
from cchc.plans.rules.reading.when_unreal import unreal
from cchc.plans.rules.reading.when_words import timely
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import When

_STANDING = re.compile(rf"\b(?:thuong\s+xuyen|lien\s+tuc|xuyen\s+suot|thuong\s+truc)\b|{ROUND}+")
_ONWARDS = re.compile(r"\btro di\b|\b(?:cac|nhung) nam\b")
_VAGUE = re.compile(
    r"(?<!bat )(?<!tu )(?<!thang )(?<!tuan )(?<!ngay )(?<!quy )\b(?:dau|giua)\s+(?:quy|thang|nam)\b(?!\s+(?:hoc|ngan))"
)
_NUMBERED = re.compile(r"\d|\b(?:I{1,3}|IV|[Nn]ửa)\b")
_OTHER_YEAR = re.compile(
    r"(?<![\d/.-])\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?!(?:199\d|20\d\d)\b)\d{3,5}(?![\d/.-])"
    r"|\b(?:nam |(?:quy|thang) \w{1,3} ?[/-] ?)(?!(?:199\d|20\d\d)\b)\d{3,5}\b"
)
"""A time in a year that no plan has, "30/6/2109": a slip of the pen, not a time that is left open."""

_LONGEST = 1000


def understand(text: str, year: int) -> When:
    """Return the schedule that ``text`` names in a plan of ``year``; never raises."""
    return _heard(text, year).when


def questions(text: str, year: int) -> Iterator[tuple[str, bool]]:
    """Yield, as sentences, what a careful clerk would ask about a schedule, and whether it must be answered."""
    words, heard = timely(text), _heard(text, year)
    wrong = list(unreal(words.bare, year)) if len(words.text) <= _LONGEST else []
    for start, end, why in wrong:
        yield f"“{words.text}”: {words.written(start, end)} {why}.", True
    if heard.unclear:
        yield heard.unclear, True
    elif heard.several:
        named = "; ".join(f"“{words.written(span.start, span.end)}”" for span in heard.several)
        yield f"“{words.text}” có nhiều thời điểm ({named}): không rõ hạn là thời điểm nào.", True
    elif not words.text:
        yield "Không nêu thời gian thực hiện.", False
    elif heard.when.kind == "undetermined" and not wrong:
        yield f"“{words.text}” không cho biết ngày nào phải xong.", bool(_OTHER_YEAR.search(words.bare))
    elif not wrong:
        yield from _about_more(words, heard)
        yield from _about_rest(words, heard)


def _about_more(words: Words, heard: Heard) -> Iterator[tuple[str, bool]]:
    """Yield the questions about what was taken for more or for less than it says, as "giữa tháng 5"."""
    when = heard.when
    if when.kind == "window" and when.start and when.end and _VAGUE.search(words.bare):
        whole = f"{writing.date(when.start)} – {writing.date(when.end)}"
        yield f"“{words.text}” không nêu rõ ngày: lấy cả khoảng {whole}, hãy xem lại.", False
    if when.kind == "deadline" and when.end and (stands := _STANDING.search(without_round(words)[0].bare)):
        said = words.written(*stands.span())
        yield f"“{words.text}” vừa ghi “{said}” vừa có hạn: lấy hạn {writing.date(when.end)}, hãy xem lại.", True
    if when.event and when.offset_days is None and (days := uncounted(when.event)):
        yield f"Chưa rõ “{days}” của “{words.text}” tính từ ngày nào, trước hay sau.", True
    if when.kind == "recurring" and (part := dropped(words.bare, heard.places)):
        yield f"“{words.text}” có “{words.written(*part)}”: chưa rõ trong mỗi kỳ phải xong ngày nào.", True
    if when.kind == "recurring" and len({rule for rule, *_ in periods(words.bare)}) > 1:
        named = "; ".join(f"“{words.written(start, end)}”" for _, start, end in periods(words.bare))
        yield f"“{words.text}” nêu nhiều kỳ ({named}): không rõ phải làm theo kỳ nào.", True


def _about_rest(words: Words, heard: Heard) -> Iterator[tuple[str, bool]]:
    """Yield the question about words that nobody understood; a number or weekday must be answered for."""
    left, day = rest(words, heard.places), weekday(words, heard.places)
    numbered = [phrase for phrase in left if _NUMBERED.search(phrase)]
    if heard.when.kind == "event":  # "Công khai ngay khi …": what is done then is no time
        left, day = tuple(numbered), ""
    if left:
        named = ", ".join(f"“{phrase}”" for phrase in left)
        yield f"Chưa rõ {named} nói gì về thời gian thực hiện.", bool(numbered or day)
    elif day:
        yield f"Chưa rõ “{day}” là ngày nào của “{words.text}”.", True


@lru_cache(maxsize=8192)
def _heard(text: str, year: int) -> Heard:
    words = timely(text)
    if len(words.text) > _LONGEST:
        return Heard(When(words.text))
    words, unclear = without_round(words)
    if unclear := lunar(words) or unclear:
        return Heard(When(words.text), unclear=unclear)
    starts = trigger(words, year)
    heard = _understood(words, starts, year)
    taken = negated(words, *((starts.words, starts.end) if starts else ()))
    is_said = heard.several or heard.when.kind not in {"undetermined", "event"}
    if taken and not heard.unclear and is_said:
        why = f"“{words.text}” có “{taken}”: hãy ghi rõ khi nào thực hiện, hay không thực hiện."
        return Heard(When(words.text, event=heard.when.event), unclear=why)
    return heard


def _understood(words: Words, starts: Trigger | None, year: int) -> Heard:
    """Return what the text says, as if nothing in it were denied."""
    said = _without(words.bare, starts.start, starts.end) if starts else words.bare
    heard = dates.yearly(words, said, year) or _recurring(words, said, year) or _once(words, said, year)
    if heard is None:
        places = ((starts.start, starts.end), *named_documents(words.bare)) if starts else ()
        return Heard(_without_date(words, starts, said), places)
    if starts is None:
        return heard
    when = replace(heard.when, event=starts.event)
    return replace(heard, when=when, places=(*heard.places, (starts.words, starts.end)))


def _recurring(words: Words, said: str, year: int) -> Heard | None:
    """Return what comes round, within the days that the text may name besides."""
    found = recurrence(said)
    if found is None:
        return None
    dated = dates.dated(words, _without(said, found.start, found.end), year)
    if dated and dated.unclear:
        return dated
    within = dated if dated and dated.when.kind == "window" else Heard(When())
    when = When(words.text, "recurring", within.when.start, within.when.end, rrule=found.rule)
    return Heard(when, ((found.start, found.end), *within.places))


def _once(words: Words, said: str, year: int) -> Heard | None:
    """Return what is due once, or stands all the time."""
    dated = dates.dated(words, said, year)
    documents = tuple(named_documents(words.bare))
    stands = tuple(found.span() for found in _STANDING.finditer(said))
    if stands and not (dated and dated.when.kind == "deadline"):
        within = dated.when if dated else None
        is_whole = within and (within.start, within.end) == (dt.date(year, 1, 1), dt.date(year, 12, 31))
        if dated and dated.unclear:
            return dated
        return Heard(When(words.text, "standing"), stands + documents + (dated.places if dated and is_whole else ()))
    if dated and dated.unclear:
        return dated
    return replace(_closed(dated, year), places=dated.places + stands + documents) if dated else None


def _closed(heard: Heard, year: int) -> Heard:
    """Return what only says when work begins ("Từ quý II") with the end of the plan's year; "trở đi" stays open."""
    when = heard.when
    if when.kind != "window" or when.end or not when.start or _ONWARDS.search(Words.of(when.text).bare):
        return heard
    return replace(heard, when=replace(when, end=dt.date(max(year, when.start.year), 12, 31)))


def _without(bare: str, start: int, end: int) -> str:
    return bare[:start] + " " * (end - start) + bare[end:]


def _without_date(words: Words, starts: Trigger | None, said: str) -> When:
    if starts is None:
        return When(words.text, "undetermined")
    if re.search(r"\btheo\b", said):  # "Theo kế hoạch và đột xuất khi có yêu cầu": the plan's own dates come first
        return When(words.text, "undetermined", event=starts.event)
    return When(words.text, "event", event=starts.event, offset_days=starts.offset_days, offset_unit=starts.offset_unit)
