"""Take in forms that came on paper or from elsewhere, as files bring them."""

import datetime as dt
from collections.abc import Mapping, Sequence

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.surveys.actions import _holding, counting
from cchc.surveys.models import Answer, Survey
from cchc.surveys.rules import sampling

MAX_FORMS = 200_000


def receive(
    survey_id: int, forms: Sequence[tuple[int, str, str, Mapping[str, str]]], *, actor: Actor, now: dt.datetime
) -> tuple[int, int]:
    """Take in forms (unit, number, stratum, choices); return how many are new and how many of them are void.

    A number that is there already is not taken again: the same file may come twice.
    """
    with history.attributed(actor):
        survey = _holding.open_(survey_id)
        units = set(_holding.units(survey))
        known = set(Answer.objects.filter(survey=survey).values_list("form", flat=True))
        if len(known) + len(forms) > MAX_FORMS:
            raise Refusal("Một khảo sát nhận nhiều nhất %(most)s phiếu.", most=MAX_FORMS)
        if any(unit_id not in units for unit_id, *_ in forms):
            raise Refusal("Có phiếu của đơn vị không thuộc khảo sát này.")
        today = day_of(now)
        rows = [form(survey, *one, today) for one in forms if one[1] not in known]
        Answer.objects.bulk_create(rows, batch_size=2_000)
        counting.count(survey.pk, actor=actor, now=now)
    return len(rows), sum(1 for row in rows if row.void)


def form(survey: Survey, unit_id: int, number: str, stratum: str, choices: Mapping[str, str], today: dt.date) -> Answer:
    """Return a form that is not kept yet, judged valid or void."""
    return Answer(
        survey=survey, unit_id=unit_id, form=number[:60], stratum=stratum[:120], choices=dict(choices),
        void=sampling.void(choices, survey.questions, stratum)[:200], received_on=today,
    )  # fmt: skip
