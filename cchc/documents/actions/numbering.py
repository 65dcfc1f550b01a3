"""Numbers without gaps or doubles: one series for each unit, year and type."""

import datetime as dt
from typing import Any

from django.db import transaction

from cchc.documents.models import Incoming, Outgoing, Series
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import squeeze

ARRIVALS = "đến"
"""The series of incoming documents, beside those of the types."""


def out_of_order(unit_id: int, day: dt.date, kind: str, today: dt.date) -> Sentence | None:
    """Return why a number for ``day`` would not follow the days: whoever gives it must mean it and say why.

    Numbers run from the first to the last day of a year in the order of the days of issue (Điều 15 Nghị định
    30/2020; arrivals: Điều 22). Of ``today``'s year, on or after the day of the last number, nothing is out of order.
    """
    if day.year != today.year:
        return Sentence("Ngày này thuộc sổ năm %(year)s, không phải sổ năm nay.", year=day.year)
    rows: Any = Incoming if kind == ARRIVALS else Outgoing
    name = "arrived_on" if kind == ARRIVALS else "issued_on"
    found = rows.objects.filter(unit_id=unit_id, year=day.year, **({} if kind == ARRIVALS else {"kind": kind}))
    last = found.order_by(f"-{name}", "-number").values_list("number", name).first()
    if last is None or last[1] <= day:
        return None
    return Sentence("Số %(number)s đã cấp cho ngày %(last)s, sau ngày này.", number=last[0], last=last[1])


def meant(unit_id: int, day: dt.date, kind: str, today: dt.date, reason: str) -> str:
    """Return why the number is given out of order, as it is kept; nothing for one in order.

    ``Refusal`` at ``order_reason`` while it is out of order and nobody has said why.
    """
    why = out_of_order(unit_id, day, kind, today)
    if why is None:
        return ""
    if not (said := squeeze(reason)):
        raise Refusal(
            "%(why)s Nếu vẫn ghi, hãy nêu lý do (ví dụ: số chừa, vào sổ bổ sung); lý do được lưu cùng văn bản.",
            "order_reason", why=why,
        )  # fmt: skip
    return said[:300]


def next_number(unit_id: int, day: dt.date, kind: str) -> int:
    """Take the next number inside the caller's transaction.

    The row of the series stays locked until the transaction ends, so that two who ask at once come one after the
    other, and what is rolled back leaves its number to the next.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a number is taken in the transaction that uses it")
    series = hold(unit_id, day, kind)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def hold(unit_id: int, day: dt.date, kind: str) -> Series:
    """Return the series, locked until the caller's transaction ends: whoever else asks for its next number waits."""
    Series.objects.get_or_create(unit_id=unit_id, year=day.year, kind=kind)
    return Series.objects.select_for_update().get(unit_id=unit_id, year=day.year, kind=kind)
