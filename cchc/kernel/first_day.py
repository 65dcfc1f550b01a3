"""The day on which an installation began, from which it can know what was owed and what was done."""

import datetime as dt

from django.db import connection

_KEY = "kernel.begun"


def note(day: dt.date) -> None:
    """Keep the day of a database's first start; one that is kept already stays."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO kernel_seed VALUES (%s, %s) ON CONFLICT DO NOTHING", [_KEY, day.isoformat()])


def known() -> dt.date | None:
    """Return the day; nothing in a demonstration, or where no start was noted. 1 query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version::date FROM kernel_seed WHERE key = %s", [_KEY])
        row = cursor.fetchone()
    return row[0] if row else None
