"""What people are told of when a document arrives."""

from cchc.documents import events
from cchc.documents.models import Incoming
from cchc.documents.queries.due import due
from cchc.documents.states import IncomingState
from cchc.kernel import clock
from cchc.kernel.events import Skipped
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import Level, News


def arrived(event: events.DocumentArrived) -> None:
    """Tell the officers and the head of the unit that a document is to be dealt with."""
    row = Incoming.objects.get(pk=event.incoming_id)
    if row.state != IncomingState.OPEN:
        raise Skipped("dealt with by now")
    owed = due(row)
    to = (Level.OWNER, Level.HEAD)
    news = News(
        owed.key, "incoming", owed.unit_id, owed.title, owed.path, to, due_on=owed.due_on, note=row.handler,
        matter=owed.key,
    )  # fmt: skip
    tell([news], now=clock.now())
