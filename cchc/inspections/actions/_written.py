"""What is written of a visit until its minutes are complete, first and when it is corrected: one set of checks."""

import datetime as dt
from typing import Any

from cchc.inspections.models import Check, Finding, Visit
from cchc.inspections.states import Verdict, VisitState, Weight
from cchc.inspections.types import Decision, Found, Minutes
from cchc.kernel.clock import day_of
from cchc.kernel.files import keeping
from cchc.kernel.files.types import Deposit
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, Sentence, marked
from cchc.kernel.text import clean, squeeze
from cchc.organisation import queries as organisation

KIND = "inspections.visit"
LONGEST = 10_000
_STANDS = {
    VisitState.PLANNED: marked("Cuộc kiểm tra này chưa có quyết định: hãy ghi quyết định, đoàn kiểm tra trước."),
    VisitState.DECIDED: marked("Cuộc kiểm tra này đã có quyết định, chưa có biên bản: hãy xem lại trang của nó."),
    VisitState.HELD: marked("Cuộc kiểm tra này đã có biên bản, chưa hoàn tất: hãy xem lại trang của nó."),
    VisitState.MENDING: marked("Biên bản của cuộc kiểm tra này đã hoàn tất: không sửa, không ghi thêm được nữa."),
    VisitState.CLOSED: marked("Biên bản của cuộc kiểm tra này đã hoàn tất: không sửa, không ghi thêm được nữa."),
    VisitState.CANCELLED: marked("Cuộc kiểm tra này đã ghi là không tiến hành."),
}


def in_state(visit_id: int, actor: Actor, *states: VisitState) -> Visit:
    """Lock a visit and return it; ``Refusal`` says how it stands where it is in none of ``states``."""
    visit = locked(Visit, visit_id)
    if visit.state not in states:
        raise too_late(Sentence(_STANDS[VisitState(visit.state)]), Visit, visit_id, actor)
    return visit


def decision(visit: Visit, given: Decision, now: dt.datetime) -> dict[str, Any]:
    """Return the columns of a decision and its team."""
    number = squeeze(given.number)
    if not number:
        raise Refusal("Hãy ghi số quyết định kiểm tra.", "number")
    if given.decided_on > day_of(now):
        raise Refusal("Ngày quyết định ở tương lai: hãy xem lại.", "decided_on")
    if visit.held_on and given.decided_on > visit.held_on:
        raise Refusal("Ngày quyết định không thể sau ngày kiểm tra %(day)s.", "decided_on", day=visit.held_on)
    if not given.team:
        raise Refusal("Hãy ghi ít nhất trưởng đoàn.", "team")
    return {
        "decision": number[:60],
        "decided_on": given.decided_on,
        "team": [list(member) for member in given.team],
    }


def minutes(visit: Visit, given: Minutes, file: Deposit | None, actor: Actor, now: dt.datetime) -> dict[str, Any]:
    """Write the verdicts of the checklist and return the columns of the minutes; a file stays if none is given."""
    summary = clean(given.summary).strip()
    if not summary or len(summary) > LONGEST:
        raise Refusal("Hãy ghi nội dung biên bản, không quá 10.000 ký tự.", "summary")
    if given.held_on > day_of(now) or (visit.decided_on and given.held_on < visit.decided_on):
        raise Refusal("Ngày kiểm tra phải từ ngày quyết định đến hôm nay.", "held_on")
    if Finding.objects.filter(visit=visit, due_on__lt=given.held_on).exists():
        raise Refusal("Có phát hiện phải khắc phục trước ngày này: hãy sửa hạn của phát hiện ấy trước.", "held_on")
    checks = list(Check.objects.filter(visit=visit).order_by("position"))
    said = given.verdicts
    missing = [str(one.position) for one in checks if said.get(one.pk, ("", ""))[0] not in Verdict.values]
    if missing:
        raise Refusal("Còn nội dung chưa có kết quả: %(missing)s.", missing=missing)
    for one in checks:
        one.verdict, one.remark = said[one.pk][0], squeeze(said[one.pk][1])[:1000]
    Check.objects.bulk_update(checks, ["verdict", "remark"])
    return {"held_on": given.held_on, "summary": summary, **keeping.columns(file, KIND, actor=actor, at=now)}


def finding(visit: Visit, given: Found, now: dt.datetime) -> dict[str, Any]:
    """Return the columns of a finding; it goes to the unit inspected or one below it."""
    text, demand = clean(given.text).strip(), clean(given.demand).strip()
    if not text or not demand:
        raise Refusal("Hãy ghi phát hiện gì và phải khắc phục thế nào.", "demand" if text else "text")
    if visit.held_on and given.due_on < visit.held_on:
        raise Refusal("Hạn khắc phục không thể trước ngày kiểm tra.", "due_on")
    organisation.require_living(given.unit_id, day_of(now))
    if given.unit_id not in organisation.reach(given.due_on).get(visit.target_id, frozenset()) | {visit.target_id}:
        raise Refusal("Chỉ giao khắc phục cho đơn vị được kiểm tra hoặc đơn vị trực thuộc.", "unit")
    return {
        "unit_id": given.unit_id,
        "weight": Weight(given.weight).value,
        "text": text[:LONGEST],
        "demand": demand[:LONGEST],
        "due_on": given.due_on,
    }
