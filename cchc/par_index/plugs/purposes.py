"""What the survey of a round is for, as its page shows: the round, and the points that came of it."""

from django.urls import reverse
from django.utils.translation import get_language

from cchc.kernel import writing
from cchc.par_index.queries import schemes, surveyed
from cchc.par_index.rules.numbers import rounded
from cchc.surveys.queries import purposes
from cchc.surveys.types import Purpose, Result


def _purpose(survey_id: int) -> Purpose | None:
    found = surveyed.by(survey_id)
    if found is None:
        return None
    scheme = schemes.read(found.round.scheme)
    language = get_language() or "vi"
    results = {
        unit_id: {
            key: Result(points, writing.number(rounded(points, scheme.places, scheme.mode), scheme.places, language))
            for key, points in by_key.items()
        }
        for unit_id, by_key in found.points.items()
    }
    return Purpose(found.round.title, reverse("par_index:round", args=[found.round.pk]), results)


purposes.register(_purpose)
