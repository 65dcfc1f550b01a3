"""Plan inspections for a year, adopt the plan, and send a surprise visit outside it."""

import datetime as dt

from django.db import IntegrityError, transaction

from cchc.inspections.events import VisitCalledOff
from cchc.inspections.models import Check, Programme, Visit
from cchc.inspections.queries import content, due, whom
from cchc.inspections.states import PROGRAMME_MOVES, VISIT_MOVES, Kind, ProgrammeState, VisitState
from cchc.inspections.types import Planned
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import squeeze
from cchc.notifications.actions import settling
from cchc.organisation import queries as organisation

MOST = 300
_WRITTEN_UP_WITHIN = dt.timedelta(days=30)
"""A surprise visit may be entered after it took place."""
_AHEAD = dt.timedelta(days=366)
_ISSUED = Sentence("Kế hoạch này đã ban hành: hãy tải lại trang.")
_OVER = Sentence("Cuộc kiểm tra này đã tiến hành hoặc đã bỏ: hãy tải lại trang.")


def draw_up(unit_id: int, year: int, kind: str, title: str, *, actor: Actor, now: dt.datetime) -> int:
    """Begin the programme of a unit, a year and a kind; return its number."""
    title = squeeze(title)
    if not title:
        raise Refusal("Hãy ghi tên kế hoạch kiểm tra.", "title")
    if not whom.inspected_by(unit_id, day_of(now), Kind(kind).value):
        raise Refusal("Cơ quan này không kiểm tra đơn vị nào ở loại kiểm tra ấy: hãy chọn cơ quan khác.", "unit")
    columns = {"unit_id": unit_id, "year": year, "kind": Kind(kind).value, "title": title[:300]}
    with history.attributed(actor):
        try:
            with transaction.atomic():
                return Programme.objects.create(is_demo=actor.invents, **columns).pk
        except IntegrityError as twice:
            raise Refusal("Đơn vị đã có kế hoạch kiểm tra loại này trong năm: hãy mở kế hoạch đó.", "kind") from twice


def add(programme_id: int, planned: Planned, *, actor: Actor, now: dt.datetime) -> int:
    """Add a visit to a programme and return its number; also after it was adopted, as an addition."""
    with history.attributed(actor):
        programme = locked(Programme, programme_id)
        if planned.planned_on.year != programme.year:
            raise Refusal("Ngày dự kiến phải trong năm %(year)s.", "planned_on", year=programme.year)
        if Visit.objects.filter(programme=programme).count() >= MOST:
            raise Refusal("Một kế hoạch kiểm tra có nhiều nhất %(most)s cuộc.", most=MOST)
        return _visit(programme.unit_id, planned, programme, actor)


def surprise(unit_id: int, planned: Planned, *, actor: Actor, now: dt.datetime) -> int:
    """Set up a surprise visit outside any programme; return its number. One of long ago is a slip of the pen."""
    if planned.planned_on < day_of(now) - _WRITTEN_UP_WITHIN:
        raise Refusal(
            "Ngày %(day)s đã qua hơn 30 ngày: hãy xem lại ngày, nhất là năm.", "planned_on", day=planned.planned_on
        )
    if planned.planned_on > day_of(now) + _AHEAD:
        raise Refusal("Ngày %(day)s còn hơn một năm nữa: hãy xem lại năm.", "planned_on", day=planned.planned_on)
    with history.attributed(actor):
        return _visit(unit_id, planned, None, actor)


def _visit(unit_id: int, planned: Planned, programme: Programme | None, actor: Actor) -> int:
    organisation.require_living(unit_id, planned.planned_on)
    organisation.require_living(planned.target_id, planned.planned_on, "target")
    kind = programme.kind if programme else Kind(planned.kind).value
    if planned.target_id not in whom.inspected_by(unit_id, planned.planned_on, kind):
        raise Refusal(
            "Cơ quan này không kiểm tra đơn vị ấy: chỉ kiểm tra đơn vị trực thuộc, hoặc cơ quan, đơn vị, địa phương"
            " của Ủy ban nhân dân mà cơ quan chủ trì đoàn kiểm tra.",
            "target",
        )
    try:
        with transaction.atomic():
            row = Visit.objects.create(
                programme=programme, unit_id=unit_id, target_id=planned.target_id, kind=kind,
                is_surprise=planned.is_surprise or programme is None, planned_on=planned.planned_on,
                is_demo=actor.invents,
            )  # fmt: skip
    except IntegrityError as twice:
        raise Refusal("Đơn vị này đã có trong kế hoạch vào ngày ấy.", "target") from twice
    items = content.checklists()[kind]["items"]
    Check.objects.bulk_create(Check(visit=row, position=place, text=text) for place, text in enumerate(items, 1))
    return row.pk


def adopt(programme_id: int, number: str, issued_on: dt.date, *, actor: Actor, now: dt.datetime) -> None:
    """Record by which document the programme was issued."""
    number = squeeze(number)
    if not number:
        raise Refusal("Hãy ghi số, ký hiệu của kế hoạch kiểm tra.", "number")
    if issued_on > day_of(now):
        raise Refusal("Ngày ban hành ở tương lai: hãy xem lại.", "issued_on")
    with history.attributed(actor):
        programme = locked(Programme, programme_id)
        if not PROGRAMME_MOVES.allows(programme.state, ProgrammeState.ADOPTED):
            raise too_late(_ISSUED, Programme, programme_id, actor)
        if not Visit.objects.filter(programme=programme).exists():
            raise Refusal("Kế hoạch chưa có đơn vị nào được kiểm tra: hãy thêm ít nhất một.")
        Programme.objects.filter(pk=programme_id).update(
            state=ProgrammeState.ADOPTED, number=number[:60], issued_on=issued_on
        )


def call_off(visit_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Say why a visit will not take place."""
    reason = squeeze(reason)
    if not reason:
        raise Refusal("Hãy nêu vì sao không tiến hành.", "reason")
    with history.attributed(actor):
        visit = locked(Visit, visit_id)
        if not VISIT_MOVES.allows(visit.state, VisitState.CANCELLED):
            raise too_late(_OVER, Visit, visit_id, actor)
        Visit.objects.filter(pk=visit_id).update(state=VisitState.CANCELLED, reason=reason[:500])
        settling.touched(due.visit_key(visit_id))
        publish(VisitCalledOff(visit_id, visit.state == VisitState.DECIDED and not visit.is_surprise))
