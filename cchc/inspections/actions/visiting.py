"""A visit goes its way: decided, held with minutes, concluded; closed when everything found is mended."""

import datetime as dt

from cchc.inspections.events import FindingMended, FindingVerified, VisitConcluded, VisitDecided
from cchc.inspections.models import Check, Finding, Visit
from cchc.inspections.states import FindingState, Verdict, VisitState, Weight
from cchc.inspections.types import Decision, Found, Minutes
from cchc.kernel import history, uploads
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import clean, squeeze
from cchc.organisation import queries as organisation

_STALE = marked("Cuộc kiểm tra này vừa được người khác xử lý: hãy tải lại trang.")
_LONGEST = 10_000


def decide(visit_id: int, decision: Decision, *, actor: Actor, now: dt.datetime) -> None:
    """Record the decision and the team."""
    number = squeeze(decision.number)
    if not number:
        raise Refusal("Hãy ghi số quyết định kiểm tra.", "number")
    if decision.decided_on > day_of(now):
        raise Refusal("Ngày quyết định ở tương lai: hãy xem lại.", "decided_on")
    if not decision.team:
        raise Refusal("Hãy ghi ít nhất trưởng đoàn.", "team")
    with history.attributed(actor):
        moved = Visit.objects.filter(pk=visit_id, state=VisitState.PLANNED).update(
            state=VisitState.DECIDED, decision=number[:60], decided_on=decision.decided_on,
            team=[list(member) for member in decision.team],
        )  # fmt: skip
        if not moved:
            raise Refusal(_STALE)
        publish(VisitDecided(visit_id))


def hold(visit_id: int, minutes: Minutes, *, actor: Actor, now: dt.datetime) -> None:
    """Record that the visit took place: every line of its checklist with a verdict, the minutes signed by both."""
    summary = clean(minutes.summary).strip()
    if not summary or len(summary) > _LONGEST:
        raise Refusal("Hãy ghi nội dung biên bản, không quá 10.000 ký tự.", "summary")
    with history.attributed(actor):
        visit = _in_state(visit_id, VisitState.DECIDED)
        if minutes.held_on > day_of(now) or (visit.decided_on and minutes.held_on < visit.decided_on):
            raise Refusal("Ngày kiểm tra phải từ ngày quyết định đến hôm nay.", "held_on")
        checks = list(Check.objects.filter(visit=visit).order_by("position"))
        said = minutes.verdicts
        missing = [str(one.position) for one in checks if said.get(one.pk, ("", ""))[0] not in Verdict.values]
        if missing:
            raise Refusal("Còn nội dung chưa có kết quả: %(missing)s.", missing=missing)
        for one in checks:
            one.verdict, one.remark = said[one.pk][0], squeeze(said[one.pk][1])[:1000]
        Check.objects.bulk_update(checks, ["verdict", "remark"])
        Visit.objects.filter(pk=visit.pk).update(
            state=VisitState.HELD, held_on=minutes.held_on, summary=summary, **uploads.columns(minutes.file)
        )


def find(visit_id: int, found: Found, *, actor: Actor, now: dt.datetime) -> int:
    """Write down a finding of a visit that took place; return its number. The same words again are the same finding."""
    text, demand = clean(found.text).strip(), clean(found.demand).strip()
    if not text or not demand:
        raise Refusal("Hãy ghi phát hiện gì và phải khắc phục thế nào.", "demand" if text else "text")
    with history.attributed(actor):
        visit = _in_state(visit_id, VisitState.HELD)
        if visit.held_on and found.due_on < visit.held_on:
            raise Refusal("Hạn khắc phục không thể trước ngày kiểm tra.", "due_on")
        organisation.require_living(found.unit_id, day_of(now))
        if found.unit_id not in organisation.reach(found.due_on).get(visit.target_id, frozenset()) | {visit.target_id}:
            raise Refusal("Chỉ giao khắc phục cho đơn vị được kiểm tra hoặc đơn vị trực thuộc.", "unit")
        row, _made = Finding.objects.get_or_create(
            visit=visit, unit_id=found.unit_id, weight=Weight(found.weight).value, text=text[:_LONGEST],
            demand=demand[:_LONGEST], due_on=found.due_on,
        )  # fmt: skip
        return row.pk


def conclude(visit_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Close the minutes: what was found is now followed; a visit that found nothing is closed."""
    with history.attributed(actor):
        visit = _in_state(visit_id, VisitState.HELD)
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
            raise Refusal("Phát hiện này không còn chờ khắc phục: hãy tải lại trang.")
        Finding.objects.filter(pk=finding_id).update(
            state=FindingState.MENDED, mended_text=text[:_LONGEST], mended_on=day_of(now)
        )
        publish(FindingMended(finding_id))


def verify(finding_id: int, remark: str, *, is_mended: bool, actor: Actor, now: dt.datetime) -> None:
    """Confirm that a finding is mended, or send it back and say why; the last one closes the visit."""
    remark = clean(remark).strip()
    if not is_mended and not remark:
        raise Refusal("Hãy nêu còn thiếu gì.", "remark")
    with history.attributed(actor):
        finding = locked(Finding, finding_id)
        if finding.state != FindingState.MENDED:
            raise Refusal("Phát hiện này không chờ xác nhận: hãy tải lại trang.")
        finding.remark = remark[:_LONGEST]
        finding.state = FindingState.CLOSED if is_mended else FindingState.OPEN
        finding.closed_on = day_of(now) if is_mended else None
        finding.save()
        publish(FindingVerified(finding.pk, is_mended))
        if is_mended:
            _settle(_in_state(finding.visit_id, VisitState.MENDING))


def _settle(visit: Visit) -> None:
    left = Finding.objects.filter(visit=visit).exclude(state=FindingState.CLOSED).exists()
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.MENDING if left else VisitState.CLOSED)


def _in_state(visit_id: int, state: VisitState) -> Visit:
    visit = locked(Visit, visit_id)
    if visit.state != state:
        raise Refusal(_STALE)
    return visit
