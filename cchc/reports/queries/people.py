"""Who may be given a section: the people of the unit who write its reports."""

from cchc.accounts.queries import people as accounts


def writers(unit_id: int) -> list[tuple[int, str]]:
    """Return number and name of the active people of a unit; 1 query."""
    return accounts.of_unit(unit_id)
