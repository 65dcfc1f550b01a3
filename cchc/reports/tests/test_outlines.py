"""Outlines: what officials type is what is kept, and what nobody could fill in is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.refusal import Refusal
from cchc.reports.rules import outline_text, outlines
from cchc.reports.types import FigureOf, SectionOf

WORDS = st.text("abcđêơ ư1", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
ENTERED = st.builds(
    FigureOf, st.from_regex(r"[a-z][a-z0-9_]{1,20}", fullmatch=True), WORDS, WORDS, st.sampled_from(["count"]),
    st.just(""), st.just(True),
)  # fmt: skip
INDICATOR = st.sampled_from(["plans.tasks_done", "plans.tasks_reported"]).map(FigureOf)
FIGURES = st.lists(ENTERED | INDICATOR, min_size=1, max_size=4, unique_by=lambda one: one.key).map(tuple)
SECTIONS = st.one_of(
    st.builds(SectionOf, WORDS, WORDS, st.sampled_from(["heading", "text"]), WORDS | st.just("")),
    st.builds(SectionOf, WORDS, WORDS, st.just("figures"), WORDS | st.just(""), FIGURES),
)


@given(st.lists(SECTIONS, min_size=1, max_size=6).map(tuple))
def test_lines_are_read_as_they_were_written(sections: tuple[SectionOf, ...]) -> None:
    assert outline_text.read(outline_text.write(sections)) == sections
    assert outlines.sections(outlines.stored(sections)) == sections


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_its_line(text: str) -> None:
    said = "Dòng "
    try:
        outline_text.read(text)
    except Refusal as refusal:
        said = refusal.message
    assert said.startswith("Dòng ")


WRONG = [
    ("I | Mở đầu", "Dòng 1: loại mục"),
    ("I", "Dòng 1: viết"),
    ("- plans.tasks_done", "Dòng 1: số liệu phải đứng dưới một mục"),
    ("I | A | số liệu\n- x | Tên | phần", "Dòng 2: viết “- khóa"),
]
UNFIT = [
    ("", "ít nhất một mục"),
    ("I | A | lời văn\nI | B | lời văn", "“I” có hai lần"),
    ("I! | A | lời văn", "Ký hiệu mục “I!”"),
    ("I | A | số liệu", "cần ít nhất một số liệu"),
    ("I | A | lời văn\n- plans.tasks_done", "mục khác thì không có"),
    ("I | A | số liệu\n- plans.khong_co", "không có số liệu “plans.khong_co”"),
    ("I | A | số liệu\n- Khóa sai | Tên | số đếm", "Khóa số liệu “Khóa sai”"),
    ("I | A | số liệu\n- plans.tasks_done\n- plans.tasks_done", "“plans.tasks_done” có hai lần"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_line_that_cannot_be_read_is_named(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=r".*") as refused:
        outline_text.read(text)
    assert said in refused.value.message


@pytest.mark.parametrize(("text", "said"), UNFIT)
def test_an_outline_that_nobody_can_fill_in_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        outlines.check(outline_text.read(text), {"plans.tasks_done"})
    assert said in refused.value.message


def test_bounds() -> None:
    many = tuple(SectionOf(f"{n}", "A") for n in range(outlines.MOST_SECTIONS + 1))
    with pytest.raises(Refusal, match="nhiều nhất 60 mục"):
        outlines.check(many, set())
    with pytest.raises(Refusal, match="dài hơn"):
        outline_text.read("x" * (outline_text.LONGEST + 1))
