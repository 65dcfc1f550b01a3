"""Why a moment is due: the special days, pauses and rolls that stand between receipt and deadline."""

import datetime as dt
from decimal import Decimal

from cchc.organisation.rules.clock.calendar import WorkCalendar
from cchc.organisation.rules.clock.types import Derivation, Kind, SpecialDay, Unit


def derive(
    calendar: WorkCalendar,
    *,
    received: dt.datetime,
    started: dt.datetime,
    due: dt.datetime,
    limit: Decimal,
    unit: Unit,
    nominal: dt.date | None,
    paused_minutes: int,
) -> Derivation:
    """Return the reasons for ``due``; ``nominal`` is the last calendar day before it rolled off a day off."""
    begun, last = received.date(), due.date()
    between = calendar.special_between(begun, last)
    counted = [day for day in between if unit == "working_hours" or day.date > started.date()]
    if nominal is not None:  # days off inside calendar days change nothing; those at either end do
        between = tuple(day for day in between if day.date < started.date() or nominal <= day.date < last)
        counted = [day for day in counted if day.date == last]
    return Derivation(
        received=received,
        started=started,
        due=due,
        limit=limit,
        unit=unit,
        days_off=tuple(day for day in between if _is_missed(day, calendar)),
        make_up=tuple(day for day in counted if _is_extra(day, calendar)),
        half_days=tuple(day for day in counted if day.kind is Kind.HALF),
        rolled_from=nominal if nominal is not None and nominal != last and not paused_minutes else None,
        paused_minutes=paused_minutes,
        years_without_list=tuple(y for y in range(begun.year, last.year + 1) if y not in calendar.listed_years),
    )


def _is_missed(day: SpecialDay, calendar: WorkCalendar) -> bool:
    return day.kind is Kind.OFF and calendar.is_workday_of_the_week(day.date)


def _is_extra(day: SpecialDay, calendar: WorkCalendar) -> bool:
    return day.kind is Kind.WORKING and not calendar.is_workday_of_the_week(day.date)
