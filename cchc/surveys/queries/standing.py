"""How a survey stands: forms wanted and come, unit by unit and group by group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from cchc.kernel.refusal import Sentence
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.surveys.models import Answer, Invitation, RatedUnit, Sample, Survey
from cchc.surveys.rules import sampling
from cchc.surveys.types import Purpose, Result


@dataclass(frozen=True)
class Line:
    """One unit: forms wanted, valid and void; what came of each question where the survey is used, in their order."""

    unit_id: int
    name: str
    population: int
    quota: int
    valid: int
    void: int
    results: Sequence[Result | None]
    is_enough: bool

    @property
    def is_short_of_quota(self) -> bool:
        return self.valid < self.quota


def of_number(survey_id: int) -> Survey:
    """Return a survey; 1 query."""
    return Survey.objects.get(pk=survey_id)


def names(survey: Survey) -> Mapping[int, str]:
    """Return unit → full name, as of the last day that the survey asks about; 2 queries."""
    return organisation.full_names(
        RatedUnit.objects.filter(survey=survey).values_list("unit_id", flat=True), survey.last_on
    )


def codes(survey: Survey) -> int:
    """Return how many codes were given out; 1 query."""
    return Invitation.objects.filter(survey=survey).count()


def lines(survey: Survey, called: Mapping[int, str], purpose: Purpose) -> list[Line]:
    """Return a line for each unit of ``called`` (unit → name), by name; 2 queries."""
    planned = {
        row["unit_id"]: (row["people"], row["needed"])
        for row in Sample.objects.filter(survey=survey)
        .values("unit_id")
        .annotate(people=Sum("population"), needed=Sum("quota"))
    }
    came = {
        row["unit_id"]: (row["valid"], row["bad"])
        for row in Answer.objects.filter(survey=survey)
        .values("unit_id")
        .annotate(valid=Count("pk", filter=Q(void="")), bad=Count("pk", filter=~Q(void="")))
    }
    keys = [question["key"] for question in survey.questions]
    made = [
        Line(
            unit, name, *planned.get(unit, (0, 0)), *came.get(unit, (0, 0)),
            [purpose.results.get(unit, {}).get(key) for key in keys],
            came.get(unit, (0, 0))[0] >= survey.minimum,
        )
        for unit, name in called.items()
    ]  # fmt: skip
    return sorted(made, key=lambda line: sort_key(line.name))


@dataclass(frozen=True)
class Stratum:
    """One stratum of a unit's sample: who there is, how many forms are wanted, and how many valid ones came."""

    name: str
    stratum: str
    population: int
    quota: int
    valid: int


def groups(survey: Survey) -> list[str]:
    """Return the groups of a survey's sample, in Vietnamese order; 1 query."""
    rows = Sample.objects.filter(survey=survey).exclude(stratum="").values_list("stratum", flat=True).distinct()
    return sorted(rows.order_by(), key=sort_key)


def strata(survey: Survey, names: Mapping[int, str]) -> list[Stratum]:
    """Return the strata of every unit that has any, at most 1,000; 2 queries."""
    came = {
        (row["unit_id"], row["stratum"]): row["n"]
        for row in Answer.objects.filter(survey=survey, void="")
        .exclude(stratum="")
        .values("unit_id", "stratum")
        .annotate(n=Count("pk"))
    }
    rows = Sample.objects.filter(survey=survey).exclude(stratum="").order_by("unit_id", "stratum")[:1_000]
    strata = [
        Stratum(names.get(row.unit_id, ""), row.stratum, row.population, row.quota,
                came.get((row.unit_id, row.stratum), 0))
        for row in rows
    ]  # fmt: skip
    return sorted(strata, key=lambda one: (sort_key(one.name), sort_key(one.stratum)))


def total(rows: Sequence[Line]) -> tuple[int, int, int]:
    """Return forms wanted, valid and void."""
    return sum(row.quota for row in rows), sum(row.valid for row in rows), sum(row.void for row in rows)


def unready(survey: Survey) -> list[Sentence]:
    """Return a few words for each question that can't be put to people yet, by its criterion."""
    sentences = []
    for code, lacks_words, lacks_group in sampling.unready(survey.questions):
        words = ((Sentence("lời câu hỏi"), lacks_words), (Sentence("nhóm"), lacks_group))
        lacking = [word for word, lacks in words if lacks]
        sentences.append(Sentence("tiêu chí %(code)s chưa có %(what)s", code=code, what=lacking))
    return sentences
