"""A reviewed reading becomes a plan: its tasks, and for every lead unit its assignment."""

import datetime as dt

from cchc.kernel import clock, history
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, Sentence
from cchc.plans.actions import _columns, _rereading
from cchc.plans.actions._assigning import assign
from cchc.plans.actions._layout import BATCH, add_partners, gifts, set_parents
from cchc.plans.actions._open import Overtaken, locked, one_at_a_time
from cchc.plans.events import PlanAdopted
from cchc.plans.models import Plan, Reading, Task, TaskGroup
from cchc.plans.queries.adopted import same_number
from cchc.plans.queries.corrections import Side, side
from cchc.plans.rules.doubts import doubts
from cchc.plans.rules.draft import rows
from cchc.plans.rules.fan_out import gaps
from cchc.plans.states import PlanState, ReadingState


def adopt(reading_id: int, version: int | None = None, *, actor: Actor, now: dt.datetime) -> Plan:
    """Make the plan, or apply a corrected document to the plan it is of; all of it or nothing.

    Refuses while a doubt blocks, where the issuer has a plan of this number in this year, and (``Overtaken``) what has
    changed since ``version`` was looked at. Announces ``PlanAdopted``, and ``AssignmentsCreated`` if there are any.
    """
    with history.attributed(actor):
        reading = locked(reading_id)
        if version is not None and reading.version != version:
            raise Overtaken(reading_id, actor)
        one_at_a_time(reading.unit_id)
        _check_number(reading)  # first: nobody should answer every doubt of a paper that can't be adopted
        understood = _understood(reading)
        if reading.plan_id is None:
            plan = _create(reading, understood, actor, now)
        else:
            plan = _rereading.apply(reading.plan_id, understood, now)
        closed = {"state": ReadingState.ADOPTED, "closed_by_id": actor.user_id, "closed_at": now}
        Reading.objects.filter(pk=reading.pk).update(plan=plan, **closed)
        publish(PlanAdopted(plan.pk, reading.pk))
        return plan


def _understood(reading: Reading) -> Side:
    understood = side(reading)
    lacking = gaps(understood.draft, understood.known.directory)
    blocking = [doubt for doubt in doubts(understood.draft, reading.settled, lacking, clock.today()) if doubt.blocks]
    if blocking:
        task = Sentence("nhiệm vụ %(code)s", code=blocking[0].where)
        where = task if blocking[0].task else Sentence("phần đầu văn bản")
        raise Refusal(
            "Còn %(count)s chỗ phải sửa trước khi phê duyệt; chỗ đầu tiên ở %(where)s: %(why)s",
            count=len(blocking),
            where=where,
            why=blocking[0].sentence,
        )
    return understood


def _check_number(reading: Reading) -> None:
    same = same_number(reading)
    if same is not None:
        raise Refusal(
            "Cơ quan này đã có kế hoạch số %(number)s năm %(year)s: nếu đây là bản sửa, hãy bỏ bản bóc tách này rồi"
            " gửi tệp bằng nút “Gửi bản sửa” ở trang của kế hoạch ấy.",
            "number",
            number=same.number,
            year=str(same.year),
        )


def _create(reading: Reading, understood: Side, actor: Actor, now: dt.datetime) -> Plan:
    plan = Plan.objects.create(
        unit_id=reading.unit_id,
        state=PlanState.ADOPTED,
        adopted_at=now,
        adopted_by_id=actor.user_id,
        is_demo=actor.invents,
        **_columns.of_plan(understood.draft),
    )
    groups = {
        group.key: TaskGroup(plan=plan, no=group.no, title=group.title, position=position)
        for position, group in enumerate(understood.draft.groups, start=1)
    }
    TaskGroup.objects.bulk_create(groups.values(), batch_size=BATCH)
    made = {
        task.key: _columns.new_task(plan, groups[group.key].pk, task, position)
        for position, (group, task) in enumerate(rows(understood.draft), start=1)
    }
    Task.objects.bulk_create(made.values(), batch_size=BATCH)
    set_parents(understood.draft, made)
    add_partners(understood, made)
    assign(plan, gifts(understood, made))
    return plan
