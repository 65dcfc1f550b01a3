"""The year of a calendar: twelve months, and each special day with the decision behind it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel import clock, reading
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.years import RECORDED
from cchc.organisation.access import calendars as access
from cchc.organisation.forms.calendars import CERTAINTY_LABELS, KIND_LABELS, WEEKDAY_LABELS
from cchc.organisation.pages.calendars import asking
from cchc.organisation.queries import calendars
from cchc.organisation.queries.calendars import ClockError, DayRow
from cchc.organisation.rules.clock import Certainty, Kind
from cchc.organisation.rules.clock.year import months

STATUS = {Kind.OFF: "late", Kind.WORKING: "done", Kind.HALF: "risk"}
MARKS = {Kind.OFF: "✕", Kind.WORKING: "+", Kind.HALF: "½"}
_DOUBTFUL = {Certainty.UNVERIFIED, Certainty.COMPUTED}


@permission("calendar.read")
def show(request: HttpRequest) -> HttpResponse:
    """Show the year and unit that the address asks for; this year and everybody's calendar otherwise."""
    year = _number(request, "nam", clock.today().year, RECORDED[0], RECORDED[-1])
    unit_id = _number(request, "don_vi", 0, 0, 2**31) or None
    slug = request.GET.get("lich") or None
    try:
        calendar = calendars.calendar(slug, unit_id=unit_id)
        laid_out = months(calendar, year)
        rows = calendars.days(slug, dt.date(year, 1, 1), dt.date(year, 12, 31))
    except ClockError as error:
        raise Http404(str(error)) from error
    shown = [row for row in rows if row.unit_id in {None, unit_id}]
    context = {
        "calendar": calendar,
        "slug": slug or "",
        "year": year,
        "years": [(number, str(number)) for number in range(year - 5, year + 6)],
        "months": laid_out,
        "weekdays": WEEKDAY_LABELS,
        "working_days": sum(month.working_days for month in laid_out),
        "days": [_line(request, row) for row in shown],
        "lead": _lead(shown),
        "unlisted": year not in calendar.listed_years,
        "doubtful": sum(row.day.certainty in _DOUBTFUL for row in shown),
        "legend": [(STATUS[kind], MARKS[kind], label) for kind, label in KIND_LABELS.items()],
        "may_write": subject_of(request).may(access.WRITE),
        "unit_id": unit_id or "",
        **asking.for_reading(),
    }
    return render(request, "organisation/pages/calendars/year.html", context)


def _line(request: HttpRequest, row: DayRow) -> dict[str, Any]:
    kind, certainty = row.day.kind, row.day.certainty
    return {
        "row": row,
        "status": STATUS[kind],
        "mark": MARKS[kind],
        "kind": KIND_LABELS[kind],
        "certainty": CERTAINTY_LABELS[certainty],
        "is_doubtful": certainty in _DOUBTFUL,
        "may_write": access.may_write(subject_of(request), row.unit_id),
    }


def _lead(rows: list[DayRow]) -> str:
    off = sum(row.day.kind is Kind.OFF and row.day.date.weekday() < 5 for row in rows)
    made_up = sum(row.day.kind is Kind.WORKING for row in rows)
    return _("%(off)d ngày nghỉ rơi vào thứ Hai đến thứ Sáu, %(made_up)d ngày làm bù.") % {
        "off": off,
        "made_up": made_up,
    }


def _number(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    found = reading.whole(request.GET.get(name))
    return default if found is None else min(max(found, least), most)
