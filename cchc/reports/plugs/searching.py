"""Periodic reports in search: by number, period, unit, and the words of their sections."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import titles
from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.models import Report
from cchc.reports.queries import content
from cchc.reports.states import ReportState


def _kinds() -> dict[str, str]:
    return {kind: given["title"] for kind, given in content.law()["kinds"].items()}


_COLUMNS = Columns(Report, is_numbered=True, units={"unit_id": organisation.bearing}, choices={"kind": _kinds})


@searched(_COLUMNS, order=("-last_on", "-version", "pk"))
def _reports_with(reader: Subject) -> QuerySet[Report]:
    return access.visible_reports(reader)


def _reports(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _reports_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [_hit(row, names.get(row.unit_id, "")) for row in rows]


def _hit(row: Report, unit: str) -> searching.Hit:
    term = content.term(row.kind, row.year)
    title = titles.said(term.name) if term else f"{row.kind} {row.year}"
    tone = "done" if row.state == ReportState.ACCEPTED else "info"
    return searching.Hit(
        f"{row.number}: {title}" if row.number else title,
        reverse("reports:report", args=[row.pk]),
        unit,
        (tone, row.get_state_display()),
    )


searching.register(searching.Source(_("Báo cáo định kỳ"), 50, access.READ, _reports, _COLUMNS))
