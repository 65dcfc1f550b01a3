"""What people are told of when their unit is inspected, must mend something, or has mended it."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import translation

from cchc.inspections import events
from cchc.inspections.models import Finding, Visit
from cchc.inspections.queries.due import due, key, verify_key, visit_key
from cchc.inspections.states import FindingState, VisitState
from cchc.kernel import clock
from cchc.kernel.events import Skipped, wants
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import Level, News

_BOTH = (Level.OWNER, Level.HEAD)


def decided(event: events.VisitDecided) -> None:
    """Tell the unit that it will be inspected, unless that is to be a surprise."""
    visit = _visit(event.visit_id)
    if visit.is_surprise or visit.state != VisitState.DECIDED:
        raise Skipped("a surprise, or over by now")
    _tell_target(visit, "inspected", f"{visit.get_kind_display()}: {visit.decision}")


@wants(lambda event: event.was_known)
def called_off(event: events.VisitCalledOff) -> None:
    """Tell the unit that knew of a visit that it will not take place."""
    visit = _visit(event.visit_id)
    _tell_target(visit, "called_off", visit.get_kind_display(), visit.reason)


def concluded(event: events.VisitConcluded) -> None:
    """Tell each unit what it must mend, a notice a finding; the head as well."""
    rows = Finding.objects.filter(visit=event.visit_id, state=FindingState.OPEN).select_related("visit")
    tell(
        [_news(one, "finding", f"{key(one.pk)} given", _BOTH, one.demand, key(one.pk)) for one in rows],
        now=clock.now(),
    )


def mended(event: events.FindingMended) -> None:
    """Tell whoever inspected that a finding waits for their look."""
    found = _finding(event.finding_id)
    if found.state != FindingState.MENDED:
        raise Skipped("looked at by now")
    word, matter = f"{key(found.pk)} mended", verify_key(found.pk)
    tell([_news(found, "mended", word, (Level.OFFICE,), found.mended_text, matter)], now=clock.now())


def verified(event: events.FindingVerified) -> None:
    """Tell the unit whether what it did is enough."""
    found = _finding(event.finding_id)
    what = "confirmed" if event.is_mended else "returned"
    matter = "" if event.is_mended else key(found.pk)
    tell([_news(found, what, f"{key(found.pk)} {what}", _BOTH, found.remark, matter)], now=clock.now())


def _visit(visit_id: int) -> Visit:
    return Visit.objects.get(pk=visit_id)


def _finding(finding_id: int) -> Finding:
    return Finding.objects.select_related("visit").get(pk=finding_id)


def _news(found: Finding, what: str, word: str, to: Sequence[Level], note: str, matter: str) -> News:
    owed = due(found)
    return News(
        word, what, owed.unit_id, owed.title, owed.path, tuple(to), owed.watcher_id, owed.due_on, note, matter=matter
    )


def _tell_target(visit: Visit, what: str, title: str, note: str = "") -> None:
    with translation.override("vi"):
        page = reverse("inspections:visit", args=[visit.pk])
    news = News(
        f"{visit_key(visit.pk)} {what}", what, visit.target_id, title, page, _BOTH, due_on=visit.planned_on, note=note,
        matter=visit_key(visit.pk) if what == "inspected" else "",
    )  # fmt: skip
    tell([news], now=clock.now())
