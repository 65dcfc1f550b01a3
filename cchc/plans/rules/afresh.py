"""What the reader understood in the light of the frame, understood afresh when the office mends the frame.

A year gives "Quý I" its days, and the day of issue says which units there are. Only what still stands as the reader
left it is read again: what the office chose stays chosen, and is asked about where a code now means another unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from cchc.organisation.types import Directory
from cchc.plans.rules.draft import Doubt, Draft, Task, each_task
from cchc.plans.rules.reading import doubts, schedules
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.types import When, Who


@dataclass(frozen=True)
class Light:
    """The year and the registry by which a plan is understood."""

    year: int | None
    directory: Directory

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.directory)

    def schedule(self, task: Task) -> When:
        """Return what the words of a task's schedule mean."""
        return schedules.understand(task.schedule.text, self.year)

    def bearers(self, task: Task) -> tuple[Who, Who]:
        """Return what the words of a task's lead and partners mean."""
        return self.resolver.bearers(task.lead.text, task.partners.text)


def afresh(draft: Draft, before: Light, now: Light) -> Draft:
    """Return the draft with leads, partners and schedules as they are to be understood now."""
    changed = draft
    if before.year != now.year:
        changed = _with(changed, [_timed(task, before, now) for task in changed.tasks])
    if before.directory != now.directory:
        changed = _with(changed, [_borne(task, before, now) for task in changed.tasks])
    return changed


@dataclass(frozen=True)
class _Afresh:
    """A task as it is understood now: ``fields`` are asked anew, as ``asked`` says; the rest is asked besides."""

    task: Task
    fields: frozenset[str] = frozenset()
    asked: tuple[Doubt, ...] = ()


def _with(draft: Draft, understood: list[_Afresh]) -> Draft:
    tasks = {one.task.key: one for one in understood}
    kept = [one for one in draft.doubts if one.task not in tasks or one.field not in tasks[one.task].fields]
    asked = [replace(doubt, task=one.task.key) for one in understood for doubt in one.asked]
    return replace(each_task(draft, lambda task: tasks[task.key].task), doubts=(*kept, *asked))


def _timed(task: Task, before: Light, now: Light) -> _Afresh:
    found = now.schedule(task)
    if task.schedule != before.schedule(task) or task.schedule == found:
        return _Afresh(task)
    asked = tuple(doubts.of_schedule(task.code, found, now.year))
    return _Afresh(replace(task, schedule=found), frozenset({"schedule"}), asked)


def _borne(task: Task, before: Light, now: Light) -> _Afresh:
    whos, fields, asked = [task.lead, task.partners], set(), list[Doubt]()
    sides = zip(("lead", "partners"), before.bearers(task), now.bearers(task), strict=True)
    for place, (name, was, found) in enumerate(sides):
        if whos[place] != was:
            asked += _about_chosen(task.code, name, whos[place], before.directory, now.directory)
        elif was != found:
            whos[place] = found
            fields.add(name)
            asked += doubts.of_who(task.code, name, found, now.directory)
    return _Afresh(replace(task, lead=whos[0], partners=whos[1]), frozenset(fields), tuple(asked))


def _about_chosen(code: str, name: str, who: Who, before: Directory, now: Directory) -> Iterator[Doubt]:
    """Ask about units that the office chose by the registry of the old day, if they aren't the same on the new one."""
    chosen = [before.unit_by_code[one] for one in who.units if one in before.unit_by_code]
    others = [unit.name for unit in chosen if getattr(now.unit_by_code.get(unit.code), "name", "") != unit.name]
    if others:
        why = f"Đã chọn {', '.join(others)} theo danh mục của ngày trước đây: hãy chọn lại theo ngày ban hành."
        yield Doubt(code, name, why, blocks=True)
