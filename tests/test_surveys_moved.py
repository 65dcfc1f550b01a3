"""Surveys leave the index and come back: every row as it was, and what their round told of them is their own."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.accounts.models import ComposedRole
from cchc.kernel import history
from cchc.kernel.history import auditing, coverage, entries, sentences
from cchc.par_index.actions import publishing, rounds, surveying
from cchc.par_index.models import Round, SurveyedLeaf
from cchc.surveys.actions import answering, counting, running
from cchc.surveys.models import RatedUnit, Survey
from cchc.surveys.rules import sampling
from cchc.surveys.types import Wording
from tests.concurrency.stories.of_the_index import DAYS, SETTINGS, council
from tests.concurrency.world import City, city

BEFORE = [("surveys", None), ("par_index", "0008_moves")]
TABLES = ["par_index_survey", "par_index_sample", "par_index_invitation", "par_index_answer"]
OF_THE_ROUND = ["round_id", "operator_id", "state", "last_on", "questions"]
"""What a survey knew by its round, or knows by itself."""
pytestmark = pytest.mark.django_db(transaction=True)


def migrated(targets: list[Any]) -> None:
    """Bring the schema there; the trail follows, as after every upgrade."""
    MigrationExecutor(connection).migrate(targets)
    coverage.install()


@pytest.fixture
def newest() -> Iterator[list[Any]]:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield leaves
    migrated(leaves)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> City:
    """A round that is published, one that is given up, and one whose survey people answer with codes."""
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    town = city()
    number = council(town)
    publishing.publish(number, town.heads["P"], **town.by())
    scheme_id = Round.objects.get(pk=number).scheme_id
    for place in (1, 2):
        days = replace(DAYS, first=DAYS.first - dt.timedelta(days=place))
        number = rounds.open_(scheme_id, f"Đợt {place}", days, **town.by())
        survey = surveying.set_up(number, SETTINGS, **town.by())
        if place == 1:
            rounds.cancel(number, "Mở nhầm", **town.by())
    running.word(survey, {"c1": Wording("Ông, bà có hài lòng?", [sampling.EVERYBODY])}, **town.by())
    running.plan(survey, [(town.unit("S1"), "", 40)], **town.by())
    for _unit, _stratum, code in answering.invite(survey, 2, **town.by())[:3]:
        answering.answer(code, {"c1": "tốt"}, **town.by())
    counting.count_waiting(**town.by())
    return town


def rows() -> dict[str, list[Any]]:
    """Return what every row says beside what it had of its round; of codes and forms also what wrote it."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            written = ", xmin::text" if table in TABLES[2:] else ""
            cursor.execute(f"SELECT to_jsonb(t) - %s::text[] {written} FROM {table} t ORDER BY id", [OF_THE_ROUND])
            found[table] = cursor.fetchall()
    return found


def known() -> list[list[Any]]:
    """Return what surveys know by themselves, and what the index knows of them."""
    return [
        list(Survey.objects.order_by("pk").values_list("pk", "operator_id", "state", "last_on", "questions")),
        sorted(RatedUnit.objects.values_list("survey_id", "unit_id")),
        sorted(SurveyedLeaf.objects.values_list("round_id", "code", "survey_id", "question", "satisfied")),
    ]


def test_every_row_goes_there_and_back(newest: list[Any], town: City) -> None:
    said, knew = rows(), known()
    assert [state for _pk, _unit, state, *_rest in knew[0]] == ["closed", "cancelled", "open"]
    assert all(said.values())
    of = {survey: number for number, _code, survey, *_rest in knew[2]}

    migrated(BEFORE)
    assert rows() == said
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, round_id, questions::text FROM par_index_survey")
        before = cursor.fetchall()
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'par_index_survey'::regclass")
        assert ("par_index_survey_closed",) in cursor.fetchall()
    assert {pk: number for pk, number, _questions in before} == of
    assert not any("about" in questions for _pk, _number, questions in before)
    assert auditing.audit(guarded=False).findings == ()
    with history.attributed(history.PLATFORM):
        ComposedRole.objects.create(
            code="to", base="office", name="Tổ chấm", words=["index.run"], decided=["index.read", "index.run"]
        )

    migrated(newest)
    assert rows() == said, "no code and no form is written anew"
    assert known() == knew
    assert auditing.audit().findings == ()
    role = ComposedRole.objects.get(code="to")
    assert role.words == ["index.run", "survey.run"]
    assert role.decided == ["index.read", "index.run", "survey.read", "survey.run"]


def test_what_the_log_told_of_surveys_of_the_index_it_tells_still(newest: list[Any], town: City) -> None:
    migrated(BEFORE)
    survey = Survey(pk=known_number())
    migrated(newest)
    told = [line for _entry, line in sentences.read(entries.of("par_index_survey", survey.pk, limit=50))]
    assert "lập khảo sát “Khảo sát”" in told
    assert "đếm phiếu của khảo sát “Khảo sát”: 3 phiếu" in told


def known_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(survey_id) FROM par_index_answer WHERE form LIKE 'm-%'")
        return int(cursor.fetchone()[0])
