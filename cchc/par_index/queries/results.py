"""Results of a round: ranks, classes, parts, and what became of them since the round before."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from cchc.kernel import sealing
from cchc.kernel.sealing import Seal, Verdict
from cchc.kernel.statements import statement
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.par_index.models import Publication, Round, Sheet
from cchc.par_index.queries import schemes
from cchc.par_index.rules import differences, scoring, sensitivity
from cchc.par_index.rules.sensitivity import Firmness
from cchc.par_index.types import Result, Scheme, settled

STEP = Decimal(1)
"""Index points by which ranks are tried."""
MOST_BEFORE = 40
"""Rounds of others that are looked at; a province never had more districts."""


@dataclass(frozen=True)
class Before:
    """A unit's result in the round before; of a unit that was merged into this one, under its own name.

    ``operator`` names who ran that round if it was another unit: then the rank is one among other units than now.
    """

    name: str
    index: Decimal
    rank: int
    operator: str = ""


@dataclass(frozen=True)
class Line:
    """A unit's place in the table."""

    sheet_id: int
    unit_id: int
    name: str
    result: Result
    rank: int
    band: str
    self_points: Decimal
    firm: Firmness
    before: tuple[Before, ...] = ()

    @property
    def rise(self) -> int | None:
        """Places won since the round before; nothing for a unit that is new, made of several, or ranked elsewhere."""
        if len(self.before) != 1 or self.before[0].operator:
            return None
        return self.before[0].rank - self.rank


@dataclass(frozen=True)
class Table:
    """The results by rank; ``previous`` are the rounds before, ``is_comparable`` whether their schemes count alike.

    One round before is the usual case. There are several where others scored these units then: communes whose
    districts are no more.
    """

    round: Round
    scheme: Scheme
    lines: tuple[Line, ...]
    previous: tuple[Publication, ...]
    is_comparable: bool


def table(found: Round, node: str = "") -> Table:
    """Return the results of a round with its scheme, of the whole or of one row of the tree; 3 queries, however many
    units.
    """
    scheme = schemes.read(found.scheme)
    sheets = list(Sheet.objects.filter(round=found))
    names = organisation.full_names([sheet.unit_id for sheet in sheets], found.last_on)
    results = {sheet.pk: of_sheet(sheet, names.get(sheet.unit_id, ""), node) for sheet in sheets}
    places = scoring.ranks(scheme, results)
    everybody = [one.index for one in results.values()]
    scored = {sheet.unit_id for sheet in sheets}
    merged = _merged(scored, found.last_on)
    previous = before(found, {*scored, *(part for parts in merged.values() for part in parts)})
    earlier = _earlier(found, previous, node)
    lines = [
        Line(
            sheet.pk, sheet.unit_id, one.unit, one, places[sheet.pk], scoring.class_of(scheme, one.index) or "",
            sheet.self_points, sensitivity.firmness(one.index, everybody, STEP),
            tuple(earlier[one] for one in (sheet.unit_id, *merged[sheet.unit_id]) if one in earlier),
        )
        for sheet in sheets
        for one in [results[sheet.pk]]
    ]  # fmt: skip
    alike = all(differences.comparable(one.round.scheme.content, found.scheme.content) for one in previous)
    ordered = tuple(sorted(lines, key=lambda line: (line.rank, sort_key(line.name))))
    return Table(found, scheme, ordered, previous, alike)


def of_sheet(sheet: Sheet, name: str, node: str = "") -> Result:
    """Return the stored result of a sheet, of the whole or of one row of the tree."""
    sums = {code: (Decimal(points), Decimal(most)) for code, (points, most) in sheet.sums.items()}
    points, most = sums.get(node, (Decimal(0), Decimal(0))) if node else (sheet.points, sheet.most)
    return Result(name, settled(points), settled(most), (), sums, tuple(sheet.missing))


def _merged(unit_ids: Collection[int], day: dt.date) -> dict[int, list[int]]:
    """Return unit → the units that were merged into it and are scored no more."""
    made = organisation.origins(unit_ids, day)
    return {unit: [part for part in parts if part not in unit_ids] for unit, parts in made.items()}


