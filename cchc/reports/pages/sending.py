"""Ai đã gửi, ai trễ: one period over the units that report, and the way to urging."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel import clock, reading
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.kernel.years import WORKED
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.documents.sheets import sending_sheet
from cchc.reports.queries import content, sending, structure
from cchc.reports.queries.sending import Line
from cchc.reports.types import Term
from cchc.ui import listing

URGE = "work.urge"
ORDER = ("ten", "han", "tre", "gui")


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to, as its address says."""

    level: str
    receiver_id: int | None
    standing: str

    @classmethod
    def read(cls, params: QueryDict) -> "Asked":
        return cls(params.get("cap", ""), reading.whole(params.get("noi-nhan")), params.get("gui_bc", ""))


@permission(access.READ)
@slow("xuat")
def term(request: HttpRequest, year: int, kind: str) -> HttpResponseBase:
    """Show who has sent the report of a period and who is late by how long; 2 queries however many units."""
    subject, today, asked = subject_of(request), clock.today(), Asked.read(request.GET)
    one = _term(year, kind)
    every = sending.lines(one, _units(subject, one, asked), today)
    rows = sorted_lines([line for line in every if _stands(line, asked.standing)], request.GET)
    if request.GET.get("xuat"):
        return sending_sheet(one, rows, request.GET["xuat"])
    receiving = subject.scope(URGE)
    context = {
        "term": one,
        "terms": content.terms(year),
        "page": listing.page_of(rows, request.GET, per_page=200),
        "counts": _counts(every),
        "asked": asked,
        "receiver": _name(asked.receiver_id, one.last),
        "levels": levels(),
        "standings": standings(),
        "today": today,
        "matter": f"baocao-{one.year}-{one.kind}",
        "may_urge": any(line.is_overdue and line.unit.receiver_id in receiving for line in rows),
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


def _units(subject: Subject, one: Term, asked: Asked) -> list[structure.Reporting]:
    """Return the units in scope; unless the reader narrows it, those that report to the top ones.

    A unit at the top stands in the list only where nobody reports to it: its own report is not one from below.
    """
    scope = subject.scope(access.READ)
    within = [unit for unit in structure.reporting(one).values() if unit.unit_id in scope]
    if asked.level:
        return [unit for unit in within if unit.level == asked.level and asked.receiver_id in (None, unit.receiver_id)]
    if asked.receiver_id is not None:
        return [unit for unit in within if unit.receiver_id == asked.receiver_id]
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


def standings() -> list[tuple[str, str]]:
    """Return what the list can be narrowed to."""
    return [("tre", _("Đang trễ")), ("da-gui", _("Đã gửi")), ("chua-gui", _("Chưa gửi")), ("chua-lap", _("Chưa lập"))]


def levels() -> list[tuple[str, str]]:
    """Return the levels of units that a list can be narrowed to."""
    return [("department", _("Sở, ngành")), ("district", _("Cấp huyện")), ("commune", _("Cấp xã"))]


def sorted_lines(lines: Sequence[Line], params: QueryDict) -> list[Line]:
    """Return the lines in the order asked for: the latest first unless the reader says otherwise."""
    sort = listing.Sort.read(params, ORDER, "-tre")
    keys = {
        "ten": lambda line: (sort_key(line.unit.name),),
        "han": lambda line: (line.unit.due_on,),
        # Overdue before sent late before the rest: what can still be mended comes first.
        "tre": lambda line: (line.is_overdue, line.days_late, not line.is_delivered),
        "gui": lambda line: (line.sent_at is not None, line.sent_at.timestamp() if line.sent_at else 0),
    }
    return sorted(lines, key=keys[sort.key], reverse=sort.descending)


def _counts(lines: Sequence[Line]) -> dict[str, int]:
    return {
        "all": len(lines),
        "sent": sum(line.is_delivered for line in lines),
        "late": sum(line.is_overdue for line in lines),
        "tardy": sum(line.is_delivered and line.days_late > 0 for line in lines),
    }
