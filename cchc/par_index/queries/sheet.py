"""A unit's sheet as it is read: the tree with each figure beside the others."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cchc.organisation import queries as organisation
from cchc.par_index.models import Body, Change, Evidence, Score, Sheet
from cchc.par_index.queries import schemes
from cchc.par_index.states import COUNTING, Figure
from cchc.par_index.types import Node, Scheme

APPRAISED = (Figure.COUNCIL, Figure.RECHECKED, Figure.SECOND, Figure.APPRAISED)


@dataclass(frozen=True)
class Row:
    """One row of the tree: for a leaf its three figures, for the others their sums."""

    node: Node
    own: Score | None = None
    explained: Score | None = None
    appraised: Score | None = None
    points: Decimal | None = None
    most: Decimal | None = None
    proofs: int = 0
    body: str = ""

    @property
    def is_leaf(self) -> bool:
        return self.node.rule is not None

    @property
    def is_lowered(self) -> bool:
        return self.own is not None and self.appraised is not None and self.appraised.points < self.own.points


def of_round(round_id: int) -> list[Sheet]:
    """Return the sheets of a round with it and its scheme, in the order of the registry on its opening; 1 query."""
    return list(Sheet.objects.filter(round=round_id).select_related("round__scheme").order_by("pk"))


def rows(found: Sheet) -> list[Row]:
    """Return every row of a sheet in the order of its scheme; 3 queries."""
    scheme = schemes.read(found.round.scheme)
    figures: defaultdict[str, dict[str, Score]] = defaultdict(dict)
    for score in Score.objects.filter(sheet=found):
        figures[score.code][score.figure] = score
    proofs: defaultdict[str, int] = defaultdict(int)
    for code in Evidence.objects.filter(sheet=found).values_list("code", flat=True):
        proofs[code] += 1
    bodies = body_names(found)
    return [_row(found, node, figures[node.code], proofs[node.code], bodies) for node in scheme.nodes.values()]


def _row(found: Sheet, node: Node, figures: Mapping[str, Score], proofs: int, bodies: Mapping[str, str]) -> Row:
    points, most = found.sums.get(node.code, ("0", "0"))
    return Row(
        node,
        own=figures.get(Figure.SELF),
        explained=figures.get(Figure.EXPLAINED),
        appraised=next((figures[one] for one in APPRAISED if one in figures), None),
        points=Decimal(points),
        most=Decimal(most),
        proofs=proofs,
        body=bodies.get(node.code, ""),
    )


def body_names(found: Sheet) -> dict[str, str]:
    """Return leaf → the body that appraises it; 1 query."""
    owners = dict(Body.objects.filter(round=found.round_id).values_list("code", "unit_id"))
    names = organisation.names(set(owners.values()), found.round.last_on)
    return {code: names.get(unit, "") for code, unit in owners.items()}


def figures(found: Sheet, code: str) -> list[Score]:
    """Return the figures of a leaf in the order in which they are made; 1 query."""
    order = list(Figure.values)
    return sorted(
        Score.objects.filter(sheet=found, code=code).select_related("by"), key=lambda one: order.index(one.figure)
    )


def rows_of(sheet_id: int, code: str) -> list[tuple[str, int]]:
    """Return the rows whose trail tells who wrote the figures of a leaf; 1 query."""
    rows = Score.objects.filter(sheet=sheet_id, code=code).values_list("pk", flat=True)
    return [(Score._meta.db_table, pk) for pk in rows]


def counting(rows: list[Score]) -> Score | None:
    """Return which of a leaf's figures counts."""
    by_figure = {row.figure: row for row in rows}
    return next((by_figure[one] for one in COUNTING if one in by_figure), None)


def changes(found: Sheet, code: str) -> list[Change]:
    """Return the history of a leaf, the latest first; 1 query."""
    return list(Change.objects.filter(sheet=found, code__in=["", code]).order_by("-at", "-pk")[:200])


def proofs(found: Sheet, code: str) -> list[Evidence]:
    """Return the evidence of a leaf without the files; 1 query."""
    return list(Evidence.objects.filter(sheet=found, code=code).order_by("pk"))


def scheme_of(found: Sheet) -> Scheme:
    """Return the engine's scheme of a sheet's round."""
    return schemes.read(found.round.scheme)
