"""Surveyed leaves: the survey of a round knows its questions and units, the index asks for tallies."""

import datetime as dt
from decimal import Decimal

import pytest

from cchc.kernel.events import delivery
from cchc.kernel.history import of, settle
from cchc.kernel.models import Event
from cchc.kernel.refusal import Refusal
from cchc.par_index.actions import publishing, rounds, surveying
from cchc.par_index.models import Change, Round, Score, Sheet, SurveyedLeaf
from cchc.par_index.rules import surveyed as rules
from cchc.par_index.states import Source
from cchc.par_index.tests.test_round import CONTENT, answers, case, finished, opened, sheet, who
from cchc.par_index.types import Given, settled
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import head_of, signed_in, text_of
from cchc.surveys.actions import receiving
from cchc.surveys.models import RatedUnit, Survey
from cchc.surveys.types import Settings

__all__ = ["case"]
LEAF = CONTENT["tree"][-1]  # type: ignore[index]
SETTINGS = Settings("Khảo sát", Decimal(5), 2, dt.date(2019, 6, 25))


def surveyed(found: Round, case: Case) -> Survey:
    return Survey.objects.get(pk=surveying.set_up(found.pk, SETTINGS, **who(case)))


def forms(case: Case, *choices: str) -> list[tuple[int, str, str, dict[str, str]]]:
    return [(case.units["S1"].pk, str(place), "", {"c1": choice}) for place, choice in enumerate(choices)]


def scored(found: Round, case: Case) -> list[Decimal]:
    rows = Score.objects.filter(sheet=sheet(found, case), source=Source.SURVEY)
    return list(rows.values_list("points", flat=True))


def test_questions_units_and_operator_come_from_the_round(case: Case) -> None:
    found = opened(case)
    survey = surveyed(found, case)
    assert survey.questions == [
        {"key": "c1", "code": LEAF["code"], "about": LEAF["title"], "title": LEAF["title"], "options": ["tốt", "kém"]}
    ]
    assert (survey.operator_id, survey.last_on) == (found.unit_id, found.last_on)
    rated = RatedUnit.objects.filter(survey=survey).values_list("unit_id", flat=True)
    assert set(rated) == set(Sheet.objects.filter(round=found).values_list("unit_id", flat=True))
    link = SurveyedLeaf.objects.get(round=found)
    assert (link.code, link.survey_id, link.question, link.satisfied) == (LEAF["code"], survey.pk, "c1", [])
    with pytest.raises(Refusal, match="đã có khảo sát"):
        surveying.set_up(found.pk, SETTINGS, **who(case))


@pytest.mark.parametrize(
    ("rule", "options", "satisfied"),
    [
        ({"type": "survey_option_weights", "weights": {"kém": 0, "tốt": 1, "khá": "0.6"}}, ("tốt", "khá", "kém"), ()),
        ({"type": "ratio"}, rules.FIVE, rules.SATISFIED),
    ],
)
def test_what_a_question_offers_follows_from_the_rule_of_its_leaf(rule: dict, options: tuple, satisfied: tuple) -> None:
    assert rules.options(rule) == (options, satisfied)


def test_a_share_counts_the_satisfied_and_weights_count_all() -> None:
    assert rules.given({"tốt": 3, "kém": 1}, ()) == Given("tốt=3; kém=1")
    assert rules.given({"tốt": 0, "kém": 3}, ["tốt"]) == Given(num="0", den="3")


def test_leaves_are_scored_once_a_survey_has_been_counted(case: Case) -> None:
    found = opened(case)
    survey = surveyed(found, case)
    receiving.receive(survey.pk, forms(case, "tốt"), **who(case))
    deliver()
    assert scored(found, case) == [], "below the minimum there is no figure"
    receiving.receive(survey.pk, forms(case, "tốt", "tốt", "kém"), **who(case))
    deliver()
    assert scored(found, case) == [settled(Decimal(4) * 2 / 3)]
    assert Change.objects.filter(sheet__round=found, code=LEAF["code"]).get().by_name == "Hệ thống"


def deliver() -> None:
    for event in Event.objects.filter(kind__endswith="Counted").order_by("pk"):
        delivery.deliver(event.pk)


def test_what_came_before_the_publication_is_in_it_and_nothing_comes_after(case: Case) -> None:
    found = finished(case)
    answers(case, found)
    assert not Score.objects.filter(sheet__round=found, source=Source.SURVEY).exists(), "not delivered yet"
    publishing.publish(found.pk, head_of(case), **who(case))
    assert Score.objects.filter(sheet__round=found, source=Source.SURVEY).count() == 2
    survey = Survey.objects.get()
    assert survey.state == "closed"
    with pytest.raises(Refusal, match="đã đóng"):
        receiving.receive(survey.pk, forms(case, "kém"), **who(case))
    assert surveying.score(found.pk, **who(case)) == 0
    publishing.correct(found.pk, "Thiếu phiếu", **who(case))
    survey.refresh_from_db()
    assert survey.state == "open"
    assert receiving.receive(survey.pk, forms(case, "kém"), **who(case)) == (1, 0)


def test_a_round_that_is_given_up_gives_its_survey_up(case: Case) -> None:
    found = opened(case)
    survey = surveyed(found, case)
    rounds.cancel(found.pk, "Mở nhầm", **who(case))
    survey.refresh_from_db()
    assert survey.state == "cancelled"


def test_the_address_that_people_know_leads_to_the_survey(case: Case) -> None:
    found = opened(case)
    office, address = signed_in(case, "office"), f"/chi-so/dot/{found.pk}/khao-sat/"
    assert "Mỗi tiêu chí điều tra xã hội học thành một câu hỏi" in text_of(office.get(address))
    assert signed_in(case, "clerk").post(address).status_code == 403
    made = office.post(address)
    survey = Survey.objects.get()
    assert survey.title == "Khảo sát mức độ hài lòng 2019"
    assert made.headers["Location"] == f"/khao-sat/{survey.pk}/" == office.get(address).headers["Location"]
    settle()
    assert [entry.action for entry in of("par_index_surveyedleaf", SurveyedLeaf.objects.get().pk)] == ["insert"]


def test_the_page_of_a_survey_shows_what_came_of_it_in_the_round(case: Case) -> None:
    found = opened(case)
    survey = surveyed(found, case)
    receiving.receive(survey.pk, forms(case, "tốt", "tốt", "kém"), **who(case))
    surveying.score(found.pk, **who(case))
    page = signed_in(case, "office").get(f"/khao-sat/{survey.pk}/")
    assert f'<a href="/chi-so/dot/{found.pk}/">Đợt thử</a>' in page.content.decode()
    assert "2,67" in text_of(page)
    assert "2.67" in text_of(signed_in(case, "office").get(f"/en/khao-sat/{survey.pk}/"))
