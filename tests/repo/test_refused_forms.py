"""A refused form is answered in one place, ``ui.answering``: no page counts errors and statuses by hand."""

import re
from pathlib import Path

import pytest

CCHC = Path(__file__).parents[2] / "cchc"
PAGES = [path for path in CCHC.rglob("pages/**/*.py") if "tests" not in path.parts]
BY_HAND = re.compile(r"status(_code)?\s*=[^\n]*\b422\b|UNPROCESSABLE|add_error\(refusal\.field")


def _hands(text: str) -> list[str]:
    return [match[0] for match in BY_HAND.finditer(text)]


def test_pages_leave_the_answer_to_a_refused_form_to_the_kit() -> None:
    by_hand = [path.relative_to(CCHC).as_posix() for path in PAGES if _hands(path.read_text(encoding="utf-8"))]
    assert by_hand == ["accounts/pages/sign_in/door.py"], "allauth renders this one; every other calls form_page"


@pytest.mark.parametrize(
    "line",
    [
        'return render(request, "a.html", context, status=422 if form.errors else 200)',
        "answer.status_code = 422",
        "form.add_error(refusal.field, say(refusal))",
    ],
)
def test_the_pattern_sees_what_pages_wrote(line: str) -> None:
    assert _hands(line)
