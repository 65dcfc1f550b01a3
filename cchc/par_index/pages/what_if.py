"""Cần làm gì để lên loại, lên hạng: what each component could still bring, and the cheapest steps."""

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.models import Score, Sheet
from cchc.par_index.pages import drawings
from cchc.par_index.queries import results
from cchc.par_index.queries import sheet as queries
from cchc.par_index.rules import what_if as rules
from cchc.par_index.rules.numbers import Wrong, number
from cchc.par_index.states import COUNTING
from cchc.par_index.types import Given, Node, Scheme

_MOST_EFFORT = 10**6


@dataclass(frozen=True)
class Line:
    """A leaf that could bring more: what it has, how far full marks are, what the nearest threshold would bring."""

    leaf: Node
    score: Score | None
    missing: Fraction
    nearest: rules.Piece | None
    effort: str
    step: rules.Step | None = None


@permission(access.READ)
def what_if(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Show how far each leaf is from full marks, and the cheapest steps to a class, a rank or an index."""
    found = access.sheet(subject_of(request), sheet_id)
    scheme = queries.scheme_of(found)
    table = results.table(found.round)
    mine = next(line for line in table.lines if line.sheet_id == found.pk)
    counting = _counting(found)
    efforts = {leaf.code: _effort(request, leaf) for leaf in scheme.leaves}
    sets = {
        leaf.code: rules.pieces(leaf, _given(counting.get(leaf.code)), Fraction(1) if effort is None else effort)
        for leaf in scheme.leaves
        for effort in [efforts[leaf.code]]
        if not leaf.is_extra and _applies(counting.get(leaf.code))
    }
    # What others stand at is theirs until it is published.
    sees_all = access.sees_all(subject_of(request), found.round)
    targets = _targets(scheme, table if sees_all else None, mine)
    key = request.GET.get("dich", "")
    chosen = next((one for one in targets if one.key == key), targets[0] if targets else None)
    plan = need = None
    if chosen is not None:
        need = rules.needed(
            scheme, Fraction(mine.result.points), Fraction(mine.result.max), chosen.index, beyond=chosen.beyond
        )
        plan = rules.cheapest({code: found for code, found in sets.items() if efforts[code] is not None}, need)
    steps = {step.code: step for step in plan.steps} if plan else {}
    lines = [
        Line(
            leaf, counting.get(leaf.code), Fraction(leaf.max) - _points(counting.get(leaf.code)),
            next(iter(sets.get(leaf.code, ())), None), request.GET.get(f"cong-{leaf.code}", ""), steps.get(leaf.code),
        )
        for leaf in scheme.leaves
        if not leaf.is_extra and _applies(counting.get(leaf.code))
    ]  # fmt: skip
    context = {
        "sheet": found, "round": found.round, "scheme": scheme, "mine": mine, "targets": targets, "chosen": chosen,
        "plan": plan, "need": need, "units": len(table.lines) if sees_all else 0,
        "radar": drawings.radar(mine, table) if sees_all else None,
        "lines": sorted((line for line in lines if line.missing > 0), key=lambda line: -line.missing),
        "unit": organisation.full_names([found.unit_id], found.round.last_on).get(found.unit_id, ""),
        "is_stated": any(name.startswith("cong-") for name in request.GET),
    }  # fmt: skip
    return render(request, "par_index/pages/what_if.html", context)


@dataclass(frozen=True)
class Target:
    """What is aimed at: an index that must be reached, or passed."""

    key: str
    words: str
    index: Fraction
    beyond: bool


def _targets(scheme: Scheme, table: results.Table | None, mine: results.Line) -> list[Target]:
    """Return the classes and the ranks above, the nearest first; an equal index is reached, not passed."""
    index = mine.result.index
    found = [
        Target(f"loai-{place}", _("Xếp loại %s") % band.name, Fraction(band.cut), not band.inclusive)
        for place, band in enumerate(scheme.bands)
        if band.cut > index or (band.cut == index and not band.inclusive)
    ]
    above = [line for line in table.lines if line.result.index > index] if table else []
    found += [
        Target(f"hang-{line.rank}", _("Vượt %(unit)s, lên hạng %(rank)d") % {"unit": line.name, "rank": line.rank},
               Fraction(line.result.index), True)
        for line in above[-5:]
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.index)


def _counting(found: Sheet) -> dict[str, Score]:
    best: dict[str, Score] = {}
    for row in Score.objects.filter(sheet=found, figure__in=COUNTING):
        known = best.get(row.code)
        if known is None or COUNTING.index(row.figure) < COUNTING.index(known.figure):
            best[row.code] = row
    return best


def _applies(score: Score | None) -> bool:
    return score is None or score.applies


def _given(score: Score | None) -> Given:
    return Given(score.value, score.num, score.den) if score else Given()


def _points(score: Score | None) -> Fraction:
    return Fraction(score.points) if score else Fraction(0)


def _effort(request: HttpRequest, leaf: Node) -> Fraction | None:
    """Return the stated effort; nothing where the unit says that it can't be done.

    Where nothing is stated it is 1, but not of a survey: what people think of a unit is no step that it can plan.
    """
    given = request.GET.get(f"cong-{leaf.code}", "").strip()
    if given == "-" or (leaf.is_survey and not given):
        return None
    try:
        found = number(given) if given else number(1)
    except Wrong:
        return Fraction(1)
    return Fraction(found) if 0 <= found <= _MOST_EFFORT else Fraction(1)