def before(found: Round, unit_ids: Collection[int]) -> tuple[Publication, ...]:
    """Return the newest publication of the round before, by the same unit over the same level; 1 query.

    If it never ran one: of the last rounds in which others scored any of ``unit_ids``, one for each; 2 queries.
    """
    own = _own_before(found.scheme.level, found.last_on, found.unit_id)
    return tuple(own or _elsewhere_before(found.scheme.level, found.last_on, list(unit_ids)))


@statement
def _own_before(level: str, day: dt.date, unit_id: int) -> QuerySet[Publication]:
    rows = _published_before(level, day).filter(round__unit_id=unit_id)
    return rows.order_by("-round__last_on", "-version")[:1]


@statement
def _elsewhere_before(level: str, day: dt.date, unit_ids: Collection[int]) -> QuerySet[Publication]:
    rounds = Sheet.objects.filter(unit_id__among=unit_ids).values("round")
    rows = _published_before(level, day).filter(round__in=rounds)
    return rows.order_by("round__unit", "-round__last_on", "-version").distinct("round__unit")[:MOST_BEFORE]


def _published_before(level: str, day: dt.date) -> QuerySet[Publication]:
    rows = Publication.objects.filter(round__scheme__level=level, round__last_on__lt=day)
    return rows.select_related("round__scheme")


def _earlier(found: Round, previous: Collection[Publication], node: str) -> dict[int, Before]:
    made: dict[int, Before] = {}
    for one in previous:
        other = one.round.unit_id if one.round.unit_id != found.unit_id else None
        operator = organisation.full_names([other], one.round.last_on).get(other, "") if other else ""
        made |= _standing(content(one)["units"], operator, node)
    return made


def _standing(units: Collection[Mapping[str, Any]], operator: str, node: str) -> dict[int, Before]:
    found = {one["id"]: Before(one["name"], _index(one, node), one["rank"], operator) for one in units}
    if node:
        ordered = sorted((one.index for one in found.values()), reverse=True)
        found = {key: replace(one, rank=1 + ordered.index(one.index)) for key, one in found.items()}
    return found


def _index(one: Mapping[str, Any], node: str) -> Decimal:
    if not node:
        return Decimal(one["index"])
    points, most = (Decimal(part) for part in one["nodes"].get(node, ("0", "0")))
    return settled(100 * points / most) if most else Decimal(0)


def content(publication: Publication) -> dict[str, Any]:
    """Return what a publication says."""
    loaded: dict[str, Any] = json.loads(publication.content)
    return loaded


def seal_of(publication: Publication) -> Seal | None:
    """Return the seal that lies beside a publication, whoever made it; ``verdict`` says what it is worth."""
    return Seal(bytes(publication.signature), bytes(publication.sealing_key)) if publication.signature else None


def verdict(publication: Publication) -> Verdict:
    """Tell whether the results are what this installation sealed, by its own keys and by their own hash.

    A publication without a seal is never whole: whoever writes to the database can take a seal away.
    """
    written = publication.content.encode()
    said = sealing.verdict(written, seal_of(publication))
    kept = hashlib.sha256(written).hexdigest() == publication.sha256
    return Verdict.ALTERED if said == Verdict.WHOLE and not kept else said


def newest(round_ids: Sequence[int] | None = None) -> list[Publication]:
    """Return the version in force of every published round, the latest first, without its content; 1 query."""
    rows = Publication.objects.select_related("round__scheme", "round__unit").defer("content", "round__scheme__content")
    if round_ids is not None:
        rows = rows.filter(round__in=round_ids)
    return list(rows.order_by("-round__last_on", "round_id", "-version").distinct("round__last_on", "round_id")[:300])


def versions(found: Round) -> list[Publication]:
    """Return every version of a round's results, the newest first, without their content; 1 query."""
    return list(Publication.objects.filter(round=found).select_related("by").defer("content").order_by("-version"))
