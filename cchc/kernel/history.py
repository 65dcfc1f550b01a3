"""Who changed what: the actor of a transaction, written into every audit entry by the database's triggers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True)
class Actor:
    """Whoever causes a change: a person or token (``user_id``) or the platform itself, and where it came from."""

    user_id: int | None
    label: str
    source: str


PLATFORM = Actor(None, "Hệ thống", "")


@contextmanager
def attributed(actor: Actor) -> Iterator[None]:
    """Open a transaction whose changes are ``actor``'s."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('cchc.actor_id', %s, true), set_config('cchc.actor', %s, true),"
                " set_config('cchc.source', %s, true)",
                [str(actor.user_id or ""), actor.label, actor.source],
            )
        yield
