"""A unit's own plan while it is written: locked for the block, refused once it is somebody else's or adopted."""

from collections.abc import Iterator
from contextlib import contextmanager

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.queries.parameters import parameters
from cchc.plans.rules.dates import Bounds
from cchc.plans.states import PlanState


@contextmanager
def drafting(plan_id: int, actor: Actor) -> Iterator[Plan]:
    """Lock a unit's own plan that is not adopted yet; the changes of the block are ``actor``'s."""
    with history.attributed(actor):
        plan = locked(Plan, plan_id)
        if plan.parent_id is None:
            raise Refusal("Đây không phải kế hoạch riêng của đơn vị: không sửa được ở đây.")
        if plan.state != PlanState.DRAFT:
            raise Refusal("Kế hoạch này đã ban hành: không sửa được nhiệm vụ nữa.")
        yield plan


def bounds_of(plan: Plan, task: Task | None = None) -> Bounds:
    """Return what binds the days of an own task: the plan above, and the due day of what the task carries out."""
    above = plan.parent or plan
    due_on = task.implements.due_on if task and task.implements else None
    return Bounds(above.issued_on, plan.year, due_on, parameters(above.issued_on).leeway, above.title)


def group_titled(plan: Plan, title: str, wanted: str = "") -> TaskGroup:
    """Return the field of that title, added at the end (under the number ``wanted``, if free) where there is none."""
    groups = list(TaskGroup.objects.filter(plan=plan).order_by("position"))
    same = next((group for group in groups if group.title == title), None)
    if same:
        return same
    taken = {group.no for group in groups}
    numbers = (wanted, *(str(n) for n in range(1, len(groups) + 2)))
    number = next(no for no in numbers if no and no not in taken)
    position = groups[-1].position + 1 if groups else 1
    return TaskGroup.objects.create(plan=plan, no=number, title=title, position=position)


def next_position(plan: Plan) -> int:
    """Return the place after the last task."""
    last = Task.objects.filter(plan=plan).order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1
