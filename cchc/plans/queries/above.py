"""Who stands above a unit."""

import datetime as dt

from cchc.organisation import queries as organisation


def parent_id(unit_id: int, day: dt.date) -> int | None:
    """Return the unit right above on ``day``, by the registry; ``None`` at the top and for what is not in it."""
    reach = organisation.reach(day)
    over = [other for other, below in reach.items() if other != unit_id and unit_id in below]
    return min(over, key=lambda other: len(reach[other]), default=None)
