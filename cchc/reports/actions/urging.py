"""Ask units for reports that are overdue."""

import datetime as dt
from collections.abc import Collection

from cchc.kernel import history
from cchc.kernel.clock import ZONE
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.reports.events import ReportsUrged
from cchc.reports.models import Urging
from cchc.reports.queries import content, sending, structure


def urge(kind: str, year: int, receiver_ids: Collection[int], *, actor: Actor, now: dt.datetime) -> tuple[int, ...]:
    """Urge every unit below ``receiver_ids`` whose report is overdue, once a day each; return those urged."""
    term = content.term(kind, year)
    if term is None:
        raise Refusal("Không có kỳ báo cáo này.")
    today = now.astimezone(ZONE).date()
    units = [one for one in structure.reporting(term).values() if one.receiver_id in receiver_ids]
    with history.attributed(actor):
        late = [line for line in sending.lines(term, units, today) if line.is_overdue]
        fresh = [line for line in late if not line.urged_at or line.urged_at.astimezone(ZONE).date() < today]
        if not fresh:
            raise Refusal("Không có đơn vị nào trễ mà hôm nay chưa được đôn đốc.")
        asked = tuple(line.unit.unit_id for line in fresh)
        Urging.objects.bulk_create(
            Urging(unit_id=unit_id, kind=kind, year=year, at=now, by_id=actor.user_id) for unit_id in asked
        )
        publish(ReportsUrged(year, kind, asked))
    return asked
