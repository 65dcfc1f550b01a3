"""Work calendars of the database, ready to reckon with; other modules enter the clock here."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cchc.kernel.text import sort_key
from cchc.organisation.models import Calendar, DayOff, Unit, WorkingHours
from cchc.organisation.models.calendars import Origin
from cchc.organisation.rules.clock import (
    Certainty,
    ClockError,
    Derivation,
    Due,
    Kind,
    Pause,
    SpecialDay,
    WeeklyHours,
    WorkCalendar,
    add_working_minutes,
    due,
    due_moment,
    elapsed,
    is_working,
    next_working,
    parts,
    sentence,
    warnings,
    working_days,
    working_minutes_between,
)
from cchc.organisation.rules.clock.content import CalendarSheet, assemble

__all__ = [
    "CalendarCard",
    "ClockError",
    "DayRow",
    "Derivation",
    "Due",
    "HoursRow",
    "Pause",
    "WorkCalendar",
    "add_working_minutes",
    "calendar",
    "calendars",
    "day",
    "days",
    "due",
    "due_moment",
    "elapsed",
    "hours",
    "is_working",
    "next_working",
    "parts",
    "sentence",
    "unit_ids",
    "warnings",
    "working_days",
    "working_minutes_between",
]


@dataclass(frozen=True)
class CalendarCard:
    """A calendar as lists show it, with what tells one version from the next."""

    id: int
    slug: str
    name: str
    extends_id: int | None
    is_default: bool
    version: int
    changed_at: dt.datetime


@dataclass(frozen=True)
class DayRow:
    """A special day with the calendar it is written in."""

    id: int
    calendar: str
    day: SpecialDay
    unit_id: int | None
    is_office: bool


@dataclass(frozen=True)
class HoursRow:
    """A shift of one weekday with the calendar it is written in."""

    id: int
    calendar: str
    shift: WeeklyHours
    unit_id: int | None


def calendars() -> tuple[CalendarCard, ...]:
    """Return every calendar, the default first. One query."""
    names = ("id", "slug", "name", "extends_id", "is_default", "version", "changed_at")
    cards = [CalendarCard(*row) for row in Calendar.objects.values_list(*names)]
    return tuple(sorted(cards, key=lambda one: (not one.is_default, sort_key(one.name))))


def calendar(slug: str | None = None, *, unit_id: int | None = None) -> WorkCalendar:
    """Return the calendar ``slug`` (or the default one) as ``unit_id`` keeps it.

    One query where this version was asked for before in the same process, three otherwise. Raises ``ClockError`` for
    an unknown calendar.
    """
    chain = _chain(slug, calendars())
    general = _assembled(chain)
    return general if unit_id is None else _of_unit(chain, str(unit_id))


def days(slug: str | None, first: dt.date, last: dt.date) -> tuple[DayRow, ...]:
    """Return the special days from ``first`` to ``last``, inherited ones too, in order of date. Two queries."""
    chain = _chain(slug, calendars())
    names = {card.id: card.slug for card in chain}
    rows = DayOff.objects.filter(calendar__in=names, is_removed=False, date__range=(first, last))
    return tuple(_day_row(row, names[row.calendar_id]) for row in rows.order_by("date", "unit_id"))


def day(day_id: int) -> DayRow:
    """Return one special day; raises ``ClockError`` if it is gone."""
    row = DayOff.objects.select_related("calendar").filter(id=day_id, is_removed=False).first()
    if row is None:
        raise ClockError("Ngày này không còn trong lịch.")
    return _day_row(row, row.calendar.slug)


def hours(slug: str | None) -> tuple[HoursRow, ...]:
    """Return every shift of the calendar itself, by unit, period and weekday. Two queries."""
    card = _chain(slug, calendars())[0]
    rows = WorkingHours.objects.filter(calendar=card.id).order_by("unit_id", "valid_from", "weekday", "opens")
    return tuple(HoursRow(row.id, card.slug, _shift(row), row.unit_id) for row in rows)


def unit_ids(slugs: Iterable[str]) -> dict[str, int]:
    """Return the id of each unit whose slug a written calendar names, of those there are. One query, none for none."""
    wanted = set(slugs)
    return dict(Unit.objects.filter(slug__in=wanted).values_list("slug", "id")) if wanted else {}


Chain = tuple[CalendarCard, ...]


def _chain(slug: str | None, cards: tuple[CalendarCard, ...]) -> Chain:
    """Return the calendar followed by those it extends."""
    by_id = {card.id: card for card in cards}
    found = next((card for card in cards if (card.slug == slug if slug else card.is_default)), None)
    if found is None:
        if not cards:
            raise ClockError("Chưa có lịch làm việc nào.")
        if slug is None:
            raise ClockError("Chưa có lịch nào là mặc định: chọn một trong %(known)s.", known=[c.slug for c in cards])
        raise ClockError(
            "Không có lịch “%(slug)s”: chọn một trong %(known)s.", slug=slug, known=[card.slug for card in cards]
        )
    chain = [found]
    while chain[-1].extends_id and by_id[chain[-1].extends_id] not in chain:
        chain.append(by_id[chain[-1].extends_id])
    return tuple(chain)


@lru_cache(maxsize=16)
def _assembled(chain: Chain) -> WorkCalendar:
    slugs = {card.id: card.slug for card in chain}
    hours: dict[int, list[WeeklyHours]] = {key: [] for key in slugs}
    days: dict[int, list[SpecialDay]] = {key: [] for key in slugs}
    for shift in WorkingHours.objects.filter(calendar__in=slugs):
        hours[shift.calendar_id].append(_shift(shift))
    for row in DayOff.objects.filter(calendar__in=slugs, is_removed=False):
        days[row.calendar_id].append(_day_row(row, "").day)
    sheets = {
        card.slug: CalendarSheet(
            card.slug,
            card.name,
            slugs.get(card.extends_id or 0),
            card.is_default,
            tuple(hours[card.id]),
            tuple(days[card.id]),
        )
        for card in chain
    }
    return assemble(chain[0].slug, sheets)


@lru_cache(maxsize=256)
def _of_unit(chain: Chain, unit: str) -> WorkCalendar:
    return _assembled(chain).for_unit(unit)


def _shift(row: WorkingHours) -> WeeklyHours:
    first, last = row.valid_from or dt.date.min, row.valid_to or dt.date.max
    return WeeklyHours(row.weekday, row.opens, row.closes, first, last, _key(row.unit_id))


def _day_row(row: DayOff, slug: str) -> DayRow:
    day = SpecialDay(
        row.date,
        Kind(row.kind),
        row.name,
        row.decision,
        Certainty(row.certainty),
        row.swapped_with,
        row.opens,
        row.closes,
        _key(row.unit_id),
    )
    return DayRow(row.id, slug, day, row.unit_id, row.origin == Origin.OFFICE)


def _key(unit_id: int | None) -> str | None:
    return None if unit_id is None else str(unit_id)
