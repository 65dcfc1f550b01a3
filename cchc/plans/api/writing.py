"""Operations that report, decide and ask; each POST needs an Idempotency-Key."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cchc.kernel import clock
from cchc.kernel.api import BigId, answer, needs
from cchc.kernel.history import Actor
from cchc.kernel.permission import subject_of
from cchc.plans import access
from cchc.plans.actions import confirming, difficulties, extensions, occurring, progress, targets
from cchc.plans.actions.progress import Sending
from cchc.plans.api import schemas
from cchc.plans.api.router import router
from cchc.plans.rules.reporting import Said


def _who(request: HttpRequest) -> dict[str, Any]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return {"actor": actor, "now": clock.now()}


@router.post("/assignments/{assignment_id}/reports", response={201: schemas.MadeOut}, summary="Báo cáo tiến độ")
@needs("assignment.report")
def send_report(request: HttpRequest, assignment_id: BigId, body: schemas.ReportIn) -> HttpResponse:
    """Append a report; at 100 % it waits for the office."""
    number = access.to_act_on(subject_of(request), assignment_id, "assignment.report")
    said = Said(
        percent=body.percent or 0,
        done_text=body.done_text,
        reference_number=body.reference_number,
        reference_date=body.reference_date,
        spent=body.spent,
        is_derived=body.percent is None,
    )
    made = progress.report(number, said, Sending(occurrence_id=body.occurrence), **_who(request))
    return answer({"id": made}, 201)


@router.post("/assignments/{assignment_id}/target", response={200: schemas.DoneOut}, summary="Đăng ký ngày hoàn thành")
@needs("assignment.plan")
def set_target(request: HttpRequest, assignment_id: BigId, body: schemas.TargetIn) -> HttpResponse:
    """Set the day by which the unit will be done."""
    number = access.to_act_on(subject_of(request), assignment_id, "assignment.plan")
    targets.set_target(number, body.day, reason=body.reason, **_who(request))
    return answer({"done": True})


@router.post("/assignments/{assignment_id}/event", response={200: schemas.EventOut}, summary="Ghi ngày phát sinh")
@needs("assignment.plan")
def record_event(request: HttpRequest, assignment_id: BigId, body: schemas.EventIn) -> HttpResponse:
    """Record the day of the event from which the task counts its days; only the office corrects it."""
    number = access.to_act_on(subject_of(request), assignment_id, "assignment.plan")
    counted = occurring.record(number, body.day, **_who(request))
    return answer({"due_on": counted.due_on, "holidays": list(counted.holidays)})


@router.put("/assignments/{assignment_id}/event", response={200: schemas.EventOut}, summary="Sửa ngày phát sinh")
@needs("extension.decide")
def correct_event(request: HttpRequest, assignment_id: BigId, body: schemas.EventCorrectionIn) -> HttpResponse:
    """Correct the recorded day of the event, with a reason that the unit is told."""
    number = access.to_act_on(subject_of(request), assignment_id, "extension.decide")
    counted = occurring.correct(number, body.day, body.reason, **_who(request))
    return answer({"due_on": counted.due_on, "holidays": list(counted.holidays)})


@router.post("/assignments/{assignment_id}/difficulties", response={201: schemas.MadeOut}, summary="Nêu vướng mắc")
@needs("difficulty.raise")
def raise_difficulty(request: HttpRequest, assignment_id: BigId, body: schemas.WordsIn) -> HttpResponse:
    """Raise a difficulty; it stands with the unit above."""
    number = access.to_act_on(subject_of(request), assignment_id, "difficulty.raise")
    return answer({"id": difficulties.raise_one(number, body.text, **_who(request))}, 201)


@router.post("/assignments/{assignment_id}/extensions", response={201: schemas.MadeOut}, summary="Xin gia hạn")
@needs("extension.ask")
def ask_extension(request: HttpRequest, assignment_id: BigId, body: schemas.ExtensionIn) -> HttpResponse:
    """Ask for a later due day."""
    number = access.to_act_on(subject_of(request), assignment_id, "extension.ask")
    return answer({"id": extensions.ask(number, body.day, body.reason, **_who(request))}, 201)


@router.post("/reports/{report_id}/confirm", response={200: schemas.DoneOut}, summary="Xác nhận")
@needs("assignment.confirm")
def confirm_report(request: HttpRequest, report_id: BigId) -> HttpResponse:
    """Confirm the product that a report hands in."""
    found = access.report(subject_of(request), report_id, "assignment.confirm")
    confirming.confirm(found.pk, **_who(request))
    return answer({"done": True})


@router.post("/reports/{report_id}/return", response={200: schemas.DoneOut}, summary="Trả lại")
@needs("assignment.confirm")
def return_report(request: HttpRequest, report_id: BigId, body: schemas.WordsIn) -> HttpResponse:
    """Send a report back with the reason."""
    found = access.report(subject_of(request), report_id, "assignment.confirm")
    confirming.send_back(found.pk, body.text, **_who(request))
    return answer({"done": True})


@router.post("/difficulties/{difficulty_id}/answer", response={200: schemas.DoneOut}, summary="Trả lời vướng mắc")
@needs("difficulty.answer")
def answer_difficulty(request: HttpRequest, difficulty_id: BigId, body: schemas.WordsIn) -> HttpResponse:
    """Answer a difficulty that stands with a unit in scope."""
    found = access.difficulty(subject_of(request), difficulty_id, "difficulty.answer")
    difficulties.answer(found.pk, body.text, **_who(request))
    return answer({"done": True})
