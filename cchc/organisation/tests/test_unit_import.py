"""Lists of units out and in: a round trip changes nothing, every wrong cell is named, all of it or nothing."""

import csv
import datetime as dt
import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import pytest

from cchc.kernel import commands
from cchc.kernel.refusal import Refusal
from cchc.kernel.sheets import write
from cchc.organisation import queries
from cchc.organisation.actions import importing, load_file, loading
from cchc.organisation.documents import unit_sheet
from cchc.organisation.forms import unit_sheet as forms
from cchc.organisation.models import UnitVersion
from cchc.organisation.tests.units_cases import DAY, NOW, OFFICE, province, written_file

pytestmark = pytest.mark.django_db
HEAD = ["Khóa", "Mã", "Tên", "Cấp", "Loại", "Cấp trên", "Từ ngày", "Đến hết ngày"]


def table(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def bring_in(*rows: Sequence[str], head: Sequence[str] = HEAD) -> None:
    sheet = forms.read("don-vi.csv", table(*rows, head=head))
    assert sheet.errors == ()
    importing.import_rows(sheet.rows, actor=OFFICE, now=NOW)


def problems(*rows: Sequence[str]) -> list[str]:
    sheet = forms.read("don-vi.csv", table(*rows))
    return [*map(str, sheet.errors), *(str(problem) for problem in importing.preview(sheet.rows).problems)]


@pytest.fixture
def made_up() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("note", ["- đổi tên theo NQ 1", "=1+1", "+84", "@", "'- trích", "''=a"])
def test_a_note_that_looks_like_a_formula_comes_back_unchanged(made_up: None, format: str, note: str) -> None:
    UnitVersion.objects.update(note=note)
    with write(format, unit_sheet.COLUMNS, unit_sheet.lines(None)) as file:  # type: ignore[arg-type]
        found = importing.preview(forms.read(f"don-vi.{format}", file.read()).rows)
    assert (found.problems, found.differences) == ((), ())


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("as_of", [None, dt.date(2018, 12, 6), dt.date(2026, 1, 1)])
def test_what_goes_out_comes_back_without_a_difference(format: str, as_of: dt.date | None) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)
    with write(format, unit_sheet.COLUMNS, unit_sheet.lines(as_of)) as file:  # type: ignore[arg-type]
        sheet = forms.read(f"don-vi.{format}", file.read())
    found = importing.preview(sheet.rows)
    assert (sheet.errors, found.problems, found.differences) == ((), (), ())
    assert found.unchanged == len(sheet.rows) > 100


def test_a_whole_province_can_come_from_a_list_alone() -> None:
    bring_in(
        ["", "99", "Tỉnh Phù Sa", "Tỉnh", "tỉnh", "", "", ""],
        ["", "901", "Huyện Trên", "cap huyen", "huyện", "99", "", ""],
        ["", "90001", "Xã An", "Cấp xã", "xã", "901", "", "31/12/2029"],
        ["", "", "Sở Nội vụ", "Sở, ban, ngành tỉnh", "sở", "99", "", ""],
    )
    assert [row.name for row in queries.units(DAY)] == ["Tỉnh Phù Sa", "Sở Nội vụ", "Huyện Trên"]
    assert queries.of_code("90001", dt.date(2029, 12, 31)) == queries.unit_id_by_slug("xa-an")


@pytest.mark.usefixtures("made_up")
def test_a_row_changes_the_period_of_the_same_first_day() -> None:
    sheet = forms.read("a.csv", table(["xa-an", "90001", "Xã An Lành", "Cấp xã", "xã", "huyen-tren", "", ""]))
    (difference,) = importing.preview(sheet.rows).differences
    assert (difference.before["name"], difference.after["name"]) == ("Xã An", "Xã An Lành")
    importing.import_rows(sheet.rows, actor=OFFICE, now=NOW)
    assert UnitVersion.objects.filter(unit__slug="xa-an").get().official_name == "Ủy ban nhân dân xã An Lành"


@pytest.mark.usefixtures("made_up")
def test_a_unit_without_a_key_is_known_by_its_code_of_that_day() -> None:
    bring_in(["", "90001", "Xã An Lành", "Cấp xã", "xã", "901", "", ""])
    assert queries.names([queries.unit_id_by_slug("xa-an")], DAY) == {queries.unit_id_by_slug("xa-an"): "Xã An Lành"}


@pytest.mark.usefixtures("made_up")
def test_columns_that_are_not_there_keep_what_was() -> None:
    bring_in(
        ["so-song-nuoc", "Sở Sông nước", "Sở, ban, ngành tỉnh", "cơ quan", "phu-sa"],
        head=["Khóa", "Tên", "Cấp", "Loại", "Cấp trên"],
    )
    row = UnitVersion.objects.get(unit__slug="so-song-nuoc")
    assert (row.kind, row.symbol, row.code) == ("cơ quan", "SSN", "so-song-nuoc")


