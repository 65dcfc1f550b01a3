"""A unit reports what it has done; what it has said stays said."""

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from cchc.kernel import clock
from cchc.kernel.events import publish
from cchc.kernel.files import keeping
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean, squeeze
from cchc.notifications.actions import settling
from cchc.plans.actions import attaching
from cchc.plans.actions._behind import Behind
from cchc.plans.actions._facts import adding_to, changing, must_be_open
from cchc.plans.events import ReportSent
from cchc.plans.models import Assignment, Occurrence, Report
from cchc.plans.queries import owed
from cchc.plans.rules import reporting
from cchc.plans.rules.reporting import WHOLE
from cchc.plans.rules.reporting import Said as Said
from cchc.plans.states import ReportState


@dataclass(frozen=True)
class Upload:
    """A file as it arrived."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Sending:
    """What comes with the words: the period they are about, the product, and the token of the form."""

    occurrence_id: int | None = None
    upload: Upload | None = None
    token: UUID | None = None


def report(assignment_id: int, said: Said, sending: Sending = Sending(), *, actor: Actor, now: dt.datetime) -> int:
    """Append a report and return its number; at 100 % it hands in the product and waits for the office.

    The same form sent twice is one report. A recurring assignment is reported period by period.
    """
    product = keeping.put(sending.upload.name, sending.upload.content) if sending.upload else None
    said = replace(
        said,
        done_text=clean(said.done_text).strip(),
        reference_number=squeeze(said.reference_number),
        has_file=product is not None,
    )
    with adding_to(assignment_id, actor) as (assignment, behind):
        again = Report.objects.filter(token=sending.token).first() if sending.token else None
        if again:
            return again.pk
        must_be_open(assignment)
        today = clock.day_of(now)
        occurrence = _period(assignment, behind, sending.occurrence_id, today)
        said = reporting.settled(said, assignment.percent if behind.below and not occurrence else None)
        reporting.check(said, 0 if said.is_derived else _previous(behind, occurrence), today)
        made = Report.objects.create(
            assignment=assignment,
            occurrence=occurrence,
            token=sending.token,
            attachment=attaching.keep(product, actor=actor, now=now) if product else None,
            state=ReportState.SENT if said.percent == WHOLE else ReportState.NOTED,
            reported_by_id=actor.user_id,
            reported_at=now,
            **_columns(said),
        )
        behind.add(made)
        publish(ReportSent(made.pk, assignment.pk, assignment.unit_id, said.percent == WHOLE))
        return made.pk


def _columns(said: Said) -> dict[str, object]:
    names = ("percent", "done_text", "product_kind", "reference_number", "reference_date", "spent", "is_derived")
    return {name: getattr(said, name) for name in names}


def _period(assignment: Assignment, behind: Behind, occurrence_id: int | None, today: dt.date) -> Occurrence | None:
    """Return the period that is reported on; refuses one that isn't the assignment's, has not begun or is handed in."""
    if occurrence_id is None:
        if behind.periods:
            raise Refusal("Việc này định kỳ: hãy chọn kỳ báo cáo.", "occurrence")
        if assignment.is_pending:
            raise Refusal("Sản phẩm đã gửi và đang chờ xác nhận: muốn sửa thì rút báo cáo lại trước.")
        return None
    period = Occurrence.objects.filter(assignment=assignment, pk=occurrence_id).first()
    if period is None:
        raise Refusal("Kỳ này không thuộc việc đang báo cáo: hãy chọn lại kỳ.", "occurrence")
    reporting.check_period(period.start_on, period.due_on, today)
    if period.done_on or period.is_pending:
        raise Refusal("Kỳ này đã báo cáo hoàn thành: hãy chọn kỳ khác.", "occurrence")
    return period


def _previous(behind: Behind, occurrence: Occurrence | None) -> int:
    """Return the percentage that the unit itself last reported and that still counts."""
    period = occurrence.pk if occurrence else None
    said = [one.said for one in behind.reports if one.said.period == period and not one.said.is_derived]
    return next((one.percent for one in reversed(said) if one.state != ReportState.RETURNED), 0)


def take_back(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take back a report at 100 % that the office has not decided on yet."""
    assignment_id = Report.objects.values_list("assignment_id", flat=True).get(pk=report_id)
    with changing(assignment_id, actor):
        waiting = Report.objects.filter(pk=report_id, state=ReportState.SENT)
        if not waiting.update(state=ReportState.WITHDRAWN, decided_by_id=actor.user_id, decided_at=now):
            raise Refusal("Báo cáo này không còn chờ xác nhận nên không rút lại được: hãy tải lại trang.")
        settling.touched(owed.product(report_id))
