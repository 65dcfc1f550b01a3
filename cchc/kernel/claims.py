"""A POST sent twice is done once: its key is claimed in the transaction of the work, its answer kept for a day.

A second one with the same key waits for the first, then gets its answer; if the first failed, nothing was done and
nothing is kept, so the second does the work. The API's keys come from clients, a form's from the page (``ui.once``).
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

KEPT = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Kept:
    """What a key was claimed for, and the answer; ``status`` is ``None`` until it is known."""

    digest: bytes
    status: int | None
    content_type: str
    body: bytes


def claim(owner: str, key: str, digest: bytes, now: dt.datetime) -> int | Kept:
    """Claim ``key`` in this transaction and return the claim's number, or what stands under it already.

    1 query, 2 where it stands; what is older than a day stands no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotency AS old (owner, key, digest, content_type, body, at)"
            " VALUES (%s, %s, %s, '', '', %s) ON CONFLICT (owner, key) DO UPDATE SET digest = excluded.digest,"
            " status = NULL, content_type = '', body = '', at = excluded.at WHERE old.at < %s RETURNING id",
            [owner, key, digest, now, now - KEPT],
        )
        mine = cursor.fetchone()
    return int(mine[0]) if mine else claimed(owner, key)


def claimed(owner: str, key: str) -> Kept:
    """Return what stands under ``key``; 1 query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT digest, status, content_type, body FROM kernel_idempotency WHERE owner = %s AND key = %s",
            [owner, key],
        )
        digest, status, content_type, body = cursor.fetchone()
    return Kept(bytes(digest), status, content_type, bytes(body))


def keep(number: int, status: int, content_type: str, body: bytes) -> None:
    """Keep the answer to what was claimed under ``number``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_idempotency SET status = %s, content_type = %s, body = %s WHERE id = %s",
            [status, content_type, body, number],
        )
