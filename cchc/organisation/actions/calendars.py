"""Write work calendars: take over the written ones, mark days, set hours."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked_all
from cchc.kernel.refusal import Refusal
from cchc.organisation.models import Calendar, DayOff, WorkingHours
from cchc.organisation.models.calendars import Origin
from cchc.organisation.rules.clock import Kind, SpecialDay, WeeklyHours
from cchc.organisation.rules.clock.content import CalendarSheet

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Loaded:
    """How many rows a load has written; nothing is counted that stayed as it was."""

    calendars: int = 0
    days: int = 0
    hours: int = 0

    def __bool__(self) -> bool:
        return bool(self.calendars or self.days or self.hours)


def load(sheets: Mapping[str, CalendarSheet], unit_ids: Mapping[str, int], *, actor: Actor, now: dt.datetime) -> Loaded:
    """Bring the calendars of ``sheets`` up to date and leave alone what the office wrote; again changes nothing.

    ``unit_ids`` tells the unit behind each unit key of the sheets; raises ``Refusal`` for one it does not know.
    """
    total = Loaded()
    with history.attributed(actor):
        locked_all(Calendar.objects.filter(slug__in=sheets))
        for sheet in _bases_first(sheets):
            calendar, is_new = _take_over(sheet, now)
            days = _load_days(calendar, _rows_of_days(sheet, unit_ids))
            hours = _load_hours(calendar, _rows_of_hours(sheet, unit_ids))
            if (days or hours) and not is_new:
                _bump(calendar, now)
            total = Loaded(total.calendars + is_new, total.days + days, total.hours + hours)
    return total


def add_day(slug: str, day: SpecialDay, unit_id: int | None = None, *, actor: Actor, now: dt.datetime) -> int:
    """Mark ``day`` in the calendar ``slug``, for one unit or for all, and return its id.

    Raises ``Refusal`` if the day is marked already or the calendar does not exist.
    """
    with history.attributed(actor):
        calendar = _locked(slug)
        DayOff.objects.filter(calendar=calendar, unit=unit_id, date=day.date, is_removed=True).delete()
        if DayOff.objects.filter(calendar=calendar, unit=unit_id, date=day.date).exists():
            raise Refusal("Ngày này đã có trong lịch: bỏ dòng cũ trước khi thêm dòng mới.", "date")
        row = DayOff.objects.create(calendar=calendar, unit_id=unit_id, **_day_values(day))
        _bump(calendar, now)
    return row.pk


def remove_day(day_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take a day out of its calendar for good: loading the written calendar again does not bring it back."""
    with history.attributed(actor):
        row = DayOff.objects.select_related("calendar").filter(id=day_id, is_removed=False).first()
        if row is None:
            raise Refusal("Ngày này không còn trong lịch.")
        calendar = _locked(row.calendar.slug)
        if not DayOff.objects.filter(id=day_id, is_removed=False).update(is_removed=True, origin=Origin.OFFICE):
            raise Refusal("Ngày này không còn trong lịch.")
        _bump(calendar, now)


def set_hours(
    slug: str,
    weekdays: Iterable[int],
    shifts: Sequence[tuple[dt.time, dt.time]],
    *,
    valid_from: dt.date,
    unit_id: int | None = None,
    actor: Actor,
    now: dt.datetime,
) -> None:
    """Let ``weekdays`` (0 = Monday) be worked in ``shifts`` from ``valid_from`` on; no shift means closed.

    Earlier hours end the day before, later ones are replaced. Raises ``Refusal`` for shifts that overlap.
    """
    chosen = sorted(set(weekdays))
    if not chosen:
        raise Refusal("Chọn ít nhất một thứ trong tuần.", "weekdays")
    if any(opens >= closes for opens, closes in shifts):
        raise Refusal("Giờ đóng cửa phải sau giờ mở cửa.", "shifts")
    with history.attributed(actor):
        calendar = _locked(slug)
        rows = WorkingHours.objects.filter(calendar=calendar, unit=unit_id, weekday__in=chosen)
        rows.filter(valid_from__gte=valid_from).delete()
        rows.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from)).update(
            valid_to=valid_from - _ONE_DAY, origin=Origin.OFFICE
        )
        _insert_hours(calendar, unit_id, chosen, shifts, valid_from)
        _bump(calendar, now)


def _insert_hours(
    calendar: Calendar,
    unit_id: int | None,
    weekdays: Sequence[int],
    shifts: Sequence[tuple[dt.time, dt.time]],
    valid_from: dt.date,
) -> None:
    closed = [(None, None)]  # a weekday of nobody is simply not listed; a unit must say that it is closed
    wanted: Sequence[tuple[dt.time | None, dt.time | None]] = shifts or (closed if unit_id else [])
    rows = [
        WorkingHours(
            calendar=calendar, unit_id=unit_id, weekday=weekday, opens=opens, closes=closes, valid_from=valid_from
        )
        for weekday in weekdays
        for opens, closes in wanted
    ]
    try:
        with transaction.atomic():
            WorkingHours.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Refusal("Hai ca làm việc chồng lên nhau: sửa giờ mở hoặc giờ đóng cửa.", "shifts") from error


