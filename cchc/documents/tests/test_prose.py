"""Text as people write it: a table of examples, and nothing ever lost."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.documents.rules.prose import paragraphs, runs
from cchc.documents.types import Run


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Đã ban hành", (Run("Đã ban hành"),)),
        ("Đã **ban hành** xong", (Run("Đã "), Run("ban hành", bold=True), Run(" xong"))),
        ("*Ghi chú:* thiếu", (Run("Ghi chú:", italic=True), Run(" thiếu"))),
        ("**Một** và *hai*", (Run("Một", bold=True), Run(" và "), Run("hai", italic=True))),
        ("5 * 3 = 15", (Run("5 * 3 = 15"),)),
        ("** không đóng", (Run("** không đóng"),)),
        ("a ** b ** c", (Run("a ** b ** c"),)),
        ("", (Run(""),)),
    ],
)
def test_hands(words: str, expected: tuple[Run, ...]) -> None:
    assert runs(words) == expected


def test_lines_are_paragraphs_and_bullets() -> None:
    found = list(paragraphs("Mở đầu\n\n- Ý một\n+ Ý con\n• Ý hai\n**Đậm** đầu dòng"))
    assert [(one.bullet, "".join(run.text for run in one.words)) for one in found] == [
        ("", "Mở đầu"), ("-", "Ý một"), ("+", "Ý con"), ("-", "Ý hai"), ("", "Đậm đầu dòng"),
    ]  # fmt: skip


@given(st.text())
def test_no_letter_is_lost(words: str) -> None:
    assert "".join(run.text for run in runs(words)).replace("*", "") == words.replace("*", "")


@given(st.text(alphabet=st.characters(exclude_characters="*")))
def test_words_without_asterisks_are_left_alone(words: str) -> None:
    assert runs(words) == (Run(words),)


_ONE_PATTERN = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*")


@given(st.text("*a ", max_size=30))
def test_marks_are_those_of_one_pattern(words: str) -> None:
    """Which says it in a line, and looks for a fellow behind every mark, to the end, in vain."""
    bold = [run.text for run in runs(words) if run.bold]
    italic = [run.text for run in runs(words) if run.italic]
    marks = list(_ONE_PATTERN.finditer(words))
    assert bold == [mark[1] for mark in marks if mark[1]]
    assert italic == [mark[2] for mark in marks if mark[2]]


def test_marks_without_fellows_are_looked_through_once() -> None:
    began = time.process_time()
    for words in ("**a " * 50_000, "*a " * 50_000, "**a *b " * 20_000):
        assert runs(words) == (Run(words),)
    assert time.process_time() - began < 5
