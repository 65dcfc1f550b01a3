"""The periodic reports of a unit, on its page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import titles
from cchc.kernel import panels
from cchc.kernel.permission import Subject
from cchc.reports import access
from cchc.reports.queries import content
from cchc.reports.states import ReportState


def _reports(subject: Subject, unit_id: int) -> Sequence[panels.Line]:
    found = access.visible_reports(subject).filter(unit_id=unit_id).order_by("-last_on", "-version", "pk")
    lines = []
    for row in found[: panels.MAX_LINES]:
        term = content.term(row.kind, row.year)
        tone = "done" if row.state == ReportState.ACCEPTED else "info"
        title = titles.said(term.name) if term else f"{row.kind} {row.year}"
        lines.append(panels.Line(title, reverse("reports:report", args=[row.pk]), (tone, row.get_state_display())))
    return lines


panels.register(panels.Panel(30, _("Báo cáo định kỳ"), access.READ, _reports))
