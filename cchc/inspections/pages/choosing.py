"""Which units a person inspects for, and which lie below them."""

from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.organisation import queries as organisation

WRITE = "inspection.write"
_MOST = 400


def inspecting(subject: Subject) -> list[tuple[int, str]]:
    """Return the units for which the person inspects and that have units below, their own scope first."""
    today, scope = clock.today(), subject.scope(WRITE)
    reach = organisation.reach(today)
    root = organisation.root_id(today)
    ids = [unit for unit, below in reach.items() if unit in scope and set(below) - {unit}]
    names = organisation.full_names(ids, today)
    return sorted(names.items(), key=lambda one: (one[0] != root, one[1]))[:_MOST]


def below(unit_ids: list[int]) -> list[tuple[int, str]]:
    """Return the units below any of ``unit_ids``."""
    today = clock.today()
    reach = organisation.reach(today)
    found = {unit for one in unit_ids for unit in reach.get(one, ()) if unit != one}
    return [(unit, name) for unit, name in organisation.choices(today) if unit in found]


def within(unit_id: int) -> list[tuple[int, str]]:
    """Return a unit and everything below it."""
    today = clock.today()
    found = organisation.reach(today).get(unit_id, frozenset()) | {unit_id}
    return [(unit, name) for unit, name in organisation.choices(today) if unit in found]
