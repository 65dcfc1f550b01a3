"""Numbers without gaps or doubles: one series for each unit, year and type."""

import datetime as dt

from django.db import transaction

from cchc.documents.models import Series

ARRIVALS = "đến"
"""The series of incoming documents, beside those of the types."""


def next_number(unit_id: int, day: dt.date, kind: str) -> int:
    """Take the next number inside the caller's transaction.

    The row of the series stays locked until the transaction ends, so that two who ask at once come one after the
    other, and what is rolled back leaves its number to the next.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken in the transaction that uses it")
    Series.objects.get_or_create(unit_id=unit_id, year=day.year, kind=kind)
    series = Series.objects.select_for_update().get(unit_id=unit_id, year=day.year, kind=kind)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
