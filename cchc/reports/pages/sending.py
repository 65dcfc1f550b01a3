"""Ai đã gửi, ai trễ: one period over the units that report, and the way to urging."""

import datetime as dt
from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from cchc.inbox.queries import titles
from cchc.kernel import clock
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.years import WORKED
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.pages.listed import SENDING
from cchc.reports.queries import content, sending, structure
from cchc.reports.queries.sending import Line
from cchc.reports.types import Term
from cchc.ui import lists
from cchc.ui.lists import Rows

URGE = "work.urge"


@permission(access.READ)
@slow("xuat")
def term(request: HttpRequest, year: int, kind: str) -> HttpResponseBase:
    """Show who has sent the report of a period and who is late by how long; 2 queries however many units."""
    subject, today, asked = subject_of(request), clock.today(), lists.asked(request, SENDING)
    one = _term(year, kind)
    every = sending.lines(one, _units(subject, one, asked["cap"], asked["noi-nhan"]), today)
    lines = [line for line in every if _stands(line, asked["gui_bc"])]
    rows = Rows(lines, lambda _lines: today)
    if asked.wanted:
        return lists.sheet(asked, rows, titles.said(one.name))
    receiving = subject.scope(URGE)
    context = {
        "term": one,
        "terms": content.terms(year),
        "list": lists.page(asked, rows, per_page=200),
        "counts": _counts(every),
        "receiver": _name(asked["noi-nhan"], one.last),
        "matter": f"baocao-{one.year}-{one.kind}",
        "may_urge": any(line.is_overdue and line.unit.receiver_id in receiving for line in lines),
        "years": [year - 1, year + 1],
    }
    return render(request, "reports/pages/sending.html", context)


def _name(receiver_id: int | None, day: dt.date) -> str:
    return organisation.full_names([receiver_id], day).get(receiver_id, "") if receiver_id else ""


def _term(year: int, kind: str) -> Term:
    one = content.term(kind, year) if year in WORKED else None
    if one is None:
        raise Http404
    return one


def _units(subject: Subject, one: Term, level: str, receiver_id: int | None) -> list[structure.Reporting]:
    """Return the units in scope; unless the reader narrows it, those that report to the top ones.

    A unit at the top stands in the list only where nobody reports to it: its own report is not one from below.
    """
    scope = subject.scope(access.READ)
    within = [unit for unit in structure.reporting(one).values() if unit.unit_id in scope]
    if level:
        return [unit for unit in within if unit.level == level and receiver_id in (None, unit.receiver_id)]
    if receiver_id is not None:
        return [unit for unit in within if unit.receiver_id == receiver_id]
    seen = {unit.unit_id for unit in within}
    top = {unit.unit_id for unit in within if unit.receiver_id not in seen}
    above = {unit.receiver_id for unit in within if unit.receiver_id in top}
    return [unit for unit in within if unit.receiver_id in top or unit.unit_id in top - above]


def _stands(line: Line, standing: str) -> bool:
    return {
        "tre": line.is_overdue,
        "da-gui": line.is_delivered,
        "chua-gui": not line.is_delivered,
        "chua-lap": line.state is None,
    }.get(standing, True)


def _counts(lines: Sequence[Line]) -> dict[str, int]:
    return {
        "all": len(lines),
        "sent": sum(line.is_delivered for line in lines),
        "late": sum(line.is_overdue for line in lines),
        "tardy": sum(line.is_delivered and line.days_late > 0 for line in lines),
    }
