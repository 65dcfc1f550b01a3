"""When something is due, with every step of the reckoning in words."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from cchc.kernel.permission import permission
from cchc.kernel.saying import say
from cchc.organisation.forms.calendars import DueForm
from cchc.organisation.pages.calendars import asking
from cchc.organisation.queries import calendars
from cchc.organisation.queries.calendars import ClockError, Due, WorkCalendar
from cchc.organisation.rules.clock.year import DayView, between
from cchc.ui import reader

LONGEST_LIST = dt.timedelta(days=62)


@permission("calendar.read")
def reckon(request: HttpRequest) -> HttpResponse:
    """Show the calculator, and the answer once something is asked."""
    asked = "ngay" in request.GET
    offered = asking.for_reading()
    form = DueForm(request.GET, **offered) if asked else DueForm(**offered)
    context: dict[str, Any] = {"form": form}
    if asked and form.is_valid():
        try:
            context |= _answer(form)
        except ClockError as error:
            form.add_error("han", say(error))
    return render(request, "organisation/pages/calendars/due.html", context)


def _answer(form: DueForm) -> dict[str, Any]:
    given = form.cleaned_data
    calendar = calendars.calendar(given["lich"], unit_id=form.unit_id)
    found = calendars.due(form.received, given["han"], given["theo"], calendar, form.pauses)
    language = reader.language()
    return {
        "due": found,
        "calendar": calendar,
        "sentence": calendars.sentence(found.derivation, gettext, language),
        "reasons": calendars.parts(found.derivation, gettext, language),
        "warnings": calendars.warnings(found.derivation, gettext, language),
        "days": _days(found, calendar),
    }


def _days(found: Due, calendar: WorkCalendar) -> tuple[DayView, ...]:
    """Return each day between receipt and deadline, for as many as a person would read."""
    first, last = found.derivation.received.date(), found.moment.date()
    return between(calendar, first, last) if last - first <= LONGEST_LIST else ()
