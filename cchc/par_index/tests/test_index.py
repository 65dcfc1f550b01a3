"""Schemes that add up, results that add up, classes and ranks; and tables that nobody here computed."""

import json
import random
from argparse import Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.kernel import commands
from cchc.par_index.plugs import commands as door
from cchc.par_index.rules import schemes, scoring
from cchc.par_index.rules.numbers import rounded
from cchc.par_index.rules.schemes import Unsound
from cchc.par_index.tests.schemes import SYNTHETIC, full, of_points, one_leaf, results, synthetic, table
from cchc.par_index.types import Given

LEAF: dict[str, Any] = {"title": "x", "rule": {"type": "points"}}


@pytest.mark.parametrize("file", SYNTHETIC, ids=lambda file: file.stem)
def test_the_synthetic_trees_give_a_hundred_at_full_marks_and_nothing_for_nothing(file: Path) -> None:
    scheme = synthetic(file)
    assert not scheme.official
    best = {leaf.code: full(leaf.rule or {}, leaf.max) for leaf in scheme.leaves}
    found = scoring.compute(scheme, [("Đủ", best), ("Không", {})])
    assert found.refused == ()
    whole, nothing = found.results
    assert (whole.points, whole.max, whole.index) == (100, 100, 100)
    assert (nothing.points, nothing.index) == (0, 0)
    assert len(nothing.missing) == len(scheme.leaves)


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        ({}, "tệp", "không có “tree”"),
        ({"tree": [{"code": "1", "max": 1}]}, "dòng 1 của tree", "title"),
        ({"tree": [{"code": "1", "max": 1, **LEAF}, {"code": "1", "max": 1, **LEAF}]}, "1", "hai lần"),
        ({"tree": [{"code": "1.1", "max": 1, **LEAF}]}, "1.1", "không có mục 1"),
        ({"tree": [{"code": "1", "title": "a", "max": 3}, {"code": "1.1", "max": 2, **LEAF}]}, "1", "không bằng 3"),
        ({"tree": [{"code": "1", "title": "a", "max": 2}]}, "1", "phải có quy tắc"),
        ({"tree": [{"code": "1", "max": 2, **LEAF}, {"code": "1.1", "max": 2, **LEAF}]}, "1", "không có quy tắc riêng"),
        ({"tree": [{"code": "1", "max": 0, **LEAF}]}, "1", "lớn hơn 0"),
        ({"tree": [{"code": "1", "max": 2, **LEAF}], "total": 3}, "total", "không bằng 3"),
        ({"tree": [{"code": "1", "max": 2, **LEAF}], "ties": "x"}, "ties", "“x” không có"),
        ({"tree": [{"code": "1", "max": 2, **LEAF}], "rounding": {"places": 9}}, "rounding.places", "0 đến 6"),
        ({"tree": [{"code": "1", "max": 2, **LEAF}], "classes": [{"name": "Tốt"}]}, "classes, dòng 1", "from"),
        ({"tree": [{"code": "1", "title": "a", "max": 2, "rule": {"type": "x"}}]}, "1", "“x” không có"),
    ],
)
def test_an_unsound_scheme_is_refused_with_the_place_named(data: dict[str, Any], where: str, says: str) -> None:
    with pytest.raises(Unsound) as refused:
        schemes.read("thử", data)
    assert any(one.where == where and says in one.why for one in refused.value.problems)


def test_what_does_not_apply_leaves_both_sides() -> None:
    scheme = schemes.read(
        "thử", {"tree": [{"code": "1", "max": 84, **LEAF}, {"code": "2", "max": 16, "na_allowed": True, **LEAF}]}
    )
    found = scoring.compute(scheme, [("Ban Dân tộc", {"1": Given("68.32"), "2": Given("NA")})]).results[0]
    assert (found.points, found.max) == (Decimal("68.32"), 84)
    assert rounded(found.index, 2, "half_up") == Decimal("81.33")  # Thanh Hóa 2023


