"""Who may be secretary of a unit's meetings: its own people, and those of the office that works for it."""

import datetime as dt

from cchc.accounts.queries import people
from cchc.accounts.types import Role
from cchc.documents.types import Signature
from cchc.meetings.models import Meeting

_POST = "THƯ KÝ"


def secretaries(unit_id: int, day: dt.date) -> list[tuple[int, str]]:
    """Return number and name of those of the unit, then of the office over it; a query for each of these units and 2.

    The standing body of a province's committee is Sở Nội vụ, so that its people hold the pen there.
    """
    offices = [user for held in people.holders([Role.OFFICE], day, [unit_id]).values() for user in held]
    homes = {one.unit_id for one in people.contacts(offices).values() if one.unit_id} - {unit_id}
    return [one for unit in (unit_id, *sorted(homes)) for one in people.of_unit(unit)]


def signature(meeting: Meeting) -> Signature:
    """Return how the brief is signed: by the secretary, or without a post where nobody was named; 1 query."""
    name = people.names([meeting.secretary_id]).get(meeting.secretary_id, "") if meeting.secretary_id else ""
    return Signature((), _POST if name else "", name)