@pytest.mark.usefixtures("made_up")
def test_every_wrong_cell_is_named_at_once() -> None:
    found = problems(
        ["Xã Sai", "90009", "", "Cấp trời", "xã", "huyen-tren", "31/02/2020", ""],
        ["", "90010", "Xã Mới", "Cấp xã", "", "huyen-tren", "2020-01-02", "2020-01-01"],
    )
    assert [text.split(":")[0] for text in found] == [
        "Ô A2 (Khóa)",
        "Ô G2 (Từ ngày)",
        "Ô C2 (Tên)",
        "Ô D2 (Cấp)",
        "Ô H3 (Đến hết ngày)",
        "Ô E3 (Loại)",
    ]


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", "90009", "Xã Mới", "Cấp xã", "xã", "909", "", ""], "2: không tìm thấy đơn vị cấp trên"),
        (["xa-moi", "90001", "Xã Mới", "Cấp xã", "xã", "901", "", ""], "mã 90001 đang là của"),
        (["xa-an", "90001", "Xã An", "Cấp xã", "xã", "901", "01/01/2030", ""], "2: hai giai đoạn trùng ngày"),
        (["xa-an", "90001", "Xã An", "Cấp xã", "xã", "xa-binh", "", ""], "không thể trực thuộc"),
        (
            ["huyen-tren", "901", "Huyện Trên", "Cấp huyện", "huyện", "99", "", "31/12/2029"],
            "không hoạt động vào ngày 01/01/2030",
        ),
    ],
)
def test_what_can_not_be_is_told_by_row_and_nothing_is_written(row: list[str], words: str) -> None:
    good = ["", "90011", "Xã Tốt", "Cấp xã", "xã", "901", "", ""]
    assert any(words in text for text in problems(row, good))
    with pytest.raises(Refusal, match="chưa ghi gì"):
        importing.import_rows(forms.read("a.csv", table(row, good)).rows, actor=OFFICE, now=NOW)
    assert not UnitVersion.objects.filter(name="Xã Tốt").exists()


@pytest.mark.usefixtures("made_up")
def test_the_same_period_twice_is_refused() -> None:
    row = ["xa-an", "90001", "Xã An Lành", "Cấp xã", "xã", "901", "", ""]
    assert problems(row, row) == ["3: trùng với dòng 2: cùng đơn vị, cùng ngày bắt đầu."]


def test_a_file_that_is_no_list_gets_one_sentence() -> None:
    with pytest.raises(Refusal, match="thiếu cột"):
        forms.read("a.csv", b"mot,hai\n1,2\n")


def run(argv: list[str]) -> int:
    """Run a command on the test's database, as ``config.program`` does on the platform's."""
    command = commands.find(argv)
    assert command
    parser = ArgumentParser()
    command.arguments(parser)
    try:
        return command.run(parser.parse_args(argv[len(command.words) :]))
    except commands.Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1


@pytest.mark.usefixtures("made_up")
def test_a_column_that_is_none_of_a_units_is_named_with_the_one_it_is_likely_meant_for() -> None:
    head = [*HEAD[:-1], "Đến hế ngày"]
    with pytest.raises(Refusal, match=r"“Đến hế ngày” \(H\), có phải “Đến hết ngày”"):
        forms.read("a.csv", table(["xa-an", "90001", "Xã An Lành", "Cấp xã", "xã", "huyen-tren", "", ""], head=head))


@pytest.mark.usefixtures("made_up")
def test_the_commands_export_look_and_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "danh sách.csv"
    assert run(["units", "export", str(file), "--as-of", "2030-01-01"]) == 0
    file.write_text(file.read_text("utf-8-sig").replace("Xã Bình", "Xã Yên"), "utf-8")
    assert run(["units", "import", str(file)]) == 0
    assert "Chưa ghi gì" in capsys.readouterr().out
    assert not UnitVersion.objects.filter(name="Xã Yên").exists()
    assert run(["units", "import", str(file), "--apply"]) == 0
    assert UnitVersion.objects.filter(name="Xã Yên").exists()


@pytest.mark.usefixtures("made_up")
def test_the_commands_refuse_in_one_place_with_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "sai.csv"
    wrong.write_bytes(table(["", "1", "Xã Mới", "Cấp trời", "xã", "901", "", ""]))
    assert run(["units", "import", str(wrong), "--apply"]) == 1
    assert "Ô D2 (Cấp)" in capsys.readouterr().err
    assert run(["units", "load", str(tmp_path / "khong.yaml")]) == 1
    assert "khong.yaml" in capsys.readouterr().err
    assert run(["units", "export", str(tmp_path / "a.pdf")]) == 1


def test_units_of_a_day_as_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)
    assert run(["units", "--as-of", "2018-12-06", "--level", "commune", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == 144
    assert {"code", "name", "level", "kind", "parent", "valid_from", "valid_to"} == listed[0].keys()
    assert {"code": "29971", "name": "Xã Thường Thới Tiền", "level": "commune", "kind": "xã", "parent": "870",
            "valid_from": None, "valid_to": "2019-01-09"} in listed  # fmt: skip
