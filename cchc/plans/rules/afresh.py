"""What the reader understood in the light of the frame, understood afresh when the office mends the frame.

A year gives "Quý I" its days, and the day of issue says which units there are. Only what still stands as the reader
left it is read again: what the office chose stays chosen, and is asked about where a code now means another unit.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cchc.organisation.types import Directory
from cchc.plans.rules.draft import Draft, Row, rows
from cchc.plans.rules.reading import doubts, schedules
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.types import Doubt, When, Who, plain


@dataclass(frozen=True)
class Light:
    """The year and the registry by which a plan is understood."""

    year: int | None
    directory: Directory

    @cached_property
    def resolver(self) -> Resolver:
        return Resolver(self.directory)

    def understand(self, name: str, task: Row) -> Who | When:
        """Return what the words of a task's lead, partners or schedule mean."""
        if name == "schedule":
            return schedules.understand(task[name]["text"], self.year)
        lead, partners = self.resolver.bearers(task["lead"]["text"], task["partners"]["text"])
        return lead if name == "lead" else partners

    def doubts(self, code: str, name: str, found: Who | When) -> Iterator[Doubt]:
        """Yield what the reader would ask about it."""
        if isinstance(found, When):
            return doubts.of_schedule(code, found, self.year)
        return doubts.of_who(code, name, found, self.directory)


def afresh(draft: Draft, before: Light, now: Light) -> Draft:
    """Return the draft with leads, partners and schedules as they are to be understood now."""
    changed = deepcopy(draft)
    names = [
        *(("schedule",) if before.year != now.year else ()),
        *(("lead", "partners") if before.directory != now.directory else ()),
    ]
    for _, task in rows(changed):
        for name in names:
            _understand(changed, task, name, before, now)
    return changed


def _understand(draft: Draft, task: Row, name: str, before: Light, now: Light) -> None:
    was: Mapping[str, Any] = task[name]
    if was != plain(before.understand(name, task)):
        if name != "schedule":
            draft["doubts"] += _about_chosen(task, name, before.directory, now.directory)
        return
    found = now.understand(name, task)
    task[name] = plain(found)
    if task[name] != was:
        kept = [one for one in draft["doubts"] if one.get("task") != task["key"] or one["field"] != name]
        asked = ({**plain(doubt), "task": task["key"]} for doubt in now.doubts(task["code"], name, found))
        draft["doubts"] = [*kept, *asked]


def _about_chosen(task: Row, name: str, before: Directory, now: Directory) -> Iterator[dict[str, Any]]:
    """Ask about units that the office chose by the registry of the old day, if they aren't the same on the new one."""
    chosen = [before.unit_by_code[code] for code in task[name]["units"] if code in before.unit_by_code]
    others = [unit.name for unit in chosen if getattr(now.unit_by_code.get(unit.code), "name", "") != unit.name]
    if others:
        why = f"Đã chọn {', '.join(others)} theo danh mục của ngày trước đây: hãy chọn lại theo ngày ban hành."
        yield {**plain(Doubt(task["code"], name, why, blocks=True)), "task": task["key"]}
