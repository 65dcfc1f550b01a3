"""Set a survey up, word its questions, plan its samples, close it and open it again."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import choose, sort_key, spelling, squeeze
from cchc.surveys.actions import _counting, _holding, counting
from cchc.surveys.models import Answer, RatedUnit, Sample, Survey
from cchc.surveys.rules import sampling
from cchc.surveys.states import SURVEY_MOVES, SurveyState
from cchc.surveys.types import Draft, Question, Settings, Wording


def set_up(draft: Draft, settings: Settings, *, actor: Actor, now: dt.datetime) -> int:
    """Set up a survey as ``draft`` has it; return its number.

    Each question gets a key of its own, c1, c2 …; until it is worded its words are those of what it is about.
    """
    columns = _columns(settings)
    if not draft.questions:
        raise Refusal("Khảo sát phải có ít nhất một câu hỏi.")
    with history.attributed(actor):
        _ahead(settings.closes_on, now)
        survey = Survey.objects.create(
            operator_id=draft.operator_id, last_on=draft.last_on, **columns,
            questions=[_question(place, one) for place, one in enumerate(draft.questions, 1)],
        )  # fmt: skip
        RatedUnit.objects.bulk_create(RatedUnit(survey=survey, unit_id=unit_id) for unit_id in draft.unit_ids)
        return survey.pk


def change(survey_id: int, settings: Settings, *, actor: Actor, now: dt.datetime) -> None:
    """Change what is said of an open survey, and count it by that; a closing day that it had may have passed."""
    columns = _columns(settings)
    with history.attributed(actor):
        survey = _holding.open_(survey_id)
        if settings.closes_on != survey.closes_on:
            _ahead(settings.closes_on, now)
        Survey.objects.filter(pk=survey.pk).update(**columns)
        counting.count(survey.pk, actor=actor, now=now)


def _columns(settings: Settings) -> dict[str, Any]:
    if not (title := squeeze(settings.title)[:300]):
        raise Refusal("Hãy ghi tên khảo sát.", "title")
    if not 0 < settings.error <= 50:
        raise Refusal("Sai số phải lớn hơn 0 và không quá 50%.", "error")
    return {
        "title": title, "error": settings.error, "minimum": settings.minimum, "closes_on": settings.closes_on,
    }  # fmt: skip


def _ahead(day: dt.date | None, now: dt.datetime) -> None:
    if day and day < day_of(now):
        raise Refusal("Ngày %(day)s đã qua: không ai trả lời được nữa, hãy xem lại ngày.", "closes_on", day=day)


def _question(place: int, one: Question) -> dict[str, Any]:
    return {
        "key": f"c{place}", "code": one.code, "about": one.about, "title": one.about, "options": list(one.options),
    }  # fmt: skip


def word(survey_id: int, wordings: Mapping[str, Wording], *, actor: Actor, now: dt.datetime) -> None:
    """Put the questions (by key) in other words or to other groups, until somebody has answered them.

    ``Refusal`` for a group that the sample does not know, once there is a sample by groups.
    """
    with history.attributed(actor):
        survey = _holding.open_(survey_id)
        if Answer.objects.filter(survey=survey).exists():
            raise Refusal("Đã có phiếu trả lời: không đổi câu hỏi được nữa.")
        known = set(Sample.objects.filter(survey=survey).values_list("stratum", flat=True))
        for question in survey.questions:
            if (said := wordings.get(question["key"])) is not None:
                question["title"] = squeeze(said.title)[:500] or question["title"]
                question["groups"] = [_group(name, known, question["key"]) for name in said.groups if squeeze(name)]
        survey.save(update_fields=["questions"])


def _group(name: str, known: Collection[str], key: str) -> str:
    if spelling(name) == spelling(sampling.EVERYBODY):
        return sampling.EVERYBODY
    group = choose(name, known)
    if group is None and any(known):
        there = ", ".join(sorted(filter(None, known), key=sort_key))
        raise Refusal(
            "Cỡ mẫu không có nhóm “%(name)s”; các nhóm: %(names)s.",
            f"{key}-nhom",
            name=squeeze(name),
            names=there,
        )
    return group or squeeze(name)[:120]


def plan(survey_id: int, rows: Sequence[tuple[int, str, int]], *, actor: Actor, now: dt.datetime) -> int:
    """Set the sample of each (unit, stratum, population), n = N / (1 + N e²); return how many forms are needed."""
    with history.attributed(actor):
        survey = _holding.open_(survey_id)
        units = _holding.units(survey)
        known = {
            (unit_id, spelling(name)): name
            for unit_id, name in Sample.objects.filter(survey=survey).values_list("unit_id", "stratum")
        }
        for unit_id, stratum, population in rows:
            if unit_id not in units:
                raise Refusal("Đơn vị không thuộc khảo sát này.", "unit")
            name = known.setdefault((unit_id, spelling(stratum)), squeeze(stratum)[:120])
            Sample.objects.update_or_create(
                survey=survey, unit_id=unit_id, stratum=name,
                defaults={"population": population, "quota": sampling.size(population, survey.error)},
            )  # fmt: skip
        return sum(Sample.objects.filter(survey=survey).values_list("quota", flat=True))


def close(survey_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Close a survey: its result is used, and no form comes in any more."""
    _move(survey_id, SurveyState.CLOSED, actor)


def cancel(survey_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Give an open survey up; the forms that came stay to be read."""
    _move(survey_id, SurveyState.CANCELLED, actor)


def reopen(survey_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Open a closed survey again: its result is corrected."""
    _move(survey_id, SurveyState.OPEN, actor)


def _move(survey_id: int, to: SurveyState, actor: Actor) -> None:
    with history.attributed(actor):
        survey = locked(Survey, survey_id)
        if not SURVEY_MOVES.allows(survey.state, to):
            raise Refusal(_holding.OVER)
        if survey.state == SurveyState.OPEN:  # what is over is not counted any more: the last codes would lead to forms
            _counting.write(survey)
        Survey.objects.filter(pk=survey.pk).update(state=to)
