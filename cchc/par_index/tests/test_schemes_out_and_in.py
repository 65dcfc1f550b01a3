"""A scheme goes out as a workbook and comes back the same, whatever its rules say."""

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cchc.kernel import places, sheets
from cchc.kernel.papers import Refused
from cchc.par_index.documents.sheets import scheme_rows
from cchc.par_index.forms.schemes import RowForm
from cchc.par_index.forms.values import ValueForm, initial
from cchc.par_index.queries import scheme_files
from cchc.par_index.rules import rule_text, schemes, scoring
from cchc.par_index.tests.schemes import SYNTHETIC
from cchc.par_index.types import Given

SAMPLES = [*SYNTHETIC, *sorted((places.CONTENT / "par_index").glob("*.yaml"))]
words = st.text("aâđ 10.,:=-'\"#&*!|>%@{}[]\n", min_size=1, max_size=9)
label = words | st.sampled_from(
    [
        "sàn: 80",
        "ghi chú: a",
        "trừ: b",
        "từ 70 = 1",
        "a = 2",
        "---",
        "có\nhai dòng",
        " a ",
        "mỗi mục: 1",
        "còn lại",
        "'=1",
    ]
)
figure = st.integers(-1000, 1000) | st.integers(-(10**6), 10**6).map(lambda n: n / 1000)
options = st.lists(st.fixed_dictionaries({"label": label, "score": figure}), min_size=1, max_size=4)
percents = st.lists(st.fixed_dictionaries({"label": label, "percent": figure}), min_size=1, max_size=4)
ends = st.fixed_dictionaries({"score": figure}, optional=dict.fromkeys(("gte", "gt", "lte", "lt"), figure))
numbers = dict.fromkeys(("full_at", "floor", "target", "per_item", "cap", "start", "per_case"), figure)
prose = {"note": label, "formula": label, "variable": label, "vacuous": st.just("full") | label, "nguồn": label}


def kind(name: str, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": st.just(name), **parts}, optional={**numbers, **prose})


plain = st.one_of(
    kind("choice", options=options), kind("bands", bands=st.lists(ends, min_size=1, max_size=4)),
    kind("survey_option_weights", weights=st.dictionaries(label, figure, min_size=1, max_size=4)),
    kind("checklist_percent_of_max", options=percents, deductions=percents),
    *(kind(name) for name in ("ratio", "ratio_with_floor", "relative_to_best", "per_item", "deduct", "points")),
)  # fmt: skip
rules = plain | st.one_of(
    kind("best_of", cases=st.lists(plain, min_size=1, max_size=2)), kind("vacuous_full", rule=plain)
)


def back(content: dict[str, Any]) -> list[dict[str, Any]]:
    with sheets.write("xlsx", *scheme_rows(schemes.read("mẫu", content)), title="Bộ tiêu chí") as file:
        found: list[dict[str, Any]] = scheme_files.content("a.xlsx", file.read())["tree"]
        return found


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_every_scheme_comes_back_from_its_workbook(file: Any) -> None:
    content = schemes.content(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert back(content) == content["tree"]


@given(rules)
@settings(deadline=None, max_examples=300)
def test_every_rule_comes_back_from_its_lines(rule: dict[str, Any]) -> None:
    assert rule_text.read(rule["type"], rule_text.write(rule)) == rule


@given(st.lists(rules, min_size=1, max_size=6))
@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],
    report_multiple_bugs=False,
)
def test_every_rule_comes_back_from_its_cell(some: list[dict[str, Any]]) -> None:
    columns = [sheets.Column(heading) for heading in ("Mã", "Tên", "Điểm tối đa", "Kiểu quy tắc", "Quy tắc")]
    rows = [(str(n), "Một", "0.125", rule["type"], rule_text.write(rule)) for n, rule in enumerate(some, 1)]
    for format in ("xlsx", "csv"):
        with sheets.write(format, columns, rows, title="a") as file:
            tree = scheme_files.content(f"a.{format}", file.read())["tree"]
        assert [(row["max"], row["rule"]) for row in tree] == [(0.125, rule) for rule in some]


def test_no_is_no() -> None:
    text = "Mã,Tên,Điểm tối đa,Không áp dụng,Mở cho cấp dưới\n1,Một,1,{},{}\n"
    for said in ("Không", "0", "-", "FALSE", ""):
        row = scheme_files.content("a.csv", text.format(said, "x").encode())["tree"][0]
        assert (row.get("na_allowed"), row.get("open")) == (None, True)
    with pytest.raises(Refused, match=r"Ô D2 \(Không áp dụng\): “tùy”"):
        scheme_files.content("a.csv", text.format("tùy", "x").encode())


@pytest.mark.parametrize("kept", ["0.125", "84.375", "1.125", "1214", "1214.5", "12.50"])
def test_a_figure_that_is_shown_is_kept_as_it_was(kept: str) -> None:
    """The form of a leaf shows 0.125 as “0,125” and reads that again, whatever field it stands in."""
    leaf = schemes.read("a", {"tree": [{"code": "1", "title": "a", "max": 2, "rule": {"type": "ratio"}}]}).nodes["1"]
    start = ValueForm(leaf=leaf, initial=initial(Given("", kept, "2000")))
    sent = {name: start[name].field.widget.format_value(start[name].value()) or "" for name in ("num", "den", "value")}
    form = ValueForm(sent, leaf=leaf)
    assert form.is_valid(), form.errors
    assert Decimal(form.given.num) == Decimal(kept)


def test_points_are_sent_back_as_they_are_shown() -> None:
    row = {"code": "1", "title": "a", "max": 0.125, "kind": "self", "rule": {"type": "points"}}
    start = RowForm(initial=RowForm.usual(row))
    sent = {name: start[name].value() or "" for name in start.fields}
    sent["max"] = start["max"].field.widget.format_value(start["max"].value())
    form = RowForm({name: value for name, value in sent.items() if value != ""})
    assert (sent["max"], form.is_valid()) == ("0,125", True), form.errors
    assert form.row["max"] == 0.125


def test_a_rate_may_be_written_with_its_sign() -> None:
    scheme = schemes.read("a", {"tree": [{"code": "1", "title": "a", "max": 2, "rule": {"type": "ratio"}}]})
    assert scoring.leaf(scheme, "1", Given("95%")).points == scoring.leaf(scheme, "1", Given("95")).points
