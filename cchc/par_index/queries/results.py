"""Results of a round: ranks, classes, parts, and what became of them since the round before."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cchc.kernel.sealing import Seal
from cchc.organisation import queries as organisation
from cchc.par_index.models import Publication, Round, Sheet
from cchc.par_index.queries import schemes
from cchc.par_index.rules import differences, scoring, sensitivity
from cchc.par_index.rules.sensitivity import Firmness
from cchc.par_index.types import Result, Scheme, settled

STEP = Decimal(1)
"""Index points by which ranks are tried."""


@dataclass(frozen=True)
class Before:
    """A unit's result in the round before; of a unit that was merged into this one, under its own name."""

    name: str
    index: Decimal
    rank: int


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
        """Places won since the round before; nothing for a unit that is new, or made of several."""
        return self.before[0].rank - self.rank if len(self.before) == 1 else None


@dataclass(frozen=True)
class Table:
    """The results by rank; ``previous`` is the round before, ``is_comparable`` whether its scheme counts alike."""

    round: Round
    scheme: Scheme
    lines: tuple[Line, ...]
    previous: "Publication | None"
    is_comparable: bool


def table(found: Round, node: str = "") -> Table:
    """Return the results of a round with its scheme, of the whole or of one row of the tree; 3 queries, however many
    units.
    """
    scheme = schemes.read(found.scheme)
    sheets = list(Sheet.objects.filter(round=found))
    names = organisation.full_names([sheet.unit_id for sheet in sheets], found.last_on)
    results = {sheet.pk: of_sheet(sheet, names.get(sheet.unit_id, ""), node) for sheet in sheets}
    places = scoring.ranks(scheme, list(results.values()))
    everybody = [one.index for one in results.values()]
    previous = before(found)
    earlier = _earlier(previous, node) if previous else {}
    scored = {sheet.unit_id for sheet in sheets}
    lines = [
        Line(
            sheet.pk, sheet.unit_id, one.unit, one, places[one.unit], scoring.class_of(scheme, one.index) or "",
            sheet.self_points, sensitivity.firmness(one.index, everybody, STEP),
            _before(sheet.unit_id, found, earlier, scored),
        )
        for sheet in sheets
        for one in [results[sheet.pk]]
    ]  # fmt: skip
    alike = previous is not None and differences.comparable(previous.round.scheme.content, found.scheme.content)
    ordered = tuple(sorted(lines, key=lambda line: (line.rank, line.name)))
    return Table(found, scheme, ordered, previous, alike)


def of_sheet(sheet: Sheet, name: str, node: str = "") -> Result:
    """Return the stored result of a sheet, of the whole or of one row of the tree."""
    sums = {code: (Decimal(points), Decimal(most)) for code, (points, most) in sheet.sums.items()}
    points, most = sums.get(node, (Decimal(0), Decimal(0))) if node else (sheet.points, sheet.most)
    return Result(name, settled(points), settled(most), (), sums, tuple(sheet.missing))


def before(found: Round) -> Publication | None:
    """Return the newest publication of the round before, by the same unit over the same level; 1 query."""
    rows = Publication.objects.filter(
        round__unit=found.unit_id, round__scheme__level=found.scheme.level, round__last_on__lt=found.last_on
    )
    return rows.select_related("round__scheme").order_by("-round__last_on", "-version").first()


def _earlier(previous: Publication, node: str) -> dict[int, Before]:
    units = content(previous)["units"]
    found = {one["id"]: Before(one["name"], _index(one, node), one["rank"]) for one in units}
    if node:
        ordered = sorted((one.index for one in found.values()), reverse=True)
        found = {key: Before(one.name, one.index, 1 + ordered.index(one.index)) for key, one in found.items()}
    return found


def _index(one: Mapping[str, Any], node: str) -> Decimal:
    if not node:
        return Decimal(one["index"])
    points, most = (Decimal(part) for part in one["nodes"].get(node, ("0", "0")))
    return settled(100 * points / most) if most else Decimal(0)


def _before(unit_id: int, found: Round, earlier: Mapping[int, Before], now: Collection[int]) -> tuple[Before, ...]:
    """Return a unit's own result and those of the units that were merged into it and are scored no more."""
    own = (earlier[unit_id],) if unit_id in earlier else ()
    if not earlier:
        return own
    parts = [int(part.id) for part in organisation.predecessors(unit_id, found.last_on) if part.id is not None]
    return own + tuple(earlier[part] for part in parts if part in earlier and part not in now)


def content(publication: Publication) -> dict[str, Any]:
    """Return what a publication says."""
    loaded: dict[str, Any] = json.loads(publication.content)
    return loaded


def seal_of(publication: Publication) -> Seal | None:
    """Return the seal of a publication; those made before there were seals have none."""
    return Seal(bytes(publication.signature), bytes(publication.sealing_key)) if publication.signature else None


def is_whole(publication: Publication) -> bool:
    """Tell whether the results are still what was hashed, and what was sealed if they were."""
    written, sealed = publication.content.encode(), seal_of(publication)
    kept = hashlib.sha256(written).hexdigest() == publication.sha256
    return kept and (sealed is None or sealed.fits(written))


def newest(round_ids: Sequence[int] | None = None) -> list[Publication]:
    """Return the version in force of every published round, the latest first, without its content; 1 query."""
    rows = Publication.objects.select_related("round__scheme", "round__unit").defer("content", "round__scheme__content")
    if round_ids is not None:
        rows = rows.filter(round__in=round_ids)
    return list(rows.order_by("-round__last_on", "round_id", "-version").distinct("round__last_on", "round_id")[:300])


def versions(found: Round) -> list[Publication]:
    """Return every version of a round's results, the newest first, without their content; 1 query."""
    return list(Publication.objects.filter(round=found).select_related("by").defer("content").order_by("-version"))
