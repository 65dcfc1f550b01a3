"""A calendar as officials write it down (``content/calendars/*.yaml``), turned into rows and into a work calendar."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.kernel.period import Period
from cchc.kernel.refusal import Sentence
from cchc.organisation.rules.clock.calendar import WorkCalendar, combined
from cchc.organisation.rules.clock.types import Certainty, ClockError, Kind, SpecialDay, WeeklyHours
from cchc.organisation.rules.clock.words import written

MARGIN_YEARS = 20
"""How far a calendar reaches beyond the first and last day it lists."""

_ONE_DAY = dt.timedelta(days=1)
_LONGEST_RUN = dt.timedelta(days=31)


@dataclass(frozen=True)
class CalendarSheet:
    """One calendar as written: its own rows and the calendar it extends."""

    slug: str
    name: str
    extends: str | None
    is_default: bool
    hours: tuple[WeeklyHours, ...]
    days: tuple[SpecialDay, ...]

    @property
    def units(self) -> frozenset[str]:
        """The units that it has rows of their own for."""
        named = {row.unit for row in self.hours} | {day.unit for day in self.days}
        return frozenset(unit for unit in named if unit)


def read(document: object) -> CalendarSheet:
    """Return the sheet that a parsed YAML file holds; raises ``ClockError`` naming what is wrong and where."""
    if not isinstance(document, Mapping):
        raise ClockError("Tệp lịch phải là một danh mục có slug và name.")
    slug, name = document.get("slug"), document.get("name")
    if not (isinstance(slug, str) and isinstance(name, str)):
        raise ClockError("Tệp lịch thiếu slug hoặc name.")
    units: Mapping[str, Any] = document.get("units") or {}
    try:
        hours = [*_hours(document, None), *(row for unit, own in units.items() for row in _hours(own, str(unit)))]
        days = [*_days(document, None), *(day for unit, own in units.items() for day in _days(own, str(unit)))]
    except ClockError as refused:
        raise _no_line(slug, refused.sentence) from refused
    except KeyError as missing:
        raise _no_line(slug, Sentence("thiếu phần %(part)s", part=str(missing.args[0]))) from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise _no_line(slug, Sentence("ngày, giờ hoặc số viết sai dạng")) from wrong
    return CalendarSheet(slug, name, document.get("extends"), bool(document.get("default")), tuple(hours), tuple(days))


def _no_line(slug: str, why: Sentence) -> ClockError:
    return ClockError("Lịch “%(slug)s” có dòng không đọc được: %(why)s.", slug=slug, why=why)


def assemble(slug: str, sheets: Mapping[str, CalendarSheet]) -> WorkCalendar:
    """Return the work calendar ``slug``, on top of every calendar it extends."""
    chain: list[CalendarSheet] = []
    wanted: str | None = slug
    while wanted:
        if wanted not in sheets:
            raise ClockError(
                "Không có lịch “%(wanted)s”: chọn một trong %(known)s.",
                wanted=wanted,
                known=sorted(sheets) or Sentence("(chưa có lịch nào)"),
            )
        if sheets[wanted] in chain:
            raise ClockError("Lịch “%(wanted)s” kế thừa chính nó: hãy sửa mục extends.", wanted=wanted)
        chain.append(sheets[wanted])
        wanted = sheets[wanted].extends
    calendar = WorkCalendar(sheets[slug].name, _span(chain), (), ())
    for sheet in reversed(chain):
        calendar = combined(sheets[slug].name, calendar, hours=sheet.hours, days=sheet.days)
    return calendar


def _span(sheets: Sequence[CalendarSheet]) -> Period:
    days = [day.date for sheet in sheets for day in sheet.days]
    days += [row.first for sheet in sheets for row in sheet.hours if row.first > dt.date.min]
    if not days:
        raise ClockError(
            "Lịch “%(name)s” chưa có ngày nào để biết khoảng thời gian: hãy khai ngày nghỉ.", name=sheets[0].name
        )
    return Period(dt.date(min(days).year - MARGIN_YEARS, 1, 1), dt.date(max(days).year + MARGIN_YEARS + 1, 1, 1))


def _hours(part: Mapping[str, Any], unit: str | None) -> Iterator[WeeklyHours]:
    for row in part.get("hours") or ():
        first, last = row.get("from") or dt.date.min, row.get("to") or dt.date.max
        shifts = [_shift(text) for text in row["shifts"]]
        for weekday in row["weekdays"]:
            if not 1 <= weekday <= 7:
                raise ClockError("weekdays chỉ từ 1 (thứ Hai) đến 7 (Chủ nhật), không có %(weekday)s", weekday=weekday)
            if not shifts:
                yield WeeklyHours(weekday - 1, None, None, first, last, unit)
            for opens, closes in shifts:
                yield WeeklyHours(weekday - 1, opens, closes, first, last, unit)


def _shift(text: str) -> tuple[dt.time, dt.time]:
    opens, closes = (dt.time.fromisoformat(time.strip()) for time in text.split("-"))
    return opens, closes


def _days(part: Mapping[str, Any], unit: str | None) -> Iterator[SpecialDay]:
    for block in part.get("lists") or ():
        decision, certainty = str(block.get("decision") or ""), Certainty(block["certainty"])
        for row in block.get("holidays") or ():
            for day in _dates(row):
                yield SpecialDay(day, Kind.OFF, row["name"], decision, certainty, unit=unit)
        for row in block.get("swaps") or ():
            yield from _swap(row["rest"], row["work"], decision, certainty, unit)
    for row in part.get("days") or ():
        for day in _dates(row):
            yield _day(day, row, unit)


def _day(day: dt.date, row: Mapping[str, Any], unit: str | None) -> SpecialDay:
    opens, closes = (dt.time.fromisoformat(row[key]) if row.get(key) else None for key in ("opens", "closes"))
    certainty = Certainty(row.get("certainty", Certainty.DECIDED))
    kind = Kind(row.get("kind") or Kind.OFF)  # YAML reads a bare "off" as false
    return SpecialDay(
        day,
        kind,
        row["name"],
        row.get("decision", ""),
        certainty,
        row.get("swapped_with"),
        opens,
        closes,
        unit,
    )


def _swap(
    off: dt.date, work: dt.date, decision: str, certainty: Certainty, unit: str | None
) -> tuple[SpecialDay, SpecialDay]:
    return (
        SpecialDay(
            off, Kind.OFF, f"Nghỉ hoán đổi, làm bù {written(work)}/{work.year}", decision, certainty, work, unit=unit
        ),
        SpecialDay(work, Kind.WORKING, f"Làm bù cho {written(off)}/{off.year}", decision, certainty, off, unit=unit),
    )


def _dates(row: Mapping[str, Any]) -> list[dt.date]:
    first, last = (row["date"], row["date"]) if "date" in row else (row["from"], row["to"])
    if not dt.timedelta(0) <= last - first <= _LONGEST_RUN:
        raise ClockError(
            "khoảng %(first)s đến %(last)s phải theo thứ tự và không quá %(days)s ngày",
            first=first,
            last=last,
            days=_LONGEST_RUN.days,
        )
    return [first + _ONE_DAY * step for step in range((last - first).days + 1)]
