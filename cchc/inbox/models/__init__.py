"""What the inbox keeps of its own: who of a unit deals with an item, and secret addresses of calendars."""

from cchc.inbox.models.feeds import Feed
from cchc.inbox.models.handlings import Handling

__all__ = ["Feed", "Handling"]
