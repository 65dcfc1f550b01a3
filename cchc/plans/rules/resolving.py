"""Unknown names looked up once more after the registry has learnt them, or given to whom the office chooses."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cchc.plans.rules.draft import Doubt, Draft, Task, each_task, unasked
from cchc.plans.types import Who


def resolved_again(draft: Draft, understand: Callable[[str, str], tuple[Who, Who]]) -> tuple[Draft, int]:
    """Return the draft with what ``understand`` now makes of names that were unknown, and how many tasks changed.

    It is asked with the document's words for lead and partners, since the one cell may name the other's units.
    Only a lead or list with an unknown name is read again: what the office chose stays chosen, and is added to.
    """

    def looked_up(task: Task) -> Task:
        if not (task.lead.unresolved or task.partners.unresolved):
            return task
        lead, partners = understand(task.lead.text, task.partners.text)
        return replace(task, lead=_learnt(task.lead, lead), partners=_learnt(task.partners, partners))

    return _answered(draft, each_task(draft, looked_up), lambda doubt: True)


def _learnt(now: Who, who: Who) -> Who:
    left = tuple(name for name in now.unresolved if name in who.unresolved)
    if left == now.unresolved:
        return now
    return replace(
        now,
        units=tuple(dict.fromkeys([*now.units, *who.units])),
        classes=tuple(dict.fromkeys([*now.classes, *who.classes])),
        condition=now.condition or who.condition,
        unresolved=left,
    )


def handed_over(draft: Draft, word: str, name: str, units: Sequence[str], classes: Sequence[str]) -> tuple[Draft, int]:
    """Return the draft with units and classes in place of an unknown name or a class, and how many tasks changed.

    ``word`` is the name or the key of the class, ``name`` how the doubts quote it: they are answered with it.
    """

    def given(who: Who) -> Who:
        if word not in who.unresolved and word not in who.classes:
            return who
        return replace(
            who,
            units=tuple(dict.fromkeys([*who.units, *units])),
            classes=tuple(dict.fromkeys([*(one for one in who.classes if one != word), *classes])),
            unresolved=tuple(one for one in who.unresolved if one != word),
        )

    changed = each_task(draft, lambda task: replace(task, lead=given(task.lead), partners=given(task.partners)))
    return _answered(draft, changed, lambda doubt: doubt.why.startswith(f"“{name}”"))


def _answered(draft: Draft, changed: Draft, is_answered: Callable[[Doubt], bool]) -> tuple[Draft, int]:
    """Return the changed draft without the doubts that its new bearers answer, and how many tasks changed."""
    mended = {
        (task.key, field)
        for before, task in zip(draft.tasks, changed.tasks, strict=True)
        for field in ("lead", "partners")
        if getattr(task, field) != getattr(before, field)
    }
    left = unasked(changed, lambda doubt: (doubt.task or "", doubt.field) in mended and is_answered(doubt))
    return left, len({key for key, _field in mended})
