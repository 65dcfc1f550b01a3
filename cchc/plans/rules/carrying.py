"""What the office decided about a document, carried into the reading of its corrected version.

Only where the document says the same as before: a field that was mended stays mended, a doubt that was settled stays
settled, a row that was added or removed by hand stays so. What the correction changed is asked anew.
"""

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass

from cchc.kernel.text import choose, spelling
from cchc.plans.rules.differences import FIELDS, TaskChange, differences
from cchc.plans.rules.doubts import Doubt
from cchc.plans.rules.draft import Draft, Row, next_key, rows


@dataclass(frozen=True)
class Decided:
    """A reading as the machine read it, with keys, and what the office made of it."""

    as_read: Draft
    draft: Draft
    settled: Collection[str] = ()


def carry_over(before: Decided, new: Draft) -> tuple[Draft, list[str]]:
    """Return the new draft with the old decisions, and the doubts that are settled from the start."""
    draft = deepcopy(new)
    matched = {c.new["key"]: c for c in differences(before.as_read, new).tasks if c.new and c.old}
    mended = {task["key"]: task for _, task in rows(before.draft)}
    read_before = {task["key"] for _, task in rows(before.as_read)}
    for group, task in list(rows(draft)):
        change = matched.get(task["key"])
        if change and change.old and change.old["key"] in mended:
            _mend_again(draft, task, change, mended[change.old["key"]])
        elif change and change.kind == "same":
            group["tasks"].remove(task)
    for group, task in rows(before.draft):
        if task["key"] not in read_before:
            _add_again(draft, group, task)
    kept = {task["key"] for _, task in rows(draft)}
    draft["doubts"] = [doubt for doubt in draft["doubts"] if doubt["task"] is None or doubt["task"] in kept]
    return draft, _settled_again(before, draft, matched)


def _mend_again(draft: Draft, task: Row, change: TaskChange, mended: Row) -> None:
    assert change.old is not None  # noqa: S101 (only matched tasks come here)
    for field in FIELDS:
        if change.old[field] == task[field] and mended[field] != task[field]:
            task[field] = deepcopy(mended[field])
            draft["doubts"] = [d for d in draft["doubts"] if d["task"] != task["key"] or d["field"] != field]


def _add_again(draft: Draft, group: Row, task: Row) -> None:
    if any(
        other["code"] == task["code"] or spelling(other["title"]) == spelling(task["title"]) for _, other in rows(draft)
    ):
        return
    title = choose(group["title"], (g["title"] for g in draft["groups"]))
    home = next((g for g in draft["groups"] if g["title"] == title), None)
    if home:
        home["tasks"].append({**deepcopy(task), "key": next_key(draft)})


def _settled_again(before: Decided, draft: Draft, matched: dict[str, TaskChange]) -> list[str]:
    asked = [Doubt(d.get("task"), d["where"], d["field"], d["why"]) for d in before.as_read["doubts"]]
    settled = {(doubt.task, doubt.field, doubt.why) for doubt in asked if doubt.key in before.settled}
    found = []
    for entry in draft["doubts"]:
        change = matched.get(entry["task"] or "")
        old_key = change.old["key"] if change and change.old else None
        if (entry["task"] is None or old_key) and (old_key, entry["field"], entry["why"]) in settled:
            found.append(Doubt(entry["task"], entry["where"], entry["field"], entry["why"]).key)
    return found