def _locked(slug: str) -> Calendar:
    """Return the calendar, locked so that two editors write one after the other."""
    found = locked_all(Calendar.objects.filter(slug=slug))
    if not found:
        raise Refusal("Không có lịch này.", "calendar")
    return found[0]


def _bump(calendar: Calendar, now: dt.datetime) -> None:
    Calendar.objects.filter(id=calendar.pk).update(version=F("version") + 1, changed_at=now)


def _bases_first(sheets: Mapping[str, CalendarSheet]) -> list[CalendarSheet]:
    ordered: list[CalendarSheet] = []

    def place(sheet: CalendarSheet, below: tuple[str, ...]) -> None:
        if sheet.extends and sheet.extends not in below:
            if sheet.extends not in sheets:
                raise Refusal("Lịch “%(slug)s” kế thừa một lịch không có.", slug=sheet.slug)
            place(sheets[sheet.extends], (*below, sheet.slug))
        if sheet not in ordered:
            ordered.append(sheet)

    for sheet in sheets.values():
        place(sheet, ())
    return ordered


def _take_over(sheet: CalendarSheet, now: dt.datetime) -> tuple[Calendar, bool]:
    base = Calendar.objects.get(slug=sheet.extends) if sheet.extends else None
    defaults = {
        "name": sheet.name,
        "extends": base,
        "is_default": sheet.is_default and not Calendar.objects.filter(is_default=True).exists(),
        "changed_at": now,
    }
    return Calendar.objects.get_or_create(slug=sheet.slug, defaults=defaults)


DayKey = tuple[int | None, dt.date]


def _rows_of_days(sheet: CalendarSheet, unit_ids: Mapping[str, int]) -> dict[DayKey, SpecialDay]:
    return {(_unit_id(day.unit, unit_ids), day.date): day for day in sheet.days}


def _load_days(calendar: Calendar, wanted: Mapping[DayKey, SpecialDay]) -> int:
    present = {(row.unit_id, row.date): row for row in DayOff.objects.filter(calendar=calendar)}
    ours = {key: row for key, row in present.items() if row.origin == Origin.CONTENT}
    gone = [row.pk for key, row in ours.items() if key not in wanted]
    changed = []
    for key in ours.keys() & wanted.keys():
        values = _day_values(wanted[key])
        if any(getattr(ours[key], name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(ours[key], name, value)
            changed.append(ours[key])
    new = [
        DayOff(calendar=calendar, unit_id=key[0], origin=Origin.CONTENT, **_day_values(day))
        for key, day in wanted.items()
        if key not in present
    ]
    DayOff.objects.filter(id__in=gone).delete()
    if changed:
        DayOff.objects.bulk_update(changed, list(_day_values(next(iter(wanted.values())))))
    DayOff.objects.bulk_create(new)
    return len(gone) + len(changed) + len(new)


def _day_values(day: SpecialDay) -> dict[str, object]:
    return {
        "date": day.date,
        "kind": Kind(day.kind).value,
        "name": day.name,
        "decision": day.decision,
        "certainty": day.certainty.value,
        "swapped_with": day.swapped_with,
        "opens": day.opens,
        "closes": day.closes,
    }


HoursKey = tuple[int | None, int, dt.time | None, dt.time | None, dt.date | None, dt.date | None]


def _rows_of_hours(sheet: CalendarSheet, unit_ids: Mapping[str, int]) -> set[HoursKey]:
    return {_hours_key(row, _unit_id(row.unit, unit_ids)) for row in sheet.hours}


def _hours_key(row: WeeklyHours, unit_id: int | None) -> HoursKey:
    first = None if row.first == dt.date.min else row.first
    last = None if row.last == dt.date.max else row.last
    return unit_id, row.weekday, row.opens, row.closes, first, last


def _load_hours(calendar: Calendar, wanted: set[HoursKey]) -> int:
    """Renew the hours of those units (and of everybody) whose hours the office has never touched."""
    rows = list(WorkingHours.objects.filter(calendar=calendar))
    taken_over = {row.unit_id for row in rows if row.origin == Origin.OFFICE}
    ours = {
        (row.unit_id, row.weekday, row.opens, row.closes, row.valid_from, row.valid_to): row.pk
        for row in rows
        if row.unit_id not in taken_over
    }
    gone = [pk for key, pk in ours.items() if key not in wanted]
    new = [key for key in wanted if key not in ours and key[0] not in taken_over]
    WorkingHours.objects.filter(id__in=gone).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(
            calendar=calendar,
            unit_id=unit,
            weekday=weekday,
            opens=opens,
            closes=closes,
            valid_from=first,
            valid_to=last,
            origin=Origin.CONTENT,
        )
        for unit, weekday, opens, closes, first, last in new
    )
    return len(gone) + len(new)


def _unit_id(key: str | None, unit_ids: Mapping[str, int]) -> int | None:
    if key is None:
        return None
    if key not in unit_ids:
        raise Refusal("Lịch nêu đơn vị “%(unit)s” không có trong danh mục đơn vị.", unit=key)
    return unit_ids[key]
