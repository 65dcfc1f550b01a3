import pytest

from cchc.surveys.actions import running
from cchc.surveys.models import Survey
from cchc.surveys.rules import sampling
from cchc.surveys.tests.cases import Town
from cchc.surveys.types import Wording

QUESTION = "Ông (bà) có hài lòng với cách phục vụ không?"


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    return Town.make()


@pytest.fixture
def bare(case: Town) -> Survey:
    """A survey whose questions are still the words of officials."""
    return case.survey()


@pytest.fixture
def survey(bare: Survey, case: Town) -> Survey:
    running.word(bare.pk, {"c1": Wording(QUESTION, [sampling.EVERYBODY])}, **case.by())
    bare.refresh_from_db()
    return bare
