"""What the office decided about a document, carried into the reading of its corrected version.

Only where the document says the same as before: a field that was mended stays mended, a doubt that was settled stays
settled, a row that was added or removed by hand stays so. What the correction changed is asked anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from cchc.kernel.text import choose, spelling
from cchc.plans.rules.differences import FIELDS, TaskChange, differences
from cchc.plans.rules.doubts import of_reader
from cchc.plans.rules.draft import Draft, Group, Task, next_key, rows, unasked, with_more, with_task, without


@dataclass(frozen=True)
class Decided:
    """A reading as the machine read it, with keys, and what the office made of it."""

    as_read: Draft
    draft: Draft
    settled: Collection[str] = ()


def carry_over(before: Decided, new: Draft) -> tuple[Draft, list[str]]:
    """Return the new draft with the old decisions, and the doubts that are settled from the start."""
    draft = new
    matched = {c.new.key: c for c in differences(before.as_read, new).tasks if c.new and c.old}
    mended = {task.key: task for task in before.draft.tasks}
    read_before = {task.key for task in before.as_read.tasks}
    for task in new.tasks:
        change = matched.get(task.key)
        if change and change.old and change.old.key in mended:
            draft = _mended_again(draft, task, change.old, mended[change.old.key])
        elif change and change.kind == "same":
            draft = without(draft, task.key)
    for group, task in rows(before.draft):
        if task.key not in read_before:
            draft = _added_again(draft, group, task)
    kept = {task.key for task in draft.tasks}
    draft = unasked(draft, lambda doubt: doubt.task is not None and doubt.task not in kept)
    return draft, _settled_again(before, draft, matched)


def _mended_again(draft: Draft, task: Task, old: Task, mended: Task) -> Draft:
    again = {
        field: getattr(mended, field)
        for field in FIELDS
        if getattr(old, field) == getattr(task, field) != getattr(mended, field)
    }
    if not again:
        return draft
    draft = unasked(draft, lambda doubt: doubt.task == task.key and doubt.field in again)
    return with_task(draft, replace(task, **again))


def _added_again(draft: Draft, group: Group, task: Task) -> Draft:
    if any(other.code == task.code or spelling(other.title) == spelling(task.title) for other in draft.tasks):
        return draft
    title = choose(group.title, (one.title for one in draft.groups))
    home = next((one for one in draft.groups if one.title == title), None)
    return with_more(draft, home, replace(task, key=next_key(draft))) if home else draft


def _settled_again(before: Decided, draft: Draft, matched: Mapping[str, TaskChange]) -> list[str]:
    asked = map(of_reader, before.as_read.doubts)
    settled = {(doubt.task, doubt.field, doubt.why) for doubt in asked if doubt.key in before.settled}
    found = []
    for doubt in map(of_reader, draft.doubts):
        change = matched.get(doubt.task or "")
        old_key = change.old.key if change and change.old else None
        if (doubt.task is None or old_key) and (old_key, doubt.field, doubt.why) in settled:
            found.append(doubt.key)
    return found
