"""Rules as lines, trees row by row, differences, frameworks, samples: tables of what goes in and what comes out."""

from decimal import Decimal

import pytest
import yaml

from cchc.kernel import places
from cchc.par_index.queries import scheme_files
from cchc.par_index.rules import differences, frameworks, rule_text, schemes, sensitivity, trees
from cchc.par_index.rules.numbers import Wrong
from cchc.par_index.tests.schemes import SYNTHETIC

SAMPLES = sorted((places.CONTENT / "par_index").glob("*.yaml"))


def loaded(file: object) -> dict:
    return schemes.content(yaml.safe_load(file.read_text(encoding="utf-8")))  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", [*SYNTHETIC, *SAMPLES], ids=lambda file: file.name)
def test_every_rule_survives_its_lines(file: object) -> None:
    for row in loaded(file)["tree"]:
        if rule := row.get("rule"):
            assert rule_text.read(rule["type"], rule_text.write(rule)) == rule


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_samples_are_sound_and_never_official(file: object) -> None:
    found = schemes.read("mẫu", loaded(file))
    assert found.max == 100
    assert not found.official
    assert found.bonus_max == 2


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("choice", "đúng hạn", "dòng 1 .*tên = số"),
        ("bands", "từ 90 = 2\nlinh tinh = 1", "dòng 2"),
        ("ratio_with_floor", "sàn: tám mươi", "dòng 1 .*không phải một số"),
        ("ratio", "lạ lùng", "không hiểu"),
        ("best_of", "- [", "YAML"),
        ("khác", "", "không có"),
    ],
)
def test_a_line_that_can_not_be_read_is_named(kind: str, text: str, why: str) -> None:
    with pytest.raises(Wrong, match=why):
        rule_text.read(kind, text)


@pytest.mark.parametrize(
    ("line", "band"),
    [
        ("từ 70 đến dưới 90 = 1", {"gte": 70, "lt": 90, "score": 1}),
        ("≥ 70, ≤ 90 = 0,5", {"gte": 70, "lte": 90, "score": 0.5}),
        ("trên 90 = 2", {"gt": 90, "score": 2}),
        ("từ -100 = 0", {"gte": -100, "score": 0}),
        ("còn lại = 0", {"score": 0}),
    ],
)
def test_intervals_as_people_write_them(line: str, band: dict) -> None:
    assert rule_text.read("bands", line)["bands"] == [band]


TREE = {"tree": [
    {"code": code, "title": code, "max": most, **more}
    for code, most, more in [("1", 4, {}), ("1.1", 2, {}), ("1.1.1", 2, {"rule": {"type": "points"}, "open": True}),
                             ("1.2", 2, {"rule": {"type": "points"}}), ("2", 1, {"rule": {"type": "points"}})]
]}  # fmt: skip


def codes(content: dict) -> list[str]:
    return [row["code"] for row in content["tree"]]


def test_rows_are_put_moved_and_taken_out() -> None:
    assert codes(trees.put(TREE, {"code": "1.3", "title": "x", "max": 1})) == ["1", "1.1", "1.1.1", "1.2", "1.3", "2"]
    assert codes(trees.take_out(TREE, "1.1")) == ["1", "1.2", "2"]
    assert codes(trees.move(TREE, "1.2", up=True)) == ["1", "1.2", "1.1", "1.1.1", "2"]
    assert codes(trees.move(TREE, "1", up=False)) == ["2", "1", "1.1", "1.1.1", "1.2"]
    assert codes(trees.put(TREE, {"code": "1.9", "title": "x", "max": 2}, "1.1")) == ["1", "1.9", "1.9.1", "1.2", "2"]
    for row, why in [({"code": "1.2", "title": "x"}, "đã có"), ({"code": "7.1", "title": "x"}, "không có mục 7")]:
        with pytest.raises(Wrong, match=why):
            trees.put(TREE, row)


def test_a_district_keeps_to_the_framework_but_below_what_is_open() -> None:
    below = [{"code": f"1.1.1.{n}", "title": "riêng", "max": 1, "rule": {"type": "points"}} for n in (1, 2)]
    own = trees.put(trees.put(TREE, below[0]), below[1])
    own["tree"] = [{k: v for k, v in row.items() if row["code"] != "1.1.1" or k != "rule"} for row in own["tree"]]
    assert frameworks.departures(TREE, own) == []
    found = frameworks.departures(TREE, trees.put(trees.take_out(TREE, "2"), {"code": "3", "title": "x", "max": 1}))
    assert {one.where for one in found} == {"2", "3"}
    changed = trees.put(TREE, {"code": "1.2", "title": "1.2", "max": 3, "rule": {"type": "points"}}, "1.2")
    assert [(one.where, one.why) for one in frameworks.departures(TREE, changed)] == [
        ("1.2", "khác khung của tỉnh: điểm tối đa")
    ]


def test_only_what_counts_breaks_the_line() -> None:
    other = trees.put(TREE, {"code": "2", "title": "tên mới", "max": 1, "rule": {"type": "points"}}, "2")
    assert [(one.code, one.parts) for one in differences.between(TREE, other)] == [("2", (("tên", "2", "tên mới"),))]
    assert differences.comparable(TREE, other)
    assert not differences.comparable(TREE, trees.take_out(TREE, "2"))


def test_firmness_of_a_rank() -> None:
    everybody = [Decimal(n) for n in (90, 85, 85, 84, 70)]
    firm = sensitivity.firmness(Decimal(85), everybody, Decimal(1))
    assert (firm.best, firm.worst, firm.to_above, firm.to_below) == (2, 3, 5, 1)
    assert sensitivity.firmness(Decimal(70), everybody, Decimal(1)).to_below is None


@pytest.mark.parametrize(
    ("name", "file", "why"),
    [
        ("a.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("a.yaml", b"tree: [", "YAML"),
        ("a.yaml", "tên: khác".encode(), "không có “tree”"),
        ("a.csv", "Mã,Tên,Điểm tối đa\n1,Một,mười\n".encode(), "C2"),
        ("a.csv", "Mã,Tên,Điểm tối đa\n1,Một,1e-8000000\n".encode(), "C2"),
        ("a.csv", f"Mã,Tên,Điểm tối đa\n1,Một,{'9' * 5_000}\n".encode(), "C2"),
        ("a.csv", "Mã,Tên,Điểm tối đa,Quy tắcc\n1,Một,10,x\n".encode(), "“Quy tắcc” .D., có phải “Quy tắc”"),
        ("a.yaml", b"tree: [{code: 1, title: A, max: 1, rul: {type: points}}]", "“rul”, có phải “rule”"),
        ("a.yaml", b"titel: X\ntree: [{code: 1, title: A, max: 1}]", "“titel”, có phải “title”"),
        ("a.yaml", f"tree: [{{code: 1, max: {'9' * 5_000}}}]".encode(), "YAML"),
        ("a.yaml", b"tree: [{code: 1, due: 2019-02-31}]", "YAML"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(name: str, file: bytes, why: str) -> None:
    with pytest.raises(Exception, match=why):
        scheme_files.content(name, file)
