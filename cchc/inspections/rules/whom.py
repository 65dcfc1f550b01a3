"""Who inspects whom.

A unit inspects what lies below it. A department that leads the inspections of its people's committee inspects whatever
lies below the committee, though nothing of it lies below the department: plan 272/KH-UBND, tasks 8.a and 8.b (Sở Nội vụ
leads, over departments, districts and communes); Decree 24/2014/NĐ-CP, article 4. The committee itself, and the
department itself, are inspected from outside.
"""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

Reach = Mapping[int, AbstractSet[int]]


def inspected_by(unit: int, reach: Reach, leads: Mapping[int, int]) -> frozenset[int]:
    """Return the units that ``unit`` inspects.

    ``reach`` is what a role over each unit covers, the unit included; ``leads`` is department → its committee, for the
    departments that lead inspections.
    """
    own = frozenset(reach.get(unit, ()))
    if unit not in leads:
        return own - {unit}
    return (own | frozenset(reach.get(leads[unit], ()))) - {unit, leads[unit]}


def in_the_name_of(unit: int, leads: Mapping[int, int]) -> frozenset[int]:
    """Return the units whose inspections a visit by ``unit`` is: its own, and of the committee that it leads for."""
    return frozenset({unit, leads.get(unit, unit)})


def senders(units: Collection[int], leads: Mapping[int, int]) -> frozenset[int]:
    """Return the units whose visits count for ``units``: their own, and those of the departments that lead for them."""
    return frozenset(units) | {lead for lead, above in leads.items() if above in units}
