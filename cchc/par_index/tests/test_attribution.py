"""Two communes whose names differ by a tone keep their own forms, samples, figures and ranks."""

from pathlib import Path

import pytest
import xlsxwriter

from cchc.kernel import commands
from cchc.organisation.models import UnitVersion
from cchc.par_index.actions import rounds
from cchc.par_index.models import Body, Round
from cchc.par_index.queries import results
from cchc.par_index.tests.test_round import CONTENT, case, opened, scheme, sheet, who
from cchc.plans.tests.work_cases import Case

__all__ = ["case"]
NAMES = {"S1": "Trung tâm Tân Thành", "S2": "Trung tâm Tân Thạnh"}
SCHEME = """
title: Bộ thử
level: commune
official: false
rounding: {places: 2, mode: half_up}
ties: competition
classes:
- {name: Tốt, from: 80, inclusive: true}
- {name: Khá, from: 0, inclusive: true}
tree:
- {code: '1', title: Lĩnh vực, max: 10, kind: field}
- {code: '1.1', title: Một, max: 10, kind: criterion}
- {code: '1.1.1', title: Điểm, max: 10, kind: self, rule: {type: points}}
"""


@pytest.fixture
def communes(case: Case) -> Case:
    for key, name in NAMES.items():
        UnitVersion.objects.filter(unit=case.units[key]).update(name=name, official_name=name, short=name)
    return case


def test_an_owner_of_a_criterion_is_never_one_that_only_looks_alike(communes: Case) -> None:
    tree = [{**row, "owner": NAMES["S2"] if row["code"] == "1.1" else ""} for row in CONTENT["tree"]]
    number = scheme(communes, {**CONTENT, "tree": tree})
    from cchc.par_index.tests.test_round import DAYS

    found = Round.objects.get(pk=rounds.open_(number, "Đợt", DAYS, **who(communes)))
    assert Body.objects.get(round=found, code="1.1").unit_id == communes.units["S2"].pk


def test_two_units_of_one_name_have_a_rank_each(case: Case) -> None:
    UnitVersion.objects.filter(unit__in=[case.units["S1"], case.units["S2"]]).update(name="Xã Một", short="Xã Một")
    found = opened(case)
    for key, points in (("S1", 5), ("S2", 9)):
        row = sheet(found, case, key)
        type(row).objects.filter(pk=row.pk).update(points=points, most=10)
    ranks = {line.unit_id: line.rank for line in results.table(found).lines}
    assert (ranks[case.units["S1"].pk], ranks[case.units["S2"].pk]) == (2, 1)


def computed(tmp_path: Path, figures: str) -> int:
    command = commands.find(["index", "compute"])
    assert command
    files = tmp_path / "bo.yaml", tmp_path / "so-lieu.csv"
    files[0].write_text(SCHEME, "utf-8")
    files[1].write_text(figures, "utf-8")
    return commands.call(command, commands.parser(command).parse_args([str(file) for file in files]))


def test_the_command_refuses_a_figure_that_is_an_error_and_last_years_hidden_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def figures(name: str, *rows: list[str], hidden: bool = False) -> None:
        with xlsxwriter.Workbook(tmp_path / "so-lieu.xlsx") as book:
            if hidden:
                old = book.add_worksheet("cũ")
                old.write_row(0, 0, ["unit", "1.1.1"])
                old.write_row(1, 0, ["Xã Tân Thành", 1])
            sheet = book.add_worksheet(name)
            sheet.activate()
            for number, row in enumerate([["unit", "1.1.1"], *rows]):
                sheet.write_row(number, 0, row)
                if row[1].startswith("="):
                    sheet.write_formula(number, 1, row[1], None, "#REF!")
            if hidden:
                old.hide()

    command = commands.find(["index", "compute"])
    assert command
    (tmp_path / "bo.yaml").write_text(SCHEME, "utf-8")
    arguments = commands.parser(command).parse_args([str(tmp_path / "bo.yaml"), str(tmp_path / "so-lieu.xlsx")])
    figures("2019", ["Xã Tân Thành", "=#REF!+1"])
    assert commands.call(command, arguments) == 1
    assert "B2 (1.1.1): #REF!" in capsys.readouterr().err
    figures("2019", ["Xã Tân Thạnh", "8.5"], hidden=True)
    assert commands.call(command, arguments) == 0
    assert [line.split()[0::3] for line in capsys.readouterr().out.splitlines()] == [["1", "Xã"]]


def test_the_command_scores_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert computed(tmp_path, "unit,1.1.1\nXã Tân Thành,8.5\nXã Tân Thạnh,7\n") == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(line[0], line[1], line[-1]) for line in told] == [("1", "85", "Thành"), ("2", "70", "Thạnh")]


@pytest.mark.parametrize(
    ("heads", "says"),
    [
        ("unit,1.1.1,1.1.1", "cột “1.1.1” ở nhiều chỗ"),
        ("unit,1.1.1,1.1.10", "“1.1.10” (C)"),
        ("unit,1.1.1,1.1.l", "“1.1.l” (C)"),
    ],
)
def test_the_command_refuses_a_column_it_would_leave_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], heads: str, says: str
) -> None:
    assert computed(tmp_path, f"{heads}\nXã Tân Thành,8,9\n") == 1
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "name", ["Tổng cộng", "Tổng số", "TỔNG CỘNG:", "Cộng", "Trung bình", "Bình quân các huyện", "Điểm trung bình chung"]
)
def test_the_command_ranks_no_row_that_adds_up_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert computed(tmp_path, f"unit,1.1.1\nXã Tân Thành,8.5\nXã Tân Thạnh,7\n{name},15.5\n") == 1
    said = capsys.readouterr()
    assert "Ô A4" in said.err
    assert "không phải một đơn vị" in said.err
    assert said.out == ""


@pytest.mark.parametrize("name", ["Tổng công ty Xây lắp", "Xã Trung Bình", "Tổng đội Thanh niên xung phong"])
def test_the_command_ranks_a_unit_whose_name_begins_like_a_total(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert computed(tmp_path, f"unit,1.1.1\n{name},8.5\n") == 0
    assert name in capsys.readouterr().out


def test_the_command_refuses_a_unit_twice_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert computed(tmp_path, "unit,1.1.1\nXã Hoà An,8.5\nXÃ  HÒA AN,7\n") == 1
    said = capsys.readouterr().err
    assert "Ô A3" in said
    assert "dòng 2" in said
    assert said.count("\n") == 1
