"""What was written of a visit is corrected until its minutes are complete: a slip of the pen is not frozen in them."""

import datetime as dt

from cchc.inspections.actions import _written
from cchc.inspections.models import Finding, Visit
from cchc.inspections.states import VisitState
from cchc.inspections.types import Decision, Found, Minutes
from cchc.kernel import history
from cchc.kernel.files import keeping
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal


def decision(visit_id: int, given: Decision, *, actor: Actor, now: dt.datetime) -> None:
    """Correct the decision or the team."""
    with history.attributed(actor):
        visit = _written.in_state(visit_id, actor, VisitState.DECIDED, VisitState.HELD)
        Visit.objects.filter(pk=visit_id).update(**_written.decision(visit, given, now))


def minutes(visit_id: int, given: Minutes, *, actor: Actor, now: dt.datetime) -> None:
    """Correct the minutes or a verdict; another file takes the place of the one that was there."""
    file = keeping.put_given(given.file)
    with history.attributed(actor):
        visit = _written.in_state(visit_id, actor, VisitState.HELD)
        Visit.objects.filter(pk=visit_id).update(**_written.minutes(visit, given, file, actor, now))


def finding(finding_id: int, given: Found, *, actor: Actor, now: dt.datetime) -> None:
    """Correct a finding of minutes that are not complete."""
    with history.attributed(actor):
        row = locked(Finding, finding_id)
        visit = _written.in_state(row.visit_id, actor, VisitState.HELD)
        columns = _written.finding(visit, given, now)
        if Finding.objects.filter(visit=visit, **columns).exclude(pk=finding_id).exists():
            raise Refusal("Biên bản đã có một phát hiện đúng như vậy: hãy bỏ một trong hai.", "text")
        Finding.objects.filter(pk=finding_id).update(**columns)


def drop(finding_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take a finding out of minutes that are not complete."""
    with history.attributed(actor):
        row = locked(Finding, finding_id)
        _written.in_state(row.visit_id, actor, VisitState.HELD)
        row.delete()