def test_bonus_and_penalty_stand_beside_the_tree_under_their_ceilings() -> None:
    extra = [{"code": "T", "kind": "bonus", "max": 2, **LEAF}, {"code": "P", "kind": "penalty", "max": 5, **LEAF}]
    scheme = schemes.read("thử", {"tree": [{"code": "1", "max": 100, **LEAF}, *extra], "total": 100})
    found = results(scheme, {"A": {"1": 80, "T": 2, "P": 1}, "B": {"1": 1, "P": 5}})
    assert (found["A"].points, found["A"].max) == (81, 100)
    assert found["B"].points == 0
    over = scoring.compute(scheme, [("C", {"T": Given("2.5")})])
    assert over.refused[0].column == "T"


def test_the_best_unit_is_the_measure() -> None:
    scheme = one_leaf({"type": "relative_to_best"}, 3)
    found = results(scheme, {"A": {"1.1": 30}, "B": {"1.1": 60}, "C": {"1.1": 0}})
    assert [found[unit].points for unit in "ABC"] == [Decimal("1.5"), 3, 0]
    assert results(scheme, {"C": {"1.1": 0}})["C"].points == 0


CUTS = [{"name": "Tốt", "from": 80}, {"name": "Khá", "from": 65, "inclusive": False}, {"name": "Yếu", "from": 0}]


@pytest.mark.parametrize(
    ("index", "name"), [("80", "Tốt"), ("79.999", "Khá"), ("65.001", "Khá"), ("65", "Yếu"), ("0", "Yếu")]
)
def test_cut_offs_at_and_above(index: str, name: str) -> None:
    assert scoring.class_of(of_points({"1": 100}, classes=CUTS), Decimal(index)) == name


@pytest.mark.parametrize(
    ("ties", "expected"), [("dense", [1, 2, 2, 3]), ("competition", [1, 2, 2, 4]), ("ordinal", [1, 2, 3, 4])]
)
def test_ties(ties: str, expected: list[int]) -> None:
    scheme = of_points({"1": 100}, ties=ties)
    found = results(scheme, {"A": {"1": 90}, "B": {"1": 80}, "C": {"1": 80}, "D": {"1": 70}})
    assert [scoring.ranks(scheme, found)[unit] for unit in "ABCD"] == expected


points = st.decimals(0, 10, places=3)


pairs = st.lists(st.tuples(points, points), min_size=1, max_size=12)


@given(pairs, st.sampled_from(["dense", "competition", "ordinal"]))
@settings(max_examples=60)
def test_the_parts_add_up_and_ranking_is_independent_of_order(rows: list[tuple[Decimal, Decimal]], ties: str) -> None:
    leaves = [{"code": f"1.{n}", "max": 10, **LEAF} for n in (1, 2)]
    scheme = schemes.read("thử", {"tree": [{"code": "1", "title": "a", "max": 20}, *leaves], "ties": ties})
    given_rows = {f"Đơn vị {n}": {"1.1": a, "1.2": b} for n, (a, b) in enumerate(rows)}
    found = results(scheme, given_rows)
    for one in found.values():
        assert one.points == sum(leaf.points for leaf in one.leaves) == one.sums["1"][0]
    mixed = list(found.items())
    random.Random(1).shuffle(mixed)
    assert scoring.ranks(scheme, dict(mixed)) == scoring.ranks(scheme, found)


# ------------------------------------------------------------------ tables that nobody here computed
def test_the_national_top_ten_of_2020_adds_up() -> None:
    parts = ("appraised_score", "impact_sipas", "impact_leaders_survey", "impact_socioeconomic")
    scheme = of_points({"1": 64, "2": 10, "3": 21, "4": 5})
    for row in table("par_index_2020_top10_components.csv"):
        values = {str(place): row[name] for place, name in enumerate(parts, 1)}
        found = results(scheme, {row["province"]: values})[row["province"]]
        assert abs(found.index - Decimal(row["par_index"])) <= Decimal("0.02")


