"""What adopting a corrected document would do: each task old beside new, and what becomes of its work."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cchc.organisation.types import Directory
from cchc.plans.models import Reading, Task
from cchc.plans.queries.registry import Registry, registry
from cchc.plans.queries.rereading import adopted_before, held_by_task
from cchc.plans.rules.differences import Differences, TaskChange, differences
from cchc.plans.rules.draft import Draft
from cchc.plans.rules.fan_out import Share, fan_out
from cchc.plans.rules.fate import Fate, fate, fate_of_vanished


@dataclass(frozen=True)
class Side:
    """A document with the registry of its day and who gets which share of each task, by the task's key."""

    draft: Draft
    known: Registry
    shares: Mapping[str, tuple[Share, ...]]

    def leads(self, key: str) -> tuple[int, ...]:
        """Return the numbers of the units that get a share of a task."""
        return tuple(self.known.unit_ids[share.unit] for share in self.shares[key])

    def optional(self, key: str) -> frozenset[int]:
        """Return the numbers of those that may register themselves for it."""
        return frozenset(self.known.unit_ids[share.unit] for share in self.shares[key] if share.is_optional)


@dataclass(frozen=True)
class Corrected:
    """A task that changes, and the fate of its assignments."""

    change: TaskChange
    fate: Fate


@dataclass(frozen=True)
class Corrections:
    differences: Differences
    tasks: tuple[Corrected, ...]
    directory_before: Directory
    directory: Directory

    def of_kind(self, kind: str) -> list[Corrected]:
        """Return the tasks that are ``added``, ``vanished``, ``changed`` or ``same``."""
        return [one for one in self.tasks if one.change.kind == kind]

    @cached_property
    def added(self) -> int:
        """Return how many assignments are new."""
        return sum(len(one.fate.added) + len(one.fate.reopened) for one in self.tasks)

    @cached_property
    def kept(self) -> int:
        return sum(len(one.fate.stays) for one in self.tasks)

    @cached_property
    def cancelled(self) -> int:
        return sum(len(one.fate.cancelled) for one in self.tasks)

    @cached_property
    def flagged(self) -> int:
        """Return how many stay though their unit no longer leads, because something was reported."""
        return sum(len(one.fate.kept_though_not_leading) for one in self.tasks)


def side(reading: Reading) -> Side:
    """Return a reading with the registry of its day and who gets what."""
    known = registry(reading.as_of)
    return Side(reading.opened, known, fan_out(reading.opened, known.directory))


def corrections(reading: Reading) -> Corrections | None:
    """Return what the reading would change in its plan; ``None`` where it corrects none."""
    before = adopted_before(reading.plan_id) if reading.plan_id else None
    if before is None or reading.plan_id is None:
        return None
    old, new = side(before), side(reading)
    found = differences(old.draft, new.draft)
    tasks = fated(reading.plan_id, found.tasks, old, new)
    return Corrections(found, tasks, old.known.directory, new.known.directory)


def fated(plan_id: int, changes: tuple[TaskChange, ...], old: Side, new: Side) -> tuple[Corrected, ...]:
    """Return each change with what becomes of the work, as it stands now."""
    ids = dict(Task.objects.filter(plan_id=plan_id, withdrawn_at=None).values_list("code", "pk"))
    held = held_by_task(plan_id)
    found = []
    for change in changes:
        given = held.get(ids[change.old.code], ()) if change.old else ()
        led = old.leads(change.old.key) if change.old else ()
        of_new = fate(given, led, new.leads(change.new.key)) if change.new else fate_of_vanished(given)
        found.append(Corrected(change, of_new))
    return tuple(found)
