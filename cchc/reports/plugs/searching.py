"""Periodic reports in search: by number, period, unit, and the words of their sections."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock, searching
from cchc.kernel.permission import Subject
from cchc.notifications.queries import titles
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.models import Report
from cchc.reports.queries import content
from cchc.reports.states import ReportState


def _reports(subject: Subject, wanted: searching.Wanted, most: int) -> Sequence[searching.Hit]:
    kinds = {kind: given["title"] for kind, given in content.law()["kinds"].items()}
    found = searching.narrowed(
        access.visible_reports(subject), wanted, is_numbered=True,
        units={"unit_id": organisation.bearing}, choices={"kind": kinds},
        order=("-last_on", "-version", "pk"),
    )  # fmt: skip
    rows = list(found[:most])
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


searching.register(searching.Source(_("Báo cáo định kỳ"), 50, access.READ, _reports))
