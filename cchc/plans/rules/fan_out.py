"""Who gets which share of a task: the lead's units and the members of its classes, each once.

1. A class leads to each of its members on the plan's day.
2. A lead that is bound to a condition and left to the units gives optional shares, theirs once they say so: to the
   members of its classes, or to its units where it has no class. A unit named beside a class stays bound.
3. Of a row with rows below it, a lead that also leads one of those gets no share of its own: that work is the rows'.
"""

from dataclasses import dataclass

from cchc.organisation.types import Directory
from cchc.plans.rules.doubts import Gaps
from cchc.plans.rules.draft import Draft, parents
from cchc.plans.types import Who


@dataclass(frozen=True)
class Share:
    """One unit's part in a task, by the unit's code on the plan's day."""

    unit: str
    is_optional: bool = False


def covered(bearers: Who, directory: Directory) -> tuple[str, ...]:
    """Return the codes of the units that a lead or a list of partners covers, each once."""
    named = [code for code in bearers.units if code in directory.unit_by_code]
    classes = [directory.class_by_key[key] for key in bearers.classes if key in directory.class_by_key]
    return tuple(dict.fromkeys([*named, *(code for group in classes for code in group.members)]))


def fan_out(draft: Draft, directory: Directory) -> dict[str, tuple[Share, ...]]:
    """Return the shares of each task, by the task's key."""
    leads = {task.key: covered(task.lead, directory) for task in draft.tasks}
    below: dict[str, set[str]] = {}
    for child, parent in parents(draft).items():
        below.setdefault(parent, set()).update(leads[child])
    return {
        task.key: tuple(
            Share(code, _is_optional(code, task.lead))
            for code in leads[task.key]
            if code not in below.get(task.key, ())
        )
        for task in draft.tasks
    }


def _is_optional(code: str, lead: Who) -> bool:
    return bool(lead.optional) and not (lead.classes and code in lead.units)


def gaps(draft: Draft, directory: Directory) -> Gaps:
    """Return what the leads ask for and the registry of the plan's day doesn't have."""
    return Gaps(
        frozenset(task.key for task in draft.tasks if not covered(task.lead, directory)),
        {group.key: group.name for group in directory.classes if not group.members},
    )
