"""Mark documents of a demonstration as such."""

import datetime as dt
from collections.abc import Sequence

from cchc.documents.actions.issuing import Elsewhere
from cchc.documents.models import Outgoing, Series


def mark(about: str) -> None:
    """Say of the documents issued about a record that they are invented; in the caller's transaction."""
    Outgoing.objects.filter(about=about).update(is_demo=True)


def enter_all(given: Sequence[tuple[int, Elsewhere]], *, now: dt.datetime) -> list[str]:
    """Enter invented documents, one a unit, and return their numbers in the same order; in the caller's transaction.

    Four queries however many: a province has more communes than the first start has patience for one after another.
    """
    keys = [(unit_id, one.issued_on.year, one.kind) for unit_id, one in given]
    missing = [Series(unit_id=unit_id, year=year, kind=kind) for unit_id, year, kind in keys]
    Series.objects.bulk_create(missing, ignore_conflicts=True)
    of_units = Series.objects.filter(unit_id__in=[unit_id for unit_id, _one in given]).select_for_update()
    series = {(row.unit_id, row.year, row.kind): row for row in of_units.order_by("pk")}
    rows = []
    for key, (unit_id, one) in zip(keys, given, strict=True):
        series[key].last += 1
        rows.append(_invented(unit_id, one, series[key].last, now))
    Series.objects.bulk_update([series[key] for key in keys], ["last"])
    return [str(row) for row in Outgoing.objects.bulk_create(rows)]


def _invented(unit_id: int, one: Elsewhere, number: int, now: dt.datetime) -> Outgoing:
    return Outgoing(
        unit_id=unit_id, year=one.issued_on.year, kind=one.kind, number=number, symbol=one.symbol,
        issued_on=one.issued_on, title=one.title, signer=one.signer, order_reason=one.order_reason, issued_at=now,
        is_demo=True,
    )  # fmt: skip
