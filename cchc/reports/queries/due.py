"""Reports that are owed and not sent, as reminders and urging know them."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.inbox.queries import titles
from cchc.inbox.types import Item
from cchc.kernel.clock import day_of
from cchc.kernel.refusal import marked
from cchc.kernel.statements import statement
from cchc.organisation import queries as organisation
from cchc.reports.models import Report
from cchc.reports.queries import content, sending, structure
from cchc.reports.queries.owed import ACCEPT, step
from cchc.reports.queries.sending import Line
from cchc.reports.states import ReportState
from cchc.reports.types import Term

_ACCEPT = titles.register(marked("Nhận báo cáo"))
_STEPS = {
    ReportState.CHECKED: (titles.register(marked("Cấp số")), "report.sign"),
    ReportState.NUMBERED: (titles.register(marked("Gửi lên cấp trên")), "report.write"),
    ReportState.RETURNED: (titles.register(marked("Bổ sung báo cáo bị trả lại")), "report.write"),
}
"""What a report that has been begun waits for, and of whom."""
_APPROVE = titles.register(marked("Duyệt, cấp số"))
_OLDEST = dt.timedelta(days=45)
"""A report this late is a matter for people, not for a machine that repeats itself."""


def unsent_until(
    today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None
) -> Iterator[tuple[Term, Line]]:
    """Yield every report due by ``until`` that is not delivered, of some units or of all.

    1 query for each period whose days are near.
    """
    for year in (today.year - 1, today.year):
        for term in content.terms(year):
            owing = structure.reporting(term).values() if term.last <= until else ()
            mine = [unit for unit in owing if unit_ids is None or unit.unit_id in unit_ids]
            near = [unit for unit in mine if today - _OLDEST <= unit.due_on <= until]
            for line in sending.stand(term, near, today) if near else ():
                if not line.is_delivered:
                    yield term, line


def due(term: Term, line: Line) -> Item:
    """Return a report as what its unit owes."""
    with translation.override("vi"):
        if line.report_id:
            page = reverse("reports:report", args=[line.report_id])
        else:
            page = f"{reverse('reports:reports')}?nam={term.year}"
    unit = line.unit
    return Item(
        sending.key(term, unit.unit_id), "report", unit.unit_id, unit.receiver_id, unit.due_on, term.name, page,
        of=f"reports.term:{term.year}-{term.kind}", of_title=term.name,
    )  # fmt: skip


def standing(today: dt.date, until: dt.date, unit_ids: Collection[int]) -> list[Item]:
    """Return what waits for people of units: reports due by ``until``, and any that has come to a step of theirs.

    The period may be running still: what was handed to the head waits from that moment.
    """
    near = {(line.unit.unit_id, term): line for term, line in unsent_until(today, until, unit_ids)}
    for kind, year in sorted(set(_reached(unit_ids))):
        if (term := content.term(kind, year)) is not None:
            units = [unit for unit in structure.reporting(term).values() if unit.unit_id in unit_ids]
            near |= {(line.unit.unit_id, term): line for line in sending.stand(term, units, today)
                     if line.state in _STEPS}  # fmt: skip
    return [_step(term, line) for (_, term), line in near.items()]


@statement
def _reached(unit_ids: Collection[int]) -> "QuerySet[Report, tuple[str, int]]":
    return Report.objects.filter(unit_id__among=unit_ids, state__in=_STEPS).order_by().values_list("kind", "year")


def _step(term: Term, line: Line) -> Item:
    owed = due(term, line)
    if line.state not in _STEPS:
        return owed
    words, needs = _STEPS[line.state]
    approves = titles.headed(_APPROVE, owed.title) if line.state == ReportState.CHECKED else ""
    return replace(
        owed, title=titles.headed(words, owed.title), needs=needs, title_for_head=approves,
        is_decision=line.state == ReportState.CHECKED,
    )  # fmt: skip


def unaccepted() -> QuerySet[Report]:
    """Return the reports that wait to be accepted by the unit above."""
    return Report.objects.filter(state=ReportState.SENT, receiver__isnull=False)


def to_accept(report: Report) -> Item:
    """Return a report that was sent as what its receiver owes: to accept it or return it, by no day."""
    term = content.term(report.kind, report.year)
    with translation.override("vi"):
        page = reverse("reports:report", args=[report.pk])
    name = organisation.full_names([report.unit_id], report.last_on).get(report.unit_id, "")
    title = titles.headed(_ACCEPT, f"{term.name if term else report.kind}, {name}")
    key, unit_id = step(report.pk, ACCEPT), report.receiver_id or 0
    return Item(
        key, "report", unit_id, None, None, title, page, needs="report.receive",
        since=day_of(report.sent_at) if report.sent_at else None, is_decision=True,
    )  # fmt: skip
