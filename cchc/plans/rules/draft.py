"""The draft of a reading: what the reader gives, with a key on each group and task so that a mend finds it again.

A draft never changes: what mends it returns another one.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from cchc.kernel.refusal import Refusal
from cchc.plans.types import Doubt as Doubt
from cchc.plans.types import Draft as Draft
from cchc.plans.types import Group as Group
from cchc.plans.types import Task as Task


def keyed(draft: Draft) -> Draft:
    """Return what was read with keys; the same reading always gets the same ones."""
    number = count(1)
    groups = tuple(
        replace(group, key=f"g{position}", tasks=tuple(replace(task, key=str(next(number))) for task in group.tasks))
        for position, group in enumerate(draft.groups, start=1)
    )
    made = replace(draft, groups=groups)
    owners = _owners(made)
    return replace(made, doubts=tuple(replace(doubt, task=owners.get(doubt.where)) for doubt in draft.doubts))


def _owners(draft: Draft) -> dict[str, str]:
    owners: dict[str, str] = {}
    for task in draft.tasks:
        owners.setdefault(task.code, task.key)
    return owners


def rows(draft: Draft) -> Iterator[tuple[Group, Task]]:
    """Yield each group with each of its tasks, in the order of the document."""
    for group in draft.groups:
        for task in group.tasks:
            yield group, task


def find(draft: Draft, key: str) -> tuple[Group, Task]:
    """Return group and task; refuses if somebody has removed the task."""
    for group, task in rows(draft):
        if task.key == key:
            return group, task
    raise Refusal("Nhiệm vụ này không còn trong bản bóc tách: có người vừa bỏ đi; hãy tải lại trang.")


def next_key(draft: Draft) -> str:
    """Return a key that no task of the draft has, or has had as its last."""
    highest = max((int(task.key) for task in draft.tasks), default=0)
    return str(max(highest, draft.last_key) + 1)


def parents(draft: Draft) -> dict[str, str]:
    """Return the key of each task's parent, where it has one."""
    owners = _owners(draft)
    return {
        task.key: owners[task.parent]
        for task in draft.tasks
        if task.parent and owners.get(task.parent, task.key) != task.key
    }


def money(draft: Draft) -> dict[str, int]:
    """Return the sum of each task that has one in figures, by key, in đồng."""
    budgets = {task.key: task.budget for task in draft.tasks}
    return {key: budget.total for key, budget in budgets.items() if budget.kind == "money" and budget.total}


# ------------------------------------------------------------------ the same draft, but for …
def each_task(draft: Draft, change: Callable[[Task], Task]) -> Draft:
    """Return the draft with what ``change`` makes of each task."""
    groups = (replace(group, tasks=tuple(change(task) for task in group.tasks)) for group in draft.groups)
    return replace(draft, groups=tuple(groups))


def with_task(draft: Draft, task: Task) -> Draft:
    """Return the draft with a task in place of the one of its key."""
    return each_task(draft, lambda other: task if other.key == task.key else other)


def with_more(draft: Draft, group: Group, task: Task) -> Draft:
    """Return the draft with one more task, the last of its group."""
    groups = (replace(one, tasks=(*one.tasks, task)) if one.key == group.key else one for one in draft.groups)
    return replace(draft, groups=tuple(groups))


def without(draft: Draft, key: str) -> Draft:
    """Return the draft without a task."""
    groups = (replace(one, tasks=tuple(task for task in one.tasks if task.key != key)) for one in draft.groups)
    return replace(draft, groups=tuple(groups))


def unasked(draft: Draft, is_over: Callable[[Doubt], bool]) -> Draft:
    """Return the draft without the doubts that are over."""
    return replace(draft, doubts=tuple(doubt for doubt in draft.doubts if not is_over(doubt)))
