"""Progress that a register counts: reported by itself when it changes, taken back when the count falls."""

import datetime as dt
from dataclasses import dataclass

from cchc.kernel.history import Actor, attributed
from cchc.kernel.locking import locked
from cchc.plans.actions import progress
from cchc.plans.models import Assignment, Occurrence, Report
from cchc.plans.queries.own_plans import carrying_out
from cchc.plans.rules.reporting import WHOLE, Said
from cchc.plans.states import ReportState

_COUNTS_NOT = (ReportState.RETURNED, ReportState.WITHDRAWN)


@dataclass(frozen=True)
class Counted:
    """What a register says of an assignment: at 100 % ``document`` names it as the product, of the day ``on``."""

    percent: int
    words: str
    document: str
    on: dt.date


def follow(assignment_id: int, occurrence_id: int | None, said: Counted, *, actor: Actor, now: dt.datetime) -> int:
    """Report what a register counts, if it differs from what was last reported; return how many reports that took.

    What is done, cancelled or confirmed stays as it is: the office has decided on it. Where the unit's own plan carries
    the work out, only the whole count is reported: it hands in the product.
    """
    with attributed(actor):
        assignment = locked(Assignment, assignment_id)
        if assignment.done_on or assignment.cancelled_at or _is_confirmed(occurrence_id):
            return 0
        last = _last(assignment_id, occurrence_id)
        if said.percent == (last.percent if last else 0):
            return 0
        if said.percent < WHOLE and occurrence_id is None and carrying_out([assignment_id]).exists():
            return 0  # how far the work is follows from the unit's own plan
        if last and last.state == ReportState.SENT:
            progress.take_back(last.pk, actor=actor, now=now)
        document = {"reference_number": said.document, "reference_date": said.on} if said.percent == WHOLE else {}
        sending = progress.Sending(occurrence_id=occurrence_id)
        said_now = Said(said.percent, said.words, **document)  # type: ignore[arg-type]
        progress.report(assignment_id, said_now, sending, actor=actor, now=now)
        return 1


def _is_confirmed(occurrence_id: int | None) -> bool:
    if occurrence_id is None:
        return False
    return Occurrence.objects.filter(pk=occurrence_id, done_on__isnull=False).exists()


def _last(assignment_id: int, occurrence_id: int | None) -> Report | None:
    found = Report.objects.filter(assignment_id=assignment_id, occurrence=occurrence_id)
    return found.exclude(state__in=_COUNTS_NOT).order_by("-reported_at", "-pk").first()
