"""What people are told of when a periodic report arrives, is decided or is urged."""

from django.urls import reverse
from django.utils import translation

from cchc.kernel import clock
from cchc.kernel.events import Skipped
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import Level, News
from cchc.reports import events
from cchc.reports.models import Report
from cchc.reports.queries import content
from cchc.reports.types import Term


def delivered(event: events.ReportDelivered) -> None:
    """Tell the office that a report has arrived."""
    if event.receiver_id is None:
        raise Skipped("nobody above receives it here")
    report = Report.objects.get(pk=event.report_id)
    key = f"reports.report:{report.pk} sent {report.sent_at:%Y%m%d%H%M%S}"
    title, page = _title(_term(report.kind, report.year)), path("report", report.pk)
    tell([News(key, "delivered", event.unit_id, title, page, (Level.OFFICE,), event.receiver_id)], now=clock.now())


def decided(event: events.ReportDecided) -> None:
    """Tell the unit that its report was accepted, or what is missing."""
    report = Report.objects.get(pk=event.report_id)
    step = "accepted" if event.accepted else f"returned {report.sent_at:%Y%m%d%H%M%S}"
    what = "accepted" if event.accepted else "returned"
    title, page = _title(_term(report.kind, report.year)), path("report", report.pk)
    news = News(
        f"reports.report:{report.pk} {step}", what, event.unit_id, title, page, (Level.OWNER, Level.HEAD),
        note=report.remark,
    )  # fmt: skip
    tell([news], now=clock.now())


def _term(kind: str, year: int) -> Term:
    found = content.term(kind, year)
    if found is None:
        raise Skipped(f"content no longer knows {kind}")
    return found


def _title(term: Term) -> str:
    return term.name


def path(name: str, *numbers: int) -> str:
    """Return the Vietnamese address of a page."""
    with translation.override("vi"):
        return reverse(f"reports:{name}", args=numbers)
