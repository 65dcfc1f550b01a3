"""A figure and its unit of measure read as one phrase, of every indicator that any module offers."""

from decimal import Decimal

import pytest
from django.utils import translation

from cchc.kernel import indicators
from cchc.kernel.indicators import Indicator
from cchc.meetings.documents import paper
from cchc.reports.queries.figures import FigureShown, described
from cchc.reports.rules.figures import Sources
from cchc.reports.templatetags.reports import indicated, worth
from cchc.reports.types import FigureOf
from cchc.ui.charts import Bar, Bars, Part

EVERY = sorted(indicators.known().values(), key=lambda one: one.key)
COUNTED = [one for one in EVERY if one.kind != "ratio"]
ENGLISH = {  # one, and more than one
    "communications.items": ("item", "items"),
    "par_index.index_below": ("point", "points"),
    "plans.dates_open": ("task", "tasks"),
    "plans.dates_owed": ("task", "tasks"),
    "plans.difficulties_open": ("difficulty", "difficulties"),
    "plans.tasks_given": ("task", "tasks"),
    "plans.tasks_late": ("task", "tasks"),
}


def by_key(one: Indicator) -> str:
    return one.key


def said(one: Indicator, number: int) -> set[str]:
    """Every way in which pages write ``number`` of an indicator."""
    fraction = (number, 1)  # of a count the whole does not matter, of a mean it is the divisor
    figure = FigureShown(described(FigureOf(one.key)), Sources(own=fraction))
    return {indicated(one, Decimal(number)), worth(figure), paper.said(one, fraction, "en")}


def test_every_unit_that_has_a_plural_is_here() -> None:
    assert {one.key for one in COUNTED} == set(ENGLISH)
    assert {one.unit_of_measure for one in EVERY if one.kind == "ratio"} == {"%"}


@pytest.mark.parametrize("one", COUNTED, ids=by_key)
def test_one_is_said_in_the_singular(one: Indicator) -> None:
    singular, plural = ENGLISH[one.key]
    with translation.override("en"):
        assert said(one, 1) == {f"1 {singular}"}
        assert said(one, 2) == {f"2 {plural}"}
        assert said(one, 0) == {f"0 {plural}"}
        assert indicated(one, Decimal("1.5")) == f"1.5 {plural}"
        assert one.unit_of_measure == plural  # at the head of a column


@pytest.mark.parametrize("one", COUNTED, ids=by_key)
def test_vietnamese_has_one_form(one: Indicator) -> None:
    with translation.override("vi"):
        assert one.unit_beside(1) == one.unit_beside(2) == one.unit_of_measure != ""


def test_what_is_drawn_says_it_too() -> None:
    one = indicators.known()["plans.tasks_given"]
    with translation.override("en"):
        bars = (Bar("Q1", (1.0,)), Bar("Q2", (2.0,)))
        drawn = Bars("", (Part("Figures"),), bars, one.unit_of_measure, unit_beside=one.unit_beside).html("en")
    assert [words in drawn for words in ("Figures: 1 task<", "Figures: 2 tasks<", "Figures (tasks)")] == [True] * 3


def test_words_of_an_outline_stay_as_written() -> None:
    typed = FigureOf("procedures_published", "Thủ tục", "thủ tục", "count", is_entered=True)
    with translation.override("en"):
        assert worth(FigureShown(typed, Sources(own=(1, 0)))) == "1 thủ tục"
