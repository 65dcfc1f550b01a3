"""Enter many documents written elsewhere, each into the register of its unit: what a year on paper has left."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Max

from cchc.documents.actions.issuing import Elsewhere
from cchc.documents.models import Outgoing, Series
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal

_Key = tuple[int, int, str]  # unit, year, type


def enter_all(given: Sequence[tuple[int, Elsewhere]], *, actor: Actor, now: dt.datetime) -> list[str]:
    """Enter documents, at most one a unit, and return their numbers in the same order, as they are written.

    Five statements however many. Numbers run in the order of the days (Điều 15 Nghị định 30/2020): ``Refusal`` for a
    day before that of the last number of its register, and for one to come.
    """
    keys = [(unit_id, one.issued_on.year, one.kind) for unit_id, one in given]
    if len(set(keys)) < len(keys):
        raise ValueError("two documents of one register: enter one after the other")
    if any(one.issued_on > day_of(now) for _unit, one in given):
        raise Refusal("Ngày ban hành ở tương lai: số chỉ được cấp khi đã ký.", "issued_on")
    with history.attributed(actor):
        series = _held(keys)
        _require_order(keys, given)
        rows = []
        for key, (unit_id, one) in zip(keys, given, strict=True):
            series[key].last += 1
            rows.append(_row(unit_id, one, series[key].last, actor, now))
        Series.objects.bulk_update(series.values(), ["last"])
        return [str(row) for row in Outgoing.objects.bulk_create(rows)]


def _held(keys: Sequence[_Key]) -> Mapping[_Key, Series]:
    """Return the series, made where they are missing, locked until the transaction ends."""
    missing = [Series(unit_id=unit_id, year=year, kind=kind) for unit_id, year, kind in keys]
    Series.objects.bulk_create(missing, ignore_conflicts=True)
    rows = Series.objects.filter(unit_id__in={unit_id for unit_id, _year, _kind in keys}).select_for_update()
    found = {(row.unit_id, row.year, row.kind): row for row in rows.order_by("pk")}
    return {key: found[key] for key in keys}


def _require_order(keys: Sequence[_Key], given: Sequence[tuple[int, Elsewhere]]) -> None:
    rows = Outgoing.objects.filter(unit_id__in={unit_id for unit_id, _one in given})
    last = {tuple(key): day for *key, day in rows.values_list("unit_id", "year", "kind").annotate(Max("issued_on"))}
    for key, (_unit, one) in zip(keys, given, strict=True):
        if one.issued_on < last.get(key, one.issued_on):
            raise Refusal(
                "Văn bản ngày %(day)s đến sau số đã cấp cho ngày %(last)s: vào sổ từng văn bản, kèm lý do.",
                "issued_on", day=one.issued_on, last=last[key],
            )  # fmt: skip


def _row(unit_id: int, one: Elsewhere, number: int, actor: Actor, now: dt.datetime) -> Outgoing:
    return Outgoing(
        unit_id=unit_id, year=one.issued_on.year, kind=one.kind, number=number, symbol=one.symbol,
        issued_on=one.issued_on, title=one.title, signer=one.signer, recipients=one.recipients, copies=one.copies,
        note=one.note, issued_by_id=actor.user_id, issued_at=now, is_demo=actor.invents,
    )  # fmt: skip
