"""The hours of everybody and of single units, and how to change them from a day on."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.access import calendars as access
from cchc.organisation.actions import calendars as actions
from cchc.organisation.forms.calendars import WEEKDAY_LABELS, HoursForm
from cchc.organisation.pages.calendars import asking
from cchc.organisation.queries import calendars
from cchc.organisation.queries.calendars import ClockError, HoursRow
from cchc.ui.answering import form_page, refuse

_NAMES = dict(WEEKDAY_LABELS)


@permission("calendar.read")
def show(request: HttpRequest) -> HttpResponse:
    """List the hours in force and to come, everybody's first."""
    slug = request.GET.get("lich") or None
    try:
        rows = calendars.hours(slug)
    except ClockError as error:
        raise Http404(str(error)) from error
    context = {
        "groups": _groups(rows),
        "may_write": subject_of(request).may(access.WRITE),
        "calendars": asking.of_calendars(),
        "slug": slug or "",
    }
    return render(request, "organisation/pages/calendars/hours.html", context)


@permission(access.WRITE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Ask for the hours of some weekdays and set them."""
    form = HoursForm(request.POST if request.method == "POST" else None, **asking.for_writing(request))
    if request.method == "POST" and form.is_valid():
        access.check_write(subject_of(request), form.unit_id)
        given = form.cleaned_data
        try:
            actions.set_hours(
                given["lich"],
                given["weekdays"],
                form.shifts,
                valid_from=given["valid_from"],
                unit_id=form.unit_id,
                actor=asking.actor_of(request),
                now=clock.now(),
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi giờ làm việc mới."))
            return redirect(reverse("calendar_hours"))
    return form_page(request, "organisation/pages/calendars/hours_change.html", {"form": form})


def _groups(rows: tuple[HoursRow, ...]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the hours by unit, one line for each weekday and period with all its shifts."""
    names = queries.names({row.unit_id for row in rows if row.unit_id}, clock.today())
    groups: dict[int | None, dict[tuple[dt.date, dt.date, int], list[HoursRow]]] = {}
    for row in sorted(rows, key=lambda row: (row.unit_id or 0, row.shift.first, row.shift.weekday)):
        key = (row.shift.first, row.shift.last, row.shift.weekday)
        groups.setdefault(row.unit_id, {}).setdefault(key, []).append(row)
    return [
        (
            names.get(unit_id, "") if unit_id else _("Mọi đơn vị"),
            [_line(*key, together) for key, together in lines.items()],
        )
        for unit_id, lines in groups.items()
    ]


def _line(first: dt.date, last: dt.date, weekday: int, rows: list[HoursRow]) -> dict[str, Any]:
    shifts = sorted((row.shift.opens, row.shift.closes) for row in rows if row.shift.opens and row.shift.closes)
    return {
        "weekday": _NAMES[weekday],
        "shifts": ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in shifts) or _("nghỉ"),
        "first": None if first == dt.date.min else first,
        "last": None if last == dt.date.max else last,
    }
