"""What a corrected document does to the work already given: nothing that was reported is lost.

- a unit that still leads keeps its assignment, even one that the office has cancelled
- a unit that leads again gets back the one it had
- a unit that no longer leads loses an assignment it hasn't begun; one with reports stays, and the office is told
- of a task that is gone, what is done stays and the rest is cancelled
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """An assignment of the task, as far as its fate depends on it."""

    id: int
    unit_id: int
    is_reported: bool = False
    is_done: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True)
class Fate:
    """What becomes of a task's assignments, by their numbers; ``added`` are units that get a new one."""

    stays: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    kept_though_not_leading: tuple[int, ...] = ()


def fate(held: Iterable[Held], before: Collection[int], after: Collection[int]) -> Fate:
    """Return the fate of a task whose lead units were ``before`` and are ``after`` (units by number)."""
    by_unit = {one.unit_id: one for one in held}
    again = [by_unit[unit] for unit in after if unit in by_unit]
    gone = [one for one in by_unit.values() if one.unit_id not in after and not one.is_cancelled]
    reopened = [one for one in again if one.is_cancelled and one.unit_id not in before]
    return Fate(
        stays=tuple(one.id for one in again if one not in reopened),
        added=tuple(unit for unit in after if unit not in by_unit),
        reopened=tuple(one.id for one in reopened),
        cancelled=tuple(one.id for one in gone if not (one.is_reported or one.is_done)),
        kept_though_not_leading=tuple(one.id for one in gone if one.is_reported or one.is_done),
    )


def fate_of_vanished(held: Iterable[Held]) -> Fate:
    """Return the fate of the work on a task that the corrected document no longer has."""
    open_now = [one for one in held if not one.is_cancelled]
    return Fate(
        stays=tuple(one.id for one in open_now if one.is_done),
        cancelled=tuple(one.id for one in open_now if not one.is_done),
    )
