"""A visit goes its way: decided, held with minutes, concluded; closed when everything found is mended."""

import datetime as dt

from cchc.inspections.actions import _written
from cchc.inspections.actions._written import LONGEST, in_state
from cchc.inspections.events import FindingMended, FindingVerified, VisitConcluded, VisitDecided
from cchc.inspections.models import Finding, Visit
from cchc.inspections.queries import due
from cchc.inspections.states import FINDING_MOVES, VISIT_MOVES, FindingState, VisitState
from cchc.inspections.types import Decision, Found, Minutes
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.files import keeping
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import clean
from cchc.notifications.actions import settling

_NOT_OPEN = Sentence("Phát hiện này không còn chờ khắc phục: hãy tải lại trang.")
_NOT_MENDED = Sentence("Phát hiện này không chờ xác nhận: hãy tải lại trang.")


def decide(visit_id: int, decision: Decision, *, actor: Actor, now: dt.datetime) -> None:
    """Record the decision and the team."""
    with history.attributed(actor):
        visit = in_state(visit_id, actor, *VISIT_MOVES.before(VisitState.DECIDED))
        columns = _written.decision(visit, decision, now)
        Visit.objects.filter(pk=visit_id).update(state=VisitState.DECIDED, **columns)
        publish(VisitDecided(visit_id))


def hold(visit_id: int, minutes: Minutes, *, actor: Actor, now: dt.datetime) -> None:
    """Record that the visit took place: every line of its checklist with a verdict, the minutes signed by both."""
    file = keeping.put_given(minutes.file)
    with history.attributed(actor):
        visit = in_state(visit_id, actor, *VISIT_MOVES.before(VisitState.HELD))
        columns = _written.minutes(visit, minutes, file, actor, now)
        Visit.objects.filter(pk=visit.pk).update(state=VisitState.HELD, **columns)
        settling.touched(due.visit_key(visit.pk))


def find(visit_id: int, found: Found, *, actor: Actor, now: dt.datetime) -> int:
    """Write down a finding of a visit that took place; return its number. The same words again are the same finding."""
    with history.attributed(actor):
        visit = in_state(visit_id, actor, VisitState.HELD)
        row, _made = Finding.objects.get_or_create(visit=visit, **_written.finding(visit, found, now))
        return row.pk


def conclude(visit_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Close the minutes: what was found is now followed; a visit that found nothing is closed."""
    with history.attributed(actor):
        visit = in_state(visit_id, actor, *VISIT_MOVES.before(VisitState.MENDING))
        _settle(visit)
        publish(VisitConcluded(visit.pk))


def mend(finding_id: int, text: str, *, actor: Actor, now: dt.datetime) -> None:
    """Report that a finding is mended; whoever inspected looks at it."""
    text = clean(text).strip()
    if not text:
        raise Refusal("Hãy ghi đã khắc phục thế nào, bằng văn bản nào.", "text")
    with history.attributed(actor):
        finding = locked(Finding, finding_id)
        if (finding.state, finding.visit.state) != (FindingState.OPEN, VisitState.MENDING):
            raise too_late(_NOT_OPEN, Finding, finding_id, actor)
        Finding.objects.filter(pk=finding_id).update(
            state=FindingState.MENDED, mended_text=text[:LONGEST], mended_on=day_of(now)
        )
        settling.touched(due.key(finding_id))
        publish(FindingMended(finding_id))


def verify(finding_id: int, remark: str, *, is_mended: bool, actor: Actor, now: dt.datetime) -> None:
    """Confirm that a finding is mended, or send it back and say why; the last one closes the visit."""
    remark = clean(remark).strip()
    if not is_mended and not remark:
        raise Refusal("Hãy nêu còn thiếu gì.", "remark")
    with history.attributed(actor):
        finding = locked(Finding, finding_id)
        if not FINDING_MOVES.allows(finding.state, FindingState.CLOSED):
            raise too_late(_NOT_MENDED, Finding, finding_id, actor)
        finding.remark = remark[:LONGEST]
        finding.state = FindingState.CLOSED if is_mended else FindingState.OPEN
        finding.closed_on = day_of(now) if is_mended else None
        finding.save()
        settling.touched(due.key(finding_id))
        publish(FindingVerified(finding.pk, is_mended))
        if is_mended:
            _settle(in_state(finding.visit_id, actor, VisitState.MENDING))


def _settle(visit: Visit) -> None:
    left = Finding.objects.filter(visit=visit).exclude(state=FindingState.CLOSED).exists()
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.MENDING if left else VisitState.CLOSED)
