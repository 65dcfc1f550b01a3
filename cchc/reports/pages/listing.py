"""Báo cáo: what the reader's unit owes this year, and a button to begin."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.documents.queries import signers
from cchc.kernel import clock, reading
from cchc.kernel.permission import Scope, Subject, permission, subject_of
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.actions import beginning
from cchc.reports.queries import content, overview
from cchc.reports.states import ReportState
from cchc.ui.answering import Act, pressed

_MOST_UNITS = 3


@permission(access.READ)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the periods of a year for the unit that the reader works for, or the one asked for."""
    subject, today = subject_of(request), clock.today()
    scope = subject.scope(access.READ)
    choices = overview.tops(scope, today)
    home = subject.unit_id
    if home is not None and home in scope and home not in choices:
        choices.append(home)
    asked = reading.whole(request.GET.get("don-vi"))
    shown = [asked] if asked in scope and asked is not None else choices[:_MOST_UNITS]
    years = overview.years(shown, today)
    year = reading.year(request.GET.get("nam")) or today.year
    year = year if year in years else today.year
    names = organisation.full_names(shown, today)
    writing, signing = subject.scope("report.write"), subject.scope("report.sign")
    owed = {unit: overview.year_of(unit, year, today) for unit in shown}
    context = {
        "units": [
            (unit, names.get(unit, ""), owed[unit], unit in writing, _hand(subject, unit, owed[unit], today, signing))
            for unit in shown
        ],
        "year": year,
        "years": years,
        "today": today,
        "owed_from": _owed_from(year),
        "may_outline": subject.may("report.outline"),
    }
    return render(request, "reports/pages/listing.html", context)


def _owed_from(year: int) -> dt.date | None:
    """Return the day from which reports are owed here, if earlier periods of the year are not followed."""
    day = content.owed_from()
    return day if day is not None and day > dt.date(year, 1, 1) else None


def _hand(
    subject: Subject, unit_id: int, owed: Sequence[overview.Owed], today: dt.date, signing: Scope
) -> Literal["", "signer", "clerk"]:
    """Return as what the reader would give a number: as who signs, or in that person's name; asked where one waits."""
    waits = any(one.line.state == ReportState.CHECKED for one in owed)
    if unit_id not in signing or not waits:
        return ""
    heads = {one.user_id for one in signers.signers(unit_id, today)}
    return "signer" if subject.user_id in heads else "clerk"


@permission("report.write")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the report of a unit on a period and open it."""
    unit_id, year = reading.whole(request.POST.get("don-vi")), reading.year(request.POST.get("nam"))
    kind = request.POST.get("ky", "")
    if unit_id is None or year is None or not access.may_begin(subject_of(request), unit_id):
        raise PermissionDenied("report.write")
    made: list[int] = []
    step = partial(beginning.begin, unit_id, kind, year)
    act: Act = lambda *, actor, now: made.append(step(actor=actor, now=now))  # noqa: E731
    pressed(request, act, _("Đã lập báo cáo; số liệu đã điền."))
    return redirect("reports:report", made[0]) if made else redirect("reports:reports")
