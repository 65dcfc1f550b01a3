"""A refusal keeps its template and values, and is said in the reader's language."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from cchc.kernel import saying
from cchc.kernel.refusal import Refusal, Sentence, marked

ENGLISH = {
    "Hạn là %(day)s.": "It is due on %(day)s.",
    "Còn %(count)s đơn vị: %(names)s.": "Units left: %(count)s (%(names)s).",
    "Không ở bước %(step)s.": "It is not at the step %(step)s.",
    "tự chấm": "self-assessment",
    "Không quá 50%.": "At most 50%.",
}
DAY = dt.date(2019, 5, 7)


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(text: str) -> str:
        return ENGLISH[text] if translation.get_language() == "en" else text

    monkeypatch.setattr(saying, "gettext", look_up)


@pytest.mark.parametrize(
    ("refusal", "vietnamese", "english"),
    [
        (Refusal("Hạn là %(day)s.", "due_on", day=DAY), "Hạn là 07/05/2019.", "It is due on 7 May 2019."),
        (
            Refusal("Còn %(count)s đơn vị: %(names)s.", count=12_345, names=["Sở Nội vụ", "Ban B"]),
            "Còn 12.345 đơn vị: Sở Nội vụ, Ban B.",
            "Units left: 12,345 (Sở Nội vụ, Ban B).",
        ),
        (
            Refusal("Không ở bước %(step)s.", step=Sentence("tự chấm")),
            "Không ở bước tự chấm.",
            "It is not at the step self-assessment.",
        ),
        (Refusal("Không quá 50%."), "Không quá 50%.", "At most 50%."),
    ],
)
def test_said_in_each_language(refusal: Refusal, vietnamese: str, english: str) -> None:
    assert refusal.message == str(refusal) == vietnamese
    with translation.override("en"):
        assert saying.say(refusal) == english
    with translation.override("vi"):
        assert saying.say(refusal) == vietnamese


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (2019, "2019", "2019"),  # a year has no separator
        (Decimal("84.37"), "84,37", "84.37"),
        (dt.time(7, 30), "7 giờ 30", "07:30"),
        (dt.datetime(2019, 5, 7, 8, 30, tzinfo=dt.UTC), "15 giờ 30, 07/05/2019", "15:30, 7 May 2019"),
        ([Sentence("tự chấm"), DAY], "tự chấm, 07/05/2019", "self-assessment, 7 May 2019"),
    ],
)
def test_values_are_written_as_the_language_does(value: object, vietnamese: str, english: str) -> None:
    refusal = Refusal("Không ở bước %(step)s.", step=value)
    assert refusal.message == f"Không ở bước {vietnamese}."
    with translation.override("en"):
        assert saying.say(refusal) == f"It is not at the step {english}."


def test_a_sentence_may_be_told_at_another_field() -> None:
    first = Refusal("Hạn là %(day)s.", day=DAY)
    again = Refusal(first.sentence, "due_on")
    assert (again.message, again.field, first.field) == (first.message, "due_on", None)


def test_a_marked_template_is_itself() -> None:
    assert Refusal(marked("Hạn là %(day)s."), day=DAY).message == "Hạn là 07/05/2019."
