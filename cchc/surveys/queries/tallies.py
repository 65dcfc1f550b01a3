"""What people answered, counted: the one thing that whoever uses a survey asks for."""

from collections import defaultdict
from collections.abc import Mapping

from cchc.surveys.models import Answer, Survey
from cchc.surveys.rules import sampling
from cchc.surveys.types import Tallies


def of(survey_id: int) -> Tallies:
    """Return unit → key of a question → option → valid forms; below the minimum of forms nothing. 2 queries."""
    survey = Survey.objects.get(pk=survey_id)
    forms: defaultdict[int, list[Mapping[str, str]]] = defaultdict(list)
    for unit_id, choices in Answer.objects.filter(survey=survey, void="").values_list("unit_id", "choices"):
        forms[unit_id].append(choices)
    return {unit_id: sampling.tally(came, survey.questions, survey.minimum) for unit_id, came in forms.items()}