def test_the_classes_of_the_departments_of_2021() -> None:
    named = (("Xuất sắc", 90), ("Tốt", 80), ("Khá", 65), ("Trung bình", 50))
    cuts = [{"name": name, "from": cut} for name, cut in named]
    scheme = of_points({"1": 100}, classes=cuts, rounding={"places": 3})
    rows = table("tthue_cchc_2021_departments.csv")
    found = results(scheme, {row["unit"]: {"1": row["score"]} for row in rows})
    ranks = scoring.ranks(scheme, found)
    for row in rows:
        assert scoring.class_of(scheme, found[row["unit"]].index) == row["class"]
        assert ranks[row["unit"]] == int(row["rank"])


def test_class_counts_and_both_roundings_of_the_provinces() -> None:
    """Each published percentage is the count rounded half up, or truncated: both habits occur, and we have both."""
    names = ("xuat_sac", "tot", "kha", "trung_binh", "yeu_kem")
    used = set()
    for row in table("commune_band_counts.csv"):
        counts = [int(row[name]) for name in names if row[name]]
        assert sum(counts) == int(row["total_units"]), row["province"]
        published = [text for text in row["published_percents"].split(";") if text and text != "-"]
        for text, count in zip(published, counts, strict=False):
            share, places = Decimal(100 * count) / int(row["total_units"]), len(text.partition(".")[2])
            modes = {mode for mode in ("half_up", "truncate") if rounded(share, places, mode) == Decimal(text)}
            assert modes, (row["province"], text, share)
            used |= modes if len(modes) == 1 else set()
    assert used == {"half_up", "truncate"}


def test_a_cell_above_its_scale_is_refused_and_named() -> None:
    rows = table("hatinh_ddci_2021_dirty.csv")
    columns = [name for name in rows[0] if name.startswith("c") and name[1].isdigit()]
    scheme = of_points({str(place): 10 for place in range(1, len(columns) + 1)})
    given_rows = []
    for row in rows:
        cells = {str(place): Given(row[name]) for place, name in enumerate(columns, 1) if row[name]}
        given_rows.append((row["unit"], cells))
    found = scoring.compute(scheme, given_rows)
    assert [one.unit for one in found.refused] == ["Sở Tài chính"]
    assert "50 điểm lớn hơn điểm tối đa 10" in found.refused[0].why
    assert len(found.results) == len(rows) - 1


# ------------------------------------------------------------------ the commands
def test_the_commands_check_and_compute(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bo-tieu-chi.yaml"
    tree = [{"code": "1", "title": "a", "max": 2}, {"code": "1.1", "max": 1, **LEAF}]
    tree.append({"code": "1.2", "title": "b", "max": 1, "rule": {"type": "ratio"}})
    data = {"title": "Thử", "rounding": {"places": 2, "mode": "truncate"}, "classes": CUTS, "tree": tree}
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert door.run_check(Namespace(scheme=file)) == 0
    assert capsys.readouterr().out == "Thử: 2 tiêu chí thành phần, 2 điểm, mẫu, không chính thức\n"
    figures = tmp_path / "so-lieu.csv"
    figures.write_text("unit,1.1,1.2.num,1.2.den\nSở A,0.5,2,3\nSở B,1,,\nSở C,9,1,1\n", encoding="utf-8")
    assert door.run_compute(Namespace(scheme=file, data=figures, json=True)) == 1
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    first = told["units"][0]
    shown = [first[name] for name in ("points", "max", "index", "class", "rank")]
    assert shown == ["1.16", "2", "58.33", "Yếu", 1]
    assert first["fields"] == [{"code": "1", "points": "1.16", "max": "2"}]
    assert first["leaves"][1]["why"].startswith("2/3 = ")
    assert told["units"][1]["missing"] == ["1.2"]
    assert told["refused"] == [{"unit": "Sở C", "column": "1.1", "why": "9 điểm lớn hơn điểm tối đa 1"}]
    assert "Sở C, 1.1" in captured.err


@pytest.mark.parametrize(
    ("words", "says"),
    [("tree: [", "dòng"), ("", "tree"), ("tree: [{code: '1', title: a, max: 1}]", "1: mục cuối cùng phải có quy tắc")],
)
def test_a_file_that_is_no_scheme_is_told(tmp_path: Path, words: str, says: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(words, encoding="utf-8")
    with pytest.raises(commands.Refused, match=says):
        door.run_check(Namespace(scheme=file))
