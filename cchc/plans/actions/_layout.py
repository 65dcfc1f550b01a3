"""Laying a draft out as rows: who stands above whom, who takes part, who gets what."""

from collections.abc import Collection, Mapping, Sequence

from cchc.plans.actions._assigning import Given
from cchc.plans.models import Task, TaskPartner
from cchc.plans.queries.corrections import Side
from cchc.plans.rules.draft import Draft, parents
from cchc.plans.rules.fan_out import covered

BATCH = 1000


def set_parents(draft: Draft, made: Mapping[str, Task]) -> None:
    """Hang each task under the row above it, and loose it from one that is gone."""
    above = parents(draft)
    moved = []
    for key, task in made.items():
        parent_id = made[above[key]].pk if key in above else None
        if task.parent_id != parent_id:
            task.parent_id = parent_id
            moved.append(task)
    Task.objects.bulk_update(moved, ["parent"], batch_size=BATCH)


def add_partners(understood: Side, made: Mapping[str, Task]) -> None:
    """Name the partners of each task: the units its list covers, without its leads."""
    named = {task.key: covered(task.partners, understood.known.directory) for task in understood.draft.tasks}
    TaskPartner.objects.bulk_create(
        [
            TaskPartner(task=task, unit_id=unit_id)
            for key, task in made.items()
            for unit_id in (understood.known.unit_ids[code] for code in named[key])
            if unit_id not in understood.leads(key)
        ],
        batch_size=BATCH,
    )


def gifts(understood: Side, made: Mapping[str, Task]) -> Sequence[Given]:
    """Return each task with the units that get a share of it."""
    return [
        given for key, task in made.items() for given in split(task, understood.leads(key), understood.optional(key))
    ]


def split(task: Task, unit_ids: Sequence[int], optional: Collection[int]) -> list[Given]:
    """Return a task with the units that are bound to it and those that may register themselves for it."""
    bound, free = ([u for u in unit_ids if (u in optional) is is_free] for is_free in (False, True))
    return [given for given in (Given(task, bound), Given(task, free, is_optional=True)) if given.unit_ids]
