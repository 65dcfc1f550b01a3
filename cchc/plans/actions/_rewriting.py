"""Groups and tasks of a plan rewritten in place from a corrected draft.

Numbers of groups and codes of tasks are unique at every moment and may change hands, so what changes first steps aside.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from django.db.models import F, Value
from django.db.models.functions import Concat

from cchc.kernel.text import choose
from cchc.plans.actions import _columns
from cchc.plans.actions._layout import BATCH
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.rules.draft import Draft, rows

_FORMER = "cũ "  # the number of a group that the document no longer has, kept for its withdrawn tasks


def groups(plan: Plan, draft: Draft) -> Mapping[str, int]:
    """Return the number of the group of each key; a group of the same title is the same group."""
    old = list(TaskGroup.objects.filter(plan=plan).order_by("position"))
    same: dict[str, TaskGroup] = {}
    for entry in draft.groups:
        title = choose(entry.title, (group.title for group in old))
        found = next((group for group in old if group.title == title), None)
        if found:
            old.remove(found)
            same[entry.key] = found
    TaskGroup.objects.filter(plan=plan).update(no=Concat(Value(_FORMER), "pk"), position=F("position") + 1000)
    made = {}
    for position, entry in enumerate(draft.groups, start=1):
        group = same.get(entry.key) or TaskGroup(plan=plan)
        group.no, group.title, group.position = entry.no, entry.title, position
        group.save()
        made[entry.key] = group.pk
    return made


def tasks(plan: Plan, draft: Draft, group_ids: Mapping[str, int], kept: Mapping[str, Task]) -> dict[str, Task]:
    """Return the task of each key: those in ``kept`` rewritten, the others new."""
    Task.objects.filter(pk__in=[task.pk for task in kept.values()]).update(code=Concat(Value("~"), "pk"))
    made: dict[str, Task] = {}
    names: Collection[str] = ()
    for position, (group, row) in enumerate(rows(draft), start=1):
        columns = {"group_id": group_ids[group.key], **_columns.of_task(plan, row, position)}
        made[row.key] = kept.get(row.key) or Task(plan=plan)
        for name, value in columns.items():
            setattr(made[row.key], name, value)
        names = columns.keys()
    Task.objects.bulk_update(kept.values(), [name.removesuffix("_id") for name in names], batch_size=BATCH)
    Task.objects.bulk_create([task for task in made.values() if task.pk is None], batch_size=BATCH)
    return made


def withdraw(gone: Iterable[Task], now: dt.datetime) -> None:
    """Take tasks out of the plan; their codes are free for others, their work stays readable."""
    Task.objects.filter(pk__in=[task.pk for task in gone]).update(withdrawn_at=now)
