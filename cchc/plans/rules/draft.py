"""The draft of a reading: what the reader gives, with a key on each group and task so that a mend finds it again.

Codes can't be the key: they are what gets mended, and a scan of a bad table gives two of the same.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

from cchc.kernel.refusal import Refusal

Draft: TypeAlias = dict[str, Any]
Row: TypeAlias = dict[str, Any]


def keyed(reading: Mapping[str, Any]) -> Draft:
    """Return a copy of what was read, with keys; the same reading always gets the same ones."""
    draft: Draft = deepcopy(dict(reading))
    number = 0
    for position, group in enumerate(draft["groups"], start=1):
        group["key"] = f"g{position}"
        for task in group["tasks"]:
            number += 1
            task["key"] = str(number)
    owners = _owners(draft)
    for doubt in draft["doubts"]:
        doubt["task"] = owners.get(doubt["where"])
    return draft


def _owners(draft: Draft) -> dict[str, str]:
    owners: dict[str, str] = {}
    for _, task in rows(draft):
        owners.setdefault(task["code"], task["key"])
    return owners


def rows(draft: Draft) -> Iterator[tuple[Row, Row]]:
    """Yield each group with each of its tasks, in the order of the document."""
    for group in draft["groups"]:
        for task in group["tasks"]:
            yield group, task


def find(draft: Draft, key: str) -> tuple[Row, Row]:
    """Return group and task; refuses if somebody has removed the task."""
    for group, task in rows(draft):
        if task["key"] == key:
            return group, task
    raise Refusal("Nhiệm vụ này không còn trong bản bóc tách: có người vừa bỏ đi; hãy tải lại trang.")


def next_key(draft: Draft) -> str:
    """Return a key that no task of the draft has, or has had as its last."""
    highest = max((int(task["key"]) for _, task in rows(draft)), default=0)
    return str(max(highest, int(draft.get("last_key", 0))) + 1)


def parents(draft: Draft) -> dict[str, str]:
    """Return the key of each task's parent, where it has one."""
    owners = _owners(draft)
    return {
        task["key"]: owners[task["parent"]]
        for _, task in rows(draft)
        if task["parent"] and owners.get(task["parent"], task["key"]) != task["key"]
    }


def money(draft: Draft) -> dict[str, int]:
    """Return the sum of each task that has one in figures, by key, in đồng."""
    budgets = {task["key"]: task["budget"] for _, task in rows(draft)}
    return {key: budget["total"] for key, budget in budgets.items() if budget["kind"] == "money" and budget["total"]}
