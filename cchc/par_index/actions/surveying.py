"""Surveyed leaves: have people asked about the units of a round, and score the leaves from what they answered."""

import datetime as dt

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked, locked_all
from cchc.kernel.refusal import Refusal
from cchc.par_index.actions import _marking
from cchc.par_index.actions._marking import Mark
from cchc.par_index.models import Round, Sheet, SurveyedLeaf
from cchc.par_index.queries import schemes, surveyed
from cchc.par_index.rules.surveyed import given, options
from cchc.par_index.states import OVER, Figure, Source
from cchc.surveys.actions import running
from cchc.surveys.queries import tallies
from cchc.surveys.types import Draft, Question, Settings


def set_up(round_id: int, settings: Settings, *, actor: Actor, now: dt.datetime) -> int:
    """Set up the survey of a round, one question for each leaf that is surveyed; return the number of the survey.

    ``Refusal`` for a round that is over, has its survey, or surveys no leaf.
    """
    with history.attributed(actor):
        found = locked(Round, round_id)
        if found.stage in OVER:
            raise Refusal(_marking.STALE)
        if SurveyedLeaf.objects.filter(round=found).exists():
            raise Refusal("Đợt chấm này đã có khảo sát.")
        leaves = [leaf for leaf in schemes.read(found.scheme).leaves if leaf.is_survey]
        if not leaves:
            raise Refusal("Bộ tiêu chí của đợt này không có tiêu chí điều tra xã hội học.")
        answers = [options(leaf.rule or {}) for leaf in leaves]
        draft = Draft(
            operator_id=found.unit_id, last_on=found.last_on,
            unit_ids=list(Sheet.objects.filter(round=found).order_by("pk").values_list("unit_id", flat=True)),
            questions=[
                Question(leaf.code, leaf.title, offered) for leaf, (offered, _) in zip(leaves, answers, strict=True)
            ],
        )  # fmt: skip
        survey_id = running.set_up(draft, settings, actor=actor, now=now)
        SurveyedLeaf.objects.bulk_create(
            SurveyedLeaf(round=found, code=leaf.code, survey_id=survey_id, question=f"c{place}", satisfied=satisfied)
            for place, (leaf, (_, satisfied)) in enumerate(zip(leaves, answers, strict=True), 1)
        )
        return survey_id


def score(round_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Score the surveyed leaves of an open round from the tallies; return how many figures changed.

    Where too few people answered there is no figure.
    """
    with history.attributed(actor):
        found = locked(Round, round_id)
        if found.stage in OVER:  # the last forms came while it was being published
            return 0
        links = list(SurveyedLeaf.objects.filter(round=found).order_by("pk"))
        counted = {survey_id: tallies.of(survey_id) for survey_id in {link.survey_id for link in links}}
        changed = 0
        for sheet in locked_all(Sheet.objects.filter(round=found)) if links else []:
            sheet.round = found
            marks = []
            for link in links:
                counts = counted[link.survey_id].get(sheet.unit_id, {}).get(link.question)
                if counts is None:
                    _marking.clear(sheet, Figure.APPRAISED, link.code, "chưa đủ phiếu", actor=actor, now=now)
                else:
                    marks.append(Mark(link.code, given(counts, link.satisfied), source=Source.SURVEY))
            changed += _marking.write(sheet, Figure.APPRAISED, marks, actor=actor, now=now)
    return changed


def close(round_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Close the surveys of a round that is being published, and score it by all that people answered."""
    for survey_id in surveyed.surveys(round_id):
        running.close(survey_id, actor=actor, now=now)
    score(round_id, actor=actor, now=now)


def cancel(round_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Give the surveys of a round up with it."""
    for survey_id in surveyed.surveys(round_id):
        running.cancel(survey_id, actor=actor, now=now)


def reopen(round_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Open the surveys of a round again, whose result is corrected."""
    for survey_id in surveyed.surveys(round_id):
        running.reopen(survey_id, actor=actor, now=now)
