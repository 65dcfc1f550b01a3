"""A district's published results as one figure above it: the mean of its units' indices."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.organisation import queries as organisation
from cchc.par_index.models import Round, Sheet
from cchc.par_index.rules.numbers import rounded
from cchc.par_index.states import Stage
from cchc.ui import display

HUNDREDTHS = 100


@dataclass(frozen=True)
class Scored:
    """A unit's published result, for the list behind the mean."""

    sheet_id: int
    name: str
    index: Decimal
    last_on: dt.date

    @property
    def shown(self) -> str:
        return display.number(rounded(self.index, 2, "half_up"), 2)


def _published(unit_ids: Collection[int], period: Period) -> dict[int, Round]:
    """Return operator → its last round that was published and whose days end in the period."""
    rows = Round.objects.filter(
        unit_id__in=unit_ids, stage=Stage.PUBLISHED, last_on__gte=period.start, last_on__lt=period.end
    )
    return {row.unit_id: row for row in rows.order_by("last_on", "pk")}


def measure(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return operator → (sum of indices in hundredths, a hundred times the number of units); 2 queries."""
    rounds = {row.pk: unit for unit, row in _published(unit_ids, period).items()}
    found: dict[int, Fraction] = dict.fromkeys(unit_ids, (0, 0))
    for sheet in Sheet.objects.filter(round__in=rounds).only("round_id", "points", "most"):
        unit = rounds[sheet.round_id]
        total, count = found[unit]
        found[unit] = total + int(rounded(_index(sheet) * HUNDREDTHS, 0, "half_up")), count + HUNDREDTHS
    return found


def _index(sheet: Sheet) -> Decimal:
    return 100 * sheet.points / sheet.most if sheet.most else Decimal(0)


def records(unit_id: int, period: Period, part: Part) -> Sequence[Scored]:
    """Return the units behind the mean, the best first."""
    found = _published([unit_id], period).get(unit_id)
    if found is None:
        return []
    sheets = list(Sheet.objects.filter(round=found))
    names = organisation.full_names([sheet.unit_id for sheet in sheets], found.last_on)
    rows = [Scored(sheet.pk, names.get(sheet.unit_id, ""), _index(sheet), found.last_on) for sheet in sheets]
    return sorted(rows, key=lambda row: (-row.index, row.name))
