"""A reading as the office reviews it: each task beside the document's words, with its doubts and what it costs."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from cchc.kernel import clock
from cchc.organisation.types import Directory
from cchc.plans.models import Reading
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.registry import directory
from cchc.plans.rules import stored, sums
from cchc.plans.rules.afresh import Light
from cchc.plans.rules.differences import FIELDS, differs
from cchc.plans.rules.doubts import Doubt, doubts
from cchc.plans.rules.draft import Draft, Group, Task, money, parents, rows
from cchc.plans.rules.fan_out import Share, fan_out, gaps
from cchc.plans.rules.timing import target_by


@dataclass(frozen=True)
class Reviewed:
    """One task of the draft; ``read`` is the same row as the machine read it, ``None`` where the office added it."""

    group: Group
    task: Task
    read: Task | None
    shares: tuple[Share, ...]
    doubts: tuple[Doubt, ...]
    light: Light

    @property
    def key(self) -> str:
        return self.task.key

    @cached_property
    def mended(self) -> frozenset[str]:
        """Return the fields that the office has changed; what a mended year or day changed was read, not chosen."""
        read = self.read
        if read is None:
            return frozenset()
        changed = (field for field in FIELDS if differs(getattr(self.task, field), getattr(read, field)))
        return frozenset(field for field in changed if not self._is_read(field))

    def _is_read(self, field: str) -> bool:
        if field == "schedule":
            return not differs(self.task.schedule, self.light.schedule(self.task))
        if field in ("lead", "partners"):
            lead, partners = self.light.bearers(self.task)
            return not differs(getattr(self.task, field), lead if field == "lead" else partners)
        return False


@dataclass(frozen=True)
class Review:
    """Everything the review page says, from one reading and the registry of its day."""

    reading: Reading
    directory: Directory
    tasks: tuple[Reviewed, ...]
    doubts: tuple[Doubt, ...]
    target_by: dt.date | None

    @property
    def draft(self) -> Draft:
        return self.reading.opened

    @property
    def issued_on(self) -> dt.date | None:
        return self.draft.issued_on

    @cached_property
    def of_frame(self) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self.doubts if doubt.task is None)

    @cached_property
    def blocking(self) -> tuple[Doubt, ...]:
        return tuple(doubt for doubt in self.doubts if doubt.blocks)

    @cached_property
    def assignments(self) -> int:
        """Return how many assignments an adoption makes."""
        return sum(len(one.shares) for one in self.tasks)

    @cached_property
    def units(self) -> int:
        """Return to how many units."""
        return len({share.unit for one in self.tasks for share in one.shares})

    @cached_property
    def optional(self) -> int:
        """Return how many assignments are left to the units' own registration."""
        return sum(share.is_optional for one in self.tasks for share in one.shares)

    @cached_property
    def money(self) -> int:
        """Return what the document gives in figures, in đồng; a sum "mỗi huyện" has no total and is not in it.

        What lies in the sum of a task above is counted once.
        """
        return sum(sums.counted(money(self.draft), parents(self.draft)).values())

    @cached_property
    def uncounted(self) -> int:
        """Return how many tasks have a sum of each but no count."""
        budgets = [one.task.budget for one in self.tasks]
        return sum(budget.kind == "money" and budget.total is None for budget in budgets)

    @cached_property
    def undated(self) -> int:
        """Return how many tasks have no day of their own, so that their units must name one."""
        schedules = [one.task.schedule for one in self.tasks]
        vague = ("standing", "event", "undetermined")
        return sum(when.kind in vague and when.offset_days is None for when in schedules)

    def alike(self, doubt: Doubt) -> tuple[Doubt, ...]:
        """Return the other doubts that ask the same as one the office may let stand."""
        if not doubt.may_stand:
            return ()
        return tuple(one for one in self.doubts if one.may_stand and one.asks_like(doubt) and one.key != doubt.key)

    def after(self, key: str | None) -> Doubt | None:
        """Return the doubt that follows the one of this key, the first where there is none of it."""
        keys = [doubt.key for doubt in self.doubts]
        place = keys.index(key) + 1 if key in keys else 0
        return self.doubts[place] if place < len(keys) else None

    def keys_after(self, key: str) -> list[str]:
        """Return the keys of all doubts in the order of working through them from this one on, itself last."""
        keys = [doubt.key for doubt in self.doubts]
        place = keys.index(key) + 1 if key in keys else 0
        return keys[place:] + keys[:place]

    def keys_from_task(self, task_key: str) -> list[str]:
        """Return the keys of all doubts in order, from those of a task on."""
        place = next((n for n, doubt in enumerate(self.doubts) if doubt.task == task_key), 0)
        keys = [doubt.key for doubt in self.doubts]
        return keys[place:] + keys[:place]


def review(reading: Reading) -> Review:
    """Return the review of a reading; the registry is asked once."""
    known = directory(reading.as_of)
    draft = reading.opened
    found = doubts(draft, reading.settled, gaps(draft, known), clock.today())
    by_task: dict[str | None, list[Doubt]] = defaultdict(list)
    for doubt in found:
        by_task[doubt.task].append(doubt)
    read = {task.key: task for task in stored.as_read(reading.as_read).tasks}
    shares = fan_out(draft, known)
    light = Light(draft.year, known)
    tasks = tuple(
        Reviewed(group, task, read.get(task.key), shares[task.key], tuple(by_task.get(task.key, ())), light)
        for group, task in rows(draft)
    )
    return Review(reading, known, tasks, found, _target_by(draft))


def _target_by(draft: Draft) -> dt.date | None:
    if not (draft.issued_on and draft.year):
        return None
    found = parameters(draft.issued_on)
    return target_by(draft.issued_on, draft.year, found.target_month, found.target_days)
