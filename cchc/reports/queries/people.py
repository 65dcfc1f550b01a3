"""Who may be given a section: the people of the unit who write its reports."""

import datetime as dt

from cchc.accounts import queries as accounts


def writers(unit_id: int, day: dt.date) -> list[tuple[int, str]]:
    """Return number and name of the active people of a unit; 1 query."""
    return accounts.people_of_unit(unit_id)
