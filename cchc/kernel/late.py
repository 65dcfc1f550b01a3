"""What an act is told that comes too late: how the thing stands, and who has made it so where that was another."""

from django.db.models import Model

from cchc.kernel import history
from cchc.kernel.history import Actor, Entry
from cchc.kernel.refusal import Refusal, Sentence, together
from cchc.kernel.zone import ZONE


def too_late(stands: Sentence, model: type[Model], pk: object, actor: Actor) -> Refusal:
    """Return the refusal of an act on a row that has moved on: ``stands`` says how it is now.

    Whoever comes back to a page of their own is not told that somebody else was there.
    """
    latest = history.last_of([(model._meta.db_table, pk)])
    if latest is None or is_own(latest, actor):
        return Refusal(stands)
    who = Sentence("%(who)s ghi lúc %(at)s.", who=latest.actor, at=latest.at.astimezone(ZONE))
    return Refusal(together([stands, who]))


def is_own(entry: Entry, actor: Actor) -> bool:
    """Tell whether the actor wrote the entry; what the platform did is nobody's own."""
    return entry.actor_id is not None and entry.actor_id == actor.user_id
