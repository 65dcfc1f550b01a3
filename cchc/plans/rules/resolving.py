"""Unknown names looked up once more after the registry has learnt them, or given to whom the office chooses."""

from collections.abc import Callable, Sequence
from copy import deepcopy

from cchc.plans.rules.draft import Draft, Row, rows
from cchc.plans.types import Who


def resolved_again(draft: Draft, understand: Callable[[str, str], tuple[Who, Who]]) -> tuple[Draft, int]:
    """Return the draft with what ``understand`` now makes of names that were unknown, and how many tasks changed.

    It is asked with the document's words for lead and partners, since the one cell may name the other's units.
    Only a lead or list with an unknown name is read again: what the office chose stays chosen, and is added to.
    """
    changed = deepcopy(draft)
    count = 0
    for _, task in rows(changed):
        if not (task["lead"]["unresolved"] or task["partners"]["unresolved"]):
            continue
        sides = zip(("lead", "partners"), understand(task["lead"]["text"], task["partners"]["text"]), strict=True)
        mended = [field for field, who in sides if _look_up(task, field, who)]
        changed["doubts"] = [
            doubt for doubt in changed["doubts"] if doubt["task"] != task["key"] or doubt["field"] not in mended
        ]
        count += bool(mended)
    return changed, count


def _look_up(task: Row, field: str, who: Who) -> bool:
    now = task[field]
    if not now["unresolved"]:
        return False
    left = [name for name in now["unresolved"] if name in who.unresolved]
    if left == now["unresolved"]:
        return False
    task[field] = {
        **now,
        "units": list(dict.fromkeys([*now["units"], *who.units])),
        "classes": list(dict.fromkeys([*now["classes"], *who.classes])),
        "condition": now["condition"] or who.condition,
        "unresolved": left,
    }
    return True


def handed_over(draft: Draft, word: str, name: str, units: Sequence[str], classes: Sequence[str]) -> tuple[Draft, int]:
    """Return the draft with units and classes in place of an unknown name or a class, and how many tasks changed.

    ``word`` is the name or the key of the class, ``name`` how the doubts quote it: they are answered with it.
    """
    changed = deepcopy(draft)
    count = 0
    for _, task in rows(changed):
        mended = [field for field in ("lead", "partners") if _give(task, field, word, units, classes)]
        changed["doubts"] = [
            doubt
            for doubt in changed["doubts"]
            if doubt["task"] != task["key"] or doubt["field"] not in mended or not doubt["why"].startswith(f"“{name}”")
        ]
        count += bool(mended)
    return changed, count


def _give(task: Row, field: str, word: str, units: Sequence[str], classes: Sequence[str]) -> bool:
    now = task[field]
    if word not in now["unresolved"] and word not in now["classes"]:
        return False
    task[field] = {
        **now,
        "units": list(dict.fromkeys([*now["units"], *units])),
        "classes": list(dict.fromkeys([*(one for one in now["classes"] if one != word), *classes])),
        "unresolved": [one for one in now["unresolved"] if one != word],
    }
    return True
