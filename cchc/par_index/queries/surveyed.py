"""Which surveys score leaves of which rounds, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cchc.par_index.models import Round, Score, SurveyedLeaf
from cchc.par_index.states import Source


@dataclass(frozen=True)
class Surveyed:
    """A round whose leaves a survey scores; unit → key of a question → points of its leaf."""

    round: Round
    points: Mapping[int, Mapping[str, Decimal]]


def surveys(round_id: int) -> list[int]:
    """Return the surveys that score leaves of a round; 1 query."""
    rows = SurveyedLeaf.objects.filter(round=round_id).order_by("survey_id").values_list("survey_id", flat=True)
    return list(rows.distinct())


def rounds(survey_id: int) -> list[int]:
    """Return the rounds with a leaf that a survey scores; 1 query."""
    rows = SurveyedLeaf.objects.filter(survey=survey_id).order_by("round_id").values_list("round_id", flat=True)
    return list(rows.distinct())


def by(survey_id: int) -> Surveyed | None:
    """Return the round that a survey scores, with the points that came of it; 2 queries."""
    links = list(SurveyedLeaf.objects.filter(survey=survey_id).select_related("round__scheme").order_by("round_id"))
    if not links:
        return None
    found = links[-1].round
    keys = {link.code: link.question for link in links if link.round_id == found.pk}
    rows = Score.objects.filter(sheet__round=found, source=Source.SURVEY, code__in=keys)
    points: dict[int, dict[str, Decimal]] = {}
    for unit_id, code, value in rows.values_list("sheet__unit_id", "code", "points"):
        points.setdefault(unit_id, {})[keys[code]] = value
    return Surveyed(found, points)
