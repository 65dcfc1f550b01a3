"""Who acts for a unit without working for it."""

import datetime as dt

from cchc.accounts.queries import people
from cchc.organisation import queries as organisation


def standing_in(user_id: int | None, unit_id: int, today: dt.date) -> int | None:
    """Return the unit of a person who acts for another one; nothing for its own people and for the platform."""
    home = getattr(people.contacts([user_id]).get(user_id), "unit_id", None) if user_id is not None else None
    if home is None or home == unit_id or home in organisation.reach(today).get(unit_id, frozenset()):
        return None
    return int(home)
