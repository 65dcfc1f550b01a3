"""A unit draws up its own plan from what the plan above gives it, and adopts it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from cchc.kernel import clock, history
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.organisation import queries as registry
from cchc.plans.actions import own_tasks, progress
from cchc.plans.actions._assigning import Given, assign
from cchc.plans.actions._beginning import begin_where_it_stands
from cchc.plans.actions._drafting import drafting
from cchc.plans.actions._open import one_at_a_time
from cchc.plans.models import Assignment, Plan, Task
from cchc.plans.queries.adopted import of_number
from cchc.plans.rules.reporting import WHOLE, Said
from cchc.plans.states import PlanState

_LONGEST_TITLE = 500


@dataclass(frozen=True)
class Signed:
    """The document by which a unit issues its own plan; ``fulfils_id`` is the assignment whose product it is."""

    number: str
    issued_on: dt.date
    fulfils_id: int | None = None


def draw_up(
    parent_id: int, unit_id: int, title: str, assignment_ids: Collection[int], *, actor: Actor, now: dt.datetime
) -> int:
    """Start a unit's own plan under ``parent_id`` with the chosen assignments as its first tasks; return its number."""
    title = squeeze(title)
    if not title or len(title) > _LONGEST_TITLE:
        raise Refusal("Hãy ghi tên kế hoạch, không quá %(most)s ký tự.", "title", most=_LONGEST_TITLE)
    today = clock.day_of(now)
    with history.attributed(actor):
        parent = Plan.objects.get(pk=parent_id)
        if parent.state != PlanState.ADOPTED or parent.unit_id == unit_id:
            raise Refusal("Chỉ lập kế hoạch riêng từ kế hoạch đang thực hiện của cấp trên.")
        try:
            with transaction.atomic():
                plan = Plan.objects.create(
                    parent=parent,
                    unit_id=unit_id,
                    issued_on=today,
                    issuer=registry.names([unit_id], today)[unit_id],
                    title=title,
                    year=parent.year,
                    state=PlanState.DRAFT,
                    is_demo=parent.is_demo,
                )
        except IntegrityError as twice:
            raise Refusal("Đơn vị đã có kế hoạch riêng từ kế hoạch này: hãy mở kế hoạch đó.") from twice
        own_tasks.choose(plan.pk, assignment_ids, actor=actor, now=now)
        return plan.pk


def rename(plan_id: int, title: str, *, actor: Actor, now: dt.datetime) -> None:
    """Change the title of a draft."""
    title = squeeze(title)
    if not title or len(title) > _LONGEST_TITLE:
        raise Refusal("Hãy ghi tên kế hoạch, không quá %(most)s ký tự.", "title", most=_LONGEST_TITLE)
    with drafting(plan_id, actor) as plan:
        Plan.objects.filter(pk=plan.pk).update(title=title)


def drop(plan_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Throw away a draft."""
    with drafting(plan_id, actor) as plan:
        Task.objects.filter(plan=plan).delete()
        plan.delete()


def adopt(plan_id: int, signed: Signed, *, actor: Actor, now: dt.datetime) -> list[int]:
    """Issue the plan: each task becomes the work of its leads; return the numbers of the new assignments.

    What the unit has reported on the plan above stands. Where the unit says so, the document is handed in as the
    product of one of its own assignments.
    """
    today = clock.day_of(now)
    with drafting(plan_id, actor) as plan:
        number = _check_document(plan, signed, today)
        tasks = list(Task.objects.filter(plan=plan, withdrawn_at=None).order_by("position"))
        if not tasks:
            raise Refusal("Kế hoạch chưa có nhiệm vụ nào: hãy chọn hoặc thêm nhiệm vụ.")
        _check_leads(tasks, registry.reach(today).get(plan.unit_id, frozenset()) | {plan.unit_id})
        one_at_a_time(plan.unit_id)
        if same := of_number(plan.unit_id, number, plan.year, but=plan.pk):
            raise Refusal(
                "Đơn vị đã có kế hoạch số %(number)s trong năm %(year)s.", "number", number=same.number, year=plan.year
            )
        plan.number, plan.issued_on, plan.state = number, signed.issued_on, PlanState.ADOPTED
        plan.adopted_at, plan.adopted_by_id = now, actor.user_id
        plan.save(update_fields=["number", "issued_on", "state", "adopted_at", "adopted_by"])
        made = assign(plan, [Given(task, task.lead["unit_ids"]) for task in tasks], since=today)
        begin_where_it_stands(plan, made, actor=actor, now=now)
        if signed.fulfils_id:
            _hand_in(plan, signed.fulfils_id, actor, now)
        return made


def _check_document(plan: Plan, signed: Signed, today: dt.date) -> str:
    number = squeeze(signed.number)
    if not number or len(number) > 60:
        raise Refusal("Hãy ghi số, ký hiệu của kế hoạch, không quá 60 ký tự.", "number")
    if signed.issued_on > today:
        raise Refusal("Ngày ban hành %(issued_on)s ở tương lai: hãy xem lại.", "issued_on", issued_on=signed.issued_on)
    if plan.parent and signed.issued_on < plan.parent.issued_on:
        raise Refusal(
            "Ngày ban hành không thể trước kế hoạch cấp trên (%(issued_on)s).",
            "issued_on",
            issued_on=plan.parent.issued_on,
        )
    return number


def _check_leads(tasks: Collection[Task], below: frozenset[int]) -> None:
    for task in tasks:
        if not task.lead.get("unit_ids") or not below.issuperset(task.lead["unit_ids"]):
            raise Refusal(
                "Nhiệm vụ %(code)s: đơn vị chủ trì không còn trực thuộc, hãy chọn lại.", "leads", code=task.code
            )


def _hand_in(plan: Plan, assignment_id: int, actor: Actor, now: dt.datetime) -> None:
    own = Assignment.objects.filter(pk=assignment_id, plan=plan.parent_id, unit=plan.unit_id)
    if not own.exists():
        raise Refusal("Việc được chọn không phải của đơn vị: hãy chọn lại.", "fulfils")
    said = Said(WHOLE, f"Đã ban hành {plan.title}.", reference_number=plan.number, reference_date=plan.issued_on)
    progress.report(assignment_id, said, actor=actor, now=now)
