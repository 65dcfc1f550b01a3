"""Published rounds of several operators seen from above: each as one figure, and all their units in one ranking."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.par_index.models import Round, Sheet
from cchc.par_index.queries import results, schemes
from cchc.par_index.rules import scoring
from cchc.par_index.rules.numbers import rounded
from cchc.par_index.states import Stage
from cchc.par_index.types import Result
from cchc.par_index.types import Scheme as Read
from cchc.ui import reader

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
        return reader.number(rounded(self.index, 2, "half_up"), 2)


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
    return sorted(rows, key=lambda row: (-row.index, sort_key(row.name)))


@dataclass(frozen=True)
class Below:
    """One operator's round: how its units stand."""

    round: Round
    operator: str
    count: int
    mean: Decimal
    best: Decimal
    worst: Decimal
    bands: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Place:
    """A unit's place among the units of all operators; ``rank`` is nothing where their schemes count differently."""

    sheet_id: int
    name: str
    operator: str
    index: Decimal
    band: str
    rank: int | None
    own_rank: int


@dataclass(frozen=True)
class Overview:
    """Rounds of a year over units of one level; ``scheme`` tells how figures are shown."""

    below: tuple[Below, ...] = ()
    places: tuple[Place, ...] = ()
    is_comparable: bool = True
    scheme: Read | None = None


def years(level: str) -> list[int]:
    """Return the years with a published round over units of a level, the newest first; 1 query."""
    rows = Round.objects.filter(stage=Stage.PUBLISHED, scheme__level=level)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def over(year: int, level: str) -> Overview:
    """Return the last published round of every operator in a year, and one ranking of all their units.

    Schemes within one framework give the same points for the same rows, so their indices stand in one ranking; others
    are shown without a rank. 2 queries and one for each day that names are asked for.
    """
    rows = Round.objects.filter(stage=Stage.PUBLISHED, year=year, scheme__level=level).select_related("scheme")
    last = {row.unit_id: row for row in rows.order_by("last_on", "pk")}
    if not last:
        return Overview()
    rounds = {row.pk: row for row in last.values()}
    read = {pk: schemes.read(row.scheme) for pk, row in rounds.items()}
    found: dict[int, list[tuple[Sheet, Result]]] = {}
    sheets = list(Sheet.objects.filter(round__in=rounds).order_by("pk"))
    named = _names(rounds, sheets)
    for sheet in sheets:
        name = named[sheet.round_id].get(sheet.unit_id, "")
        found.setdefault(sheet.round_id, []).append((sheet, results.of_sheet(sheet, name)))
    alike = len({row.scheme.framework_id or row.scheme_id for row in rounds.values()}) == 1
    scheme = next(iter(read.values()))
    everybody = {sheet.pk: one for rows in found.values() for sheet, one in rows}
    overall = scoring.ranks(scheme, everybody) if alike else {}
    below, places = [], []
    for pk, rows_ in found.items():
        operator = named[pk].get(rounds[pk].unit_id, "")
        below.append(_below(rounds[pk], operator, [one for _, one in rows_], read[pk]))
        own = scoring.ranks(read[pk], {sheet.pk: one for sheet, one in rows_})
        places += [
            Place(sheet.pk, one.unit, operator, one.index, scoring.class_of(read[pk], one.index) or "",
                  overall.get(sheet.pk), own[sheet.pk])
            for sheet, one in rows_
        ]  # fmt: skip
    places.sort(key=lambda one: (-one.index, sort_key(one.name), sort_key(one.operator)))
    return Overview(
        tuple(sorted(below, key=lambda one: (-one.mean, sort_key(one.operator)))), tuple(places), alike, scheme
    )


def _names(rounds: Mapping[int, Round], sheets: Sequence[Sheet]) -> dict[int, Mapping[int, str]]:
    """Return round → unit → name as it was on the last day of the round."""
    days: dict[dt.date, set[int]] = {}
    for row in rounds.values():
        days.setdefault(row.last_on, set()).add(row.unit_id)
    for sheet in sheets:
        days[rounds[sheet.round_id].last_on].add(sheet.unit_id)
    by_day = {day: organisation.full_names(units, day) for day, units in days.items()}
    return {pk: by_day[row.last_on] for pk, row in rounds.items()}


def _below(found: Round, operator: str, rows: Sequence[Result], scheme: Read) -> Below:
    indices = [one.index for one in rows]
    classes = [scoring.class_of(scheme, one) for one in indices]
    return Below(
        found, operator, len(rows), sum(indices, Decimal(0)) / len(rows), max(indices), min(indices),
        tuple((band.name, classes.count(band.name)) for band in scheme.bands if band.name in classes),
    )  # fmt: skip
