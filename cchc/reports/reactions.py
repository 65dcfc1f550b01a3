"""What people are told of when a periodic report arrives, is decided or is urged."""

from django.urls import reverse
from django.utils import translation

from cchc.accounts.queries import people
from cchc.kernel import clock
from cchc.kernel.events import Skipped, wants
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import Level, News
from cchc.reports import events
from cchc.reports.models import Report, Step
from cchc.reports.queries import content
from cchc.reports.queries.owed import ACCEPT, WRITING, step
from cchc.reports.states import ReportState
from cchc.reports.types import Term


@wants(lambda event: event.receiver_id is not None)
def delivered(event: events.ReportDelivered) -> None:
    """Tell the office that a report has arrived, where somebody above receives it here."""
    report = Report.objects.get(pk=event.report_id)
    if report.sent_at is None:
        raise Skipped("called back by now")
    key = f"reports.report:{report.pk} sent"
    title, page = _title(_term(report.kind, report.year)), path("report", report.pk)
    matter = step(report.pk, ACCEPT)
    news = News(key, "delivered", event.unit_id, title, page, (Level.OFFICE,), event.receiver_id, matter=matter)
    tell([news], now=clock.now())


def decided(event: events.ReportDecided) -> None:
    """Tell the unit that its report was accepted, or what is missing."""
    report = Report.objects.get(pk=event.report_id)
    what = "accepted" if event.accepted else "returned"
    title, page = _title(_term(report.kind, report.year)), path("report", report.pk)
    news = News(
        f"reports.report:{report.pk} {what}", what, event.unit_id, title, page, (Level.OWNER, Level.HEAD),
        note=report.remark, matter="" if event.accepted else step(report.pk, ReportState.RETURNED),
    )  # fmt: skip
    tell([news], now=clock.now())


def checked(event: events.ReportChecked) -> None:
    """Tell the head that a report waits for the signature."""
    _tell(event.report_id, ReportState.CHECKED, "to_sign", (Level.HEAD,))


def signed(event: events.ReportSigned) -> None:
    """Tell the officers that a report waits to be sent, and who signs it that somebody else gave it its number."""
    if event.signer_id and event.signer_id != event.by_user_id:
        _tell_signer(event.report_id, event.signer_id, event.by_user_id)
    _tell(event.report_id, ReportState.NUMBERED, "to_send", (Level.OWNER,))


def _tell_signer(report_id: int, signer_id: int, by_user_id: int | None) -> None:
    report = Report.objects.get(pk=report_id)
    if (report.state, report.signer_id) != (ReportState.NUMBERED, signer_id):
        raise Skipped("the report has moved on")
    who = people.names([by_user_id]).get(by_user_id, "") if by_user_id else ""
    title, page = _title(_term(report.kind, report.year)), path("report", report.pk)
    note = ": ".join(part for part in (who, report.number) if part)
    key = f"reports.report:{report.pk} numbered"
    news = News(key, "numbered", report.unit_id, title, page, (), note=note, people=(signer_id,))
    tell([news], now=clock.now())


def reopened(event: events.ReportReopened) -> None:
    """Tell the officers that a report is to be written on, and the unit above that it has it no longer."""
    _tell(event.report_id, ReportState.DRAFT, "reopened", (Level.OWNER,))
    if event.was_sent and event.receiver_id:
        _tell(event.report_id, ReportState.DRAFT, "called_back", (Level.OFFICE,))


def section_given(event: events.SectionGiven) -> None:
    """Tell a person which section of a report is theirs to write."""
    report = Report.objects.get(pk=event.report_id)
    title, page = f"{_title(_term(report.kind, report.year))}, mục {event.key}", path("section", report.pk, event.key)
    key = f"reports.section:{report.pk} {event.key} {event.user_id}"
    matter = step(report.pk, WRITING)
    news = News(key, "section", event.unit_id, title, page, (), people=(event.user_id,), matter=matter)
    tell([news], now=clock.now())


def _tell(report_id: int, state: ReportState, what: str, to: tuple[Level, ...]) -> None:
    """Tell people of a step of a report, unless it has gone on by now."""
    report = Report.objects.get(pk=report_id)
    if report.state != state:
        raise Skipped("the report has moved on")
    last = Step.objects.filter(report=report, state=state).latest("at", "pk")
    title, page = _title(_term(report.kind, report.year)), path("report", report.pk)
    key = f"reports.report:{report.pk} {what}"
    matter = "" if what == "called_back" else step(report.pk, state)
    news = News(
        key, what, report.unit_id, title, page, to, report.receiver_id, report.due_on, last.remark, matter=matter
    )
    tell([news], now=clock.now())


def _term(kind: str, year: int) -> Term:
    found = content.term(kind, year)
    if found is None:
        raise Skipped(f"content no longer knows {kind}")
    return found


def _title(term: Term) -> str:
    return term.name


def path(name: str, *numbers: int | str) -> str:
    """Return the Vietnamese address of a page."""
    with translation.override("vi"):
        return reverse(f"reports:{name}", args=numbers)
