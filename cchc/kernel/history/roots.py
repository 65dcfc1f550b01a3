"""A day's root: what the chain had come to when the day was sealed, published so that anyone may keep it."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction

from cchc.kernel import clock, sealing
from cchc.kernel.sealing import Seal


@dataclass(frozen=True)
class Root:
    """The hash of entry ``last_seq``, under which everything up to it lies, signed by the installation's key."""

    day: dt.date
    last_seq: int
    root: str
    published_at: dt.datetime
    signature: bytes
    key: bytes

    @property
    def verdict(self) -> sealing.Verdict:
        """What the signature says by the keys of this installation."""
        text = signed_text(self.day, self.last_seq, bytes.fromhex(self.root))
        return sealing.verdict(text, Seal(self.signature, self.key) if self.signature else None)


def signed_text(day: dt.date, last_seq: int, root: bytes) -> bytes:
    """Return the line that is signed."""
    return f"cchc audit root {day.isoformat()} {last_seq} {root.hex()}\n".encode()


def seal(day: dt.date, now: dt.datetime) -> Root | None:
    """Publish the root of ``day``; ``None`` if that was done before. It covers what was committed until ``now``."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM kernel_audithead FOR UPDATE")
        seq, head = cursor.fetchone() or (0, bytes(32))
        made = sealing.seal(signed_text(day, seq, bytes(head)))
        cursor.execute(
            "INSERT INTO kernel_auditroot (day, last_seq, root, published_at, signature, sealing_key)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (day) DO NOTHING",
            [day, seq, head, now, made.signature, made.key],
        )
        return Root(day, seq, bytes(head).hex(), now, made.signature, made.key) if cursor.rowcount else None


def seal_yesterday() -> None:
    """Seal the day before today; a day on which no worker was awake has no root, and the next one covers it."""
    now = clock.now()
    seal(clock.day_of(now) - dt.timedelta(days=1), now)


def latest() -> Root | None:
    """Return the newest root."""
    return next(iter(page(limit=1)), None)


def page(*, before: dt.date | None = None, limit: int = 100) -> list[Root]:
    """Return roots of days under ``before``, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT day, last_seq, encode(root, 'hex'), published_at, signature, sealing_key FROM kernel_auditroot"
            " WHERE %s::date IS NULL OR day < %s ORDER BY day DESC LIMIT %s",
            [before, before, limit],
        )
        return [
            Root(day, seq, root, at, bytes(signature), bytes(key))
            for day, seq, root, at, signature, key in cursor.fetchall()
        ]
