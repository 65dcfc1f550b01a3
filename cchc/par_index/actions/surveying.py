"""The survey part: questions, sample sizes, forms that came in, and the figures they give."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked, locked_all
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import choose, sort_key, spelling, squeeze
from cchc.par_index.actions import _marking
from cchc.par_index.actions._marking import Mark
from cchc.par_index.models import Answer, Invitation, Round, Sample, Sheet, Survey
from cchc.par_index.queries import schemes
from cchc.par_index.rules import sampling
from cchc.par_index.rules.numbers import number
from cchc.par_index.states import OVER, Figure, Source
from cchc.par_index.types import Node

MOST_FORMS = 200_000
SATISFIED = ["Rất hài lòng", "Hài lòng"]
FIVE = [*SATISFIED, "Bình thường", "Không hài lòng", "Rất không hài lòng"]
"""The five steps of satisfaction; who chose one of the upper two is satisfied (2640/QĐ-BNV, unverified)."""


@dataclass(frozen=True)
class Settings:
    """What is said of a survey: accepted error in percent, fewest valid forms, last day of answers on the platform."""

    title: str
    error: Decimal
    minimum: int
    closes_on: dt.date | None = None


def set_up(round_id: int, said: Settings, *, actor: Actor, now: dt.datetime) -> int:
    """Set up the survey of a round: one question for each leaf that is surveyed; return its number."""
    if not (title := squeeze(said.title)[:300]):
        raise Refusal("Hãy ghi tên khảo sát.", "title")
    if not 0 < said.error <= 50:
        raise Refusal("Sai số phải lớn hơn 0 và không quá 50%.", "error")
    with history.attributed(actor):
        found = locked(Round, round_id)
        if found.stage in OVER:
            raise Refusal(_marking.STALE)
        questions = [_question(place, leaf) for place, leaf in enumerate(_surveyed(found), 1)]
        if not questions:
            raise Refusal("Bộ tiêu chí của đợt này không có tiêu chí điều tra xã hội học.")
        stands = Survey.objects.filter(round=found, closes_on=said.closes_on).exists()
        if said.closes_on and said.closes_on < day_of(now) and not stands:
            raise Refusal(
                "Ngày %(day)s đã qua: không ai trả lời được nữa, hãy xem lại ngày.", "closes_on", day=said.closes_on
            )
        columns: dict[str, Any] = {
            "title": title, "error": said.error, "minimum": said.minimum, "closes_on": said.closes_on,
        }  # fmt: skip
        row, made = Survey.objects.get_or_create(round=found, defaults={**columns, "questions": questions})
        if not made:
            Survey.objects.filter(pk=row.pk).update(**columns)
        count(round_id, actor=actor, now=now)
        return row.pk


def _surveyed(found: Round) -> list[Node]:
    return [leaf for leaf in schemes.read(found.scheme).leaves if leaf.is_survey]


def _question(place: int, leaf: Node) -> dict[str, Any]:
    rule = leaf.rule or {}
    base = {"key": f"c{place}", "code": leaf.code, "title": leaf.title}
    if rule.get("type") == "survey_option_weights":
        # The best first, as on paper: the database keeps no order of weights.
        weights = {str(word): number(weight) for word, weight in rule["weights"].items()}
        return {**base, "options": sorted(weights, key=lambda word: -weights[word])}
    return {**base, "options": FIVE, "satisfied": SATISFIED}


@dataclass(frozen=True)
class Wording:
    """How a question is put, and to which groups; ``sampling.EVERYBODY`` for all of them."""

    title: str
    groups: Sequence[str] = ()


def word(survey_id: int, wordings: Mapping[str, Wording], *, actor: Actor, now: dt.datetime) -> None:
    """Put the questions (by key) in other words or to other groups, until somebody has answered them.

    ``Refusal`` for a group that the sample does not know, once there is a sample by groups.
    """
    with history.attributed(actor):
        survey = _open(survey_id)
        if Answer.objects.filter(survey=survey).exists():
            raise Refusal("Đã có phiếu trả lời: không đổi câu hỏi được nữa.")
        known = set(Sample.objects.filter(survey=survey).values_list("stratum", flat=True))
        for question in survey.questions:
            if (said := wordings.get(question["key"])) is not None:
                question["title"] = squeeze(said.title)[:500] or question["title"]
                question["groups"] = [_group(name, known, question["key"]) for name in said.groups if squeeze(name)]
        survey.save(update_fields=["questions"])


def _open(survey_id: int) -> Survey:
    survey = locked(Survey, survey_id)
    if survey.round.stage in OVER:
        raise Refusal(_marking.STALE)
    return survey


def _group(name: str, known: Collection[str], key: str) -> str:
    if spelling(name) == spelling(sampling.EVERYBODY):
        return sampling.EVERYBODY
    found = choose(name, known)
    if found is None and any(known):
        there = ", ".join(sorted(filter(None, known), key=sort_key))
        raise Refusal(
            "Cỡ mẫu không có nhóm “%(name)s”; các nhóm: %(names)s.",
            f"{key}-nhom",
            name=squeeze(name),
            names=there,
        )
    return found or squeeze(name)[:120]


def plan(survey_id: int, rows: Sequence[tuple[int, str, int]], *, actor: Actor, now: dt.datetime) -> int:
    """Set the sample of each (unit, stratum, population), n = N / (1 + N e²); return how many forms are needed."""
    with history.attributed(actor):
        survey = _open(survey_id)
        units = set(Sheet.objects.filter(round=survey.round_id).values_list("unit_id", flat=True))
        known = {
            (unit_id, spelling(name)): name
            for unit_id, name in Sample.objects.filter(survey=survey).values_list("unit_id", "stratum")
        }
        for unit_id, stratum, population in rows:
            if unit_id not in units:
                raise Refusal("Đơn vị không thuộc đợt chấm này.", "unit")
            name = known.setdefault((unit_id, spelling(stratum)), squeeze(stratum)[:120])
            Sample.objects.update_or_create(
                survey=survey, unit_id=unit_id, stratum=name,
                defaults={"population": population, "quota": sampling.size(population, survey.error)},
            )  # fmt: skip
        return sum(Sample.objects.filter(survey=survey).values_list("quota", flat=True))


def receive(
    survey_id: int, forms: Sequence[tuple[int, str, str, Mapping[str, str]]], *, actor: Actor, now: dt.datetime
) -> tuple[int, int]:
    """Take in forms (unit, number, stratum, choices); return how many are new and how many of them are void.

    A number that is there already is not taken again: the same file may come twice.
    """
    with history.attributed(actor):
        survey = _open(survey_id)
        units = set(Sheet.objects.filter(round=survey.round_id).values_list("unit_id", flat=True))
        known = set(Answer.objects.filter(survey=survey).values_list("form", flat=True))
        if len(known) + len(forms) > MOST_FORMS:
            raise Refusal("Một khảo sát nhận nhiều nhất %(most)s phiếu.", most=MOST_FORMS)
        if any(unit_id not in units for unit_id, *_ in forms):
            raise Refusal("Có phiếu của đơn vị không thuộc đợt chấm này.")
        today = day_of(now)
        rows = [form(survey, *one, today) for one in forms if one[1] not in known]
        Answer.objects.bulk_create(rows, batch_size=2_000)
        count(survey.round_id, actor=actor, now=now)
    return len(rows), sum(1 for row in rows if row.void)


def form(survey: Survey, unit_id: int, number: str, stratum: str, choices: Mapping[str, str], today: dt.date) -> Answer:
    """Return a form that is not kept yet, judged valid or void."""
    return Answer(
        survey=survey, unit_id=unit_id, form=number[:60], stratum=stratum[:120], choices=dict(choices),
        void=sampling.void(choices, survey.questions, stratum)[:200], received_on=today,
    )  # fmt: skip


def count_waiting(*, actor: Actor, now: dt.datetime) -> int:
    """Count the surveys of open rounds to which answers came since they were last counted; return how many."""
    came = dict(Answer.objects.values_list("survey_id").annotate(n=Count("pk")).order_by())
    rows = Survey.objects.exclude(round__stage__in=OVER).values_list("pk", "round_id", "counted")
    waiting = [round_id for pk, round_id, counted in rows if came.get(pk, 0) != counted]
    for round_id in waiting:
        count(round_id, actor=actor, now=now)
    return len(waiting)


def count(round_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Score the surveyed leaves from the valid forms; below the minimum there is no figure. Return how many changed."""
    with history.attributed(actor):
        found = Survey.objects.filter(round=round_id).values_list("pk", flat=True).first()
        if found is None:
            return 0
        survey = locked(Survey, found)
        if survey.round.stage in OVER:  # the last forms came while it was being published
            return 0
        Survey.objects.filter(pk=survey.pk).update(counted=Answer.objects.filter(survey=survey).count())
        # One transaction number for all used codes: row headers do not tell either which code came with which form.
        Invitation.objects.filter(survey=survey, is_used=True).update(is_used=True)
        forms: defaultdict[int, list[Mapping[str, str]]] = defaultdict(list)
        for unit_id, choices in Answer.objects.filter(survey=survey, void="").values_list("unit_id", "choices"):
            forms[unit_id].append(choices)
        changed = 0
        for sheet in locked_all(Sheet.objects.filter(round=round_id)):
            sheet.round = survey.round
            marks = []
            for question in survey.questions:
                given = sampling.given(sampling.counted(forms[sheet.unit_id], question), question, survey.minimum)
                if given is None:
                    _marking.clear(sheet, Figure.APPRAISED, question["code"], "chưa đủ phiếu", actor=actor, now=now)
                else:
                    marks.append(Mark(question["code"], given, source=Source.SURVEY))
            changed += _marking.write(sheet, Figure.APPRAISED, marks, actor=actor, now=now)
    return changed


def tally(survey: Survey) -> dict[int, tuple[int, int]]:
    """Return unit → (valid forms, void forms); 2 queries."""
    rows = Answer.objects.filter(survey=survey).values_list("unit_id")
    valid = dict(rows.filter(void="").annotate(n=Count("pk")).order_by())
    void = dict(rows.exclude(void="").annotate(n=Count("pk")).order_by())
    return {unit: (valid.get(unit, 0), void.get(unit, 0)) for unit in valid.keys() | void.keys()}
