"""Charts draw what they are given and say it in words."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cchc.ui import charts
from cchc.ui.charts import drawing
from cchc.ui.charts.radar import Shape
from cchc.ui.charts.slope import Run
from cchc.ui.tests.page import parse, pick


def _figure(chart: charts.Chart) -> html.HtmlElement:
    markup = charts.figure(chart)
    assert "style=" not in markup
    return parse(markup)


def _percent(value: str) -> float:
    return float(value.removesuffix("%"))


@given(st.floats(1e-6, 1e9))
def test_a_scale_starts_at_zero_and_covers_its_top_in_even_steps(top: float) -> None:
    steps = drawing.ticks(top)
    assert steps[0] == 0
    assert steps[-1] >= top * (1 - 1e-9)
    assert 2 <= len(steps) <= 7
    widths = [b - a for a, b in pairwise(steps)]
    assert max(widths) - min(widths) <= max(widths) * 1e-6


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=5))
def test_bars_stay_inside_and_keep_proportions(values: list[tuple[int, int]]) -> None:
    parts = (charts.Part("xong", "is-done"), charts.Part("trễ", "is-late"))
    chart = charts.Bars("Việc", parts, tuple(charts.Bar(f"Quý {i}", pair) for i, pair in enumerate(values)))
    longest = max(a + b for a, b in values)
    for row, pair in zip(pick(_figure(chart), "tbody tr"), values, strict=True):
        rects = pick(row, ".bars__bar rect")
        assert len(rects) == sum(1 for value in pair if value)
        assert [cell.text for cell in pick(row, "td.num")] == [f"{v:,}".replace(",", ".") for v in pair]
        for rect, value in zip(rects, [v for v in pair if v], strict=True):
            assert _percent(rect.get("width")) == pytest.approx(max(100 * value / longest, 0.2), abs=0.01)
            assert _percent(rect.get("x")) + 100 * value / longest <= 100.02


def test_lines_leave_a_gap_where_nothing_is_known() -> None:
    chart = charts.Lines("Tỷ lệ", ("T1", "T2", "T3", "T4"), (charts.Series("Thực hiện", (1, None, 3, 4)),), "%")
    figure = _figure(chart)
    assert len(pick(figure, "circle")) == 3
    assert len(pick(figure, "line.line-1")) == 1
    assert pick(figure, "svg")[0].get("aria-label") == "Tỷ lệ. Thực hiện: T1 → T4, 1 → 4 %"
    assert [row.text_content() for row in pick(figure, "tbody tr")] == ["T11", "T2–", "T33", "T44"]


def test_a_heat_map_carries_name_figure_and_word() -> None:
    levels = (charts.Level(0, "Yếu"), charts.Level(50, "Khá"), charts.Level(80, "Tốt"))
    cells = (charts.Cell("A & B", 80, "/a?x=1&y=2"), charts.Cell("C", 49.99), charts.Cell("D", None))
    figure = _figure(charts.Heat("Điểm", levels, cells, "%"))
    assert [cell.text_content() for cell in pick(figure, ".heat li")] == [
        "A & B80%Tốt",
        "C49,99%Yếu",
        "D–chưa có số liệu",
    ]
    assert [cell.get("class") for cell in pick(figure, ".heat li")] == ["heat-5", "heat-1", "heat-0"]
    assert pick(figure, ".heat a")[0].get("href") == "/a?x=1&y=2"


def test_a_heat_map_has_at_most_five_levels() -> None:
    with pytest.raises(ValueError, match="one to five"):
        charts.Heat("x", tuple(charts.Level(i, str(i)) for i in range(6)), ())


def test_a_timeline_places_days_within_the_year() -> None:
    chart = charts.Timeline(
        "Việc",
        dt.date(2019, 1, 1),
        dt.date(2019, 12, 31),
        (
            charts.Row("trước năm", (charts.Span(dt.date(2018, 6, 1), dt.date(2019, 3, 31), "done", "xong"),)),
            charts.Row("hạn", (), (charts.Mark(dt.date(2019, 7, 2), "late", "trễ"),), "/x"),
            charts.Row("chưa đặt ngày"),
        ),
        today=dt.date(2019, 7, 2),
    )
    figure = _figure(chart)
    rect = pick(figure, "tbody rect")[0]
    assert (rect.get("x"), _percent(rect.get("width"))) == ("0%", pytest.approx(100 * 90 / 365, abs=0.01))
    assert _percent(pick(figure, "tbody circle")[0].get("cx")) == pytest.approx(100 * 182 / 365, abs=0.01)
    spoken = [svg.get("aria-label") for svg in pick(figure, "tbody td svg")]
    assert spoken == ["xong, 01/06/2018 – 31/03/2019", "trễ, 02/07/2019", "chưa có ngày"]
    assert len(pick(figure, "tbody line.today")) == 3
    assert len(pick(figure, "details tbody tr")) == 2


WORK = (charts.Part("xong", "is-done"), charts.Part("trễ", "is-late"))
YEAR = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
OF_EACH_KIND = [
    (charts.Bars("Việc", WORK, (charts.Bar("Quý I", (3, 1)),)), "thead .key", {"xong", "trễ"}),
    (
        charts.Lines("Tỷ lệ", ("T1",), (charts.Series("Thực hiện", (1,)), charts.Series("Yêu cầu", (2,)))),
        ".legend li",
        {"Thực hiện", "Yêu cầu"},
    ),
    (
        charts.Heat("Điểm", (charts.Level(0, "Yếu"), charts.Level(80, "Tốt")), (charts.Cell("A", None),)),
        ".legend li",
        {"Yếu", "Tốt", "chưa có số liệu"},
    ),
    (charts.Timeline("Việc", *YEAR, (), colours=WORK), ".legend li", {"xong", "trễ"}),
    (
        charts.Grid("Điểm", ("1. Chỉ đạo",), (), "%"),
        ".legend li",
        {"dưới 40%", "40–60%", "60–75%", "75–90%", "từ 90%"},
    ),
    (
        charts.Radar("Điểm", ("1. A", "2. B", "3. C"), (Shape("Xã", (1, 2, 3)),), "%"),
        ".legend li",
        {"Xã"},
    ),
    (charts.Slope("Hạng", "2018", "2019", (Run("Xã", 2, 1),)), ".legend li", {"lên hạng"}),
]


@pytest.mark.parametrize(("chart", "place", "words"), OF_EACH_KIND, ids=lambda one: type(one).__name__)
def test_every_kind_of_chart_says_what_its_colours_mean(chart: charts.Chart, place: str, words: set[str]) -> None:
    entries = pick(_figure(chart), place)
    assert {entry.text_content().strip() for entry in entries} == words
    assert all(pick(entry, "svg rect") for entry in entries)


def test_the_rings_of_a_radar_carry_their_numbers() -> None:
    figure = _figure(charts.Radar("Điểm", ("1. A", "2. B"), (Shape("Xã", (10, 90)),), "%"))
    numbers = pick(figure, "svg text.reach")
    assert [one.text for one in numbers] == ["25%", "50%", "75%", "100%"]
    heights = [float(one.get("y")) for one in numbers]
    assert heights == sorted(heights, reverse=True)
    assert len(heights) == len(pick(figure, "svg circle.ring"))
