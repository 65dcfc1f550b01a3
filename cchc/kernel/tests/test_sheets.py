"""Tables out and in: what is written comes back, nothing becomes a formula, and a wrong cell is named."""

import csv
import datetime as dt
import io
import re
import time
import zipfile
from collections.abc import Iterator

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cchc.kernel.clock import ZONE
from cchc.kernel.papers import Refused
from cchc.kernel.refusal import Refusal
from cchc.kernel.sheets import Column, Format, download, read, reading, stream, write, writing

COLUMNS = [Column("Mã"), Column("Tên đơn vị"), Column("Số", "number"), Column("Tiền", "money"), Column("Ngày", "date")]
HEADINGS = [str(column.title) for column in COLUMNS]
any_text = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=40)
cell_text = any_text | st.tuples(st.sampled_from(["'", "''", "'=", "''-", "-", "=", "+", "@", "＝"]), any_text).map(
    "".join
)
row = st.tuples(
    cell_text,
    cell_text,
    st.integers(-(10**9), 10**9),
    st.integers(0, 10**13),
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
)


def content(format: Format, rows: list) -> bytes:
    with write(format, COLUMNS, rows, title="Đơn vị [1]/2") as file:
        return file.read()


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@given(rows=st.lists(row, max_size=8))
@settings(deadline=None, max_examples=40)
def test_what_is_written_can_be_read(format: Format, rows: list) -> None:
    lines = read(f"a.{format}", content(format, rows), HEADINGS)
    assert len(lines) == len(rows)
    for line, (code, name, number, money, day) in zip(lines, rows, strict=True):
        assert [line.text("Mã"), line.text("Tên đơn vị")] == [reading.squeeze(code), reading.squeeze(name)]
        assert (line.text("Số"), line.text("Tiền")) == (str(number), str(money))
        assert str(line.cells["Ngày"])[:10] == day.isoformat()


@given(
    start=st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"]),
    rest=st.text(st.characters(categories=["L", "N", "P"])),
)
@settings(deadline=None)
def test_no_text_is_a_formula(start: str, rest: str) -> None:
    text = start + rest
    cell = list(csv.reader(io.StringIO(content("csv", [(text,)]).decode("utf-8-sig"), newline="")))[1][0]
    assert cell == f"'{text}"
    with zipfile.ZipFile(io.BytesIO(content("xlsx", [(text,)]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_numbers_and_days_stay_what_they_are() -> None:
    moment = dt.datetime(2019, 4, 30, 1, 5, tzinfo=dt.UTC)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content("xlsx", [("001", "=1+1", -5, 5_000_000, moment)])))
    values = sheet.get_sheet_by_index(0).to_python()[1]
    assert values[:4] == ["001", "=1+1", -5, 5_000_000]
    assert values[4].isoformat() == "2019-04-30T08:05:00"
    assert (
        content("csv", [("a", None, -5, 7, moment)]).decode("utf-8-sig").splitlines()[1] == "a,,-5,7,2019-04-30 08:05"
    )
    assert moment.astimezone(ZONE).hour == 8


def test_a_csv_begins_with_the_mark_that_spreadsheets_need() -> None:
    assert content("csv", []).startswith(b"\xef\xbb\xbfM\xc3\xa3,")


def test_a_download_is_called_after_what_it_is_and_the_day() -> None:
    response = download("csv", "Đơn vị 2019", COLUMNS, [])
    assert re.search(r'filename="don-vi-2019-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert int(response["Content-Length"]) > 3


def test_a_stream_is_the_same_file_made_while_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_PIECE", 2)
    columns = [Column("Số", "number"), Column("Tên")]
    asked: list[int] = []

    def rows() -> Iterator[tuple[int, str]]:
        for number in range(5):
            asked.append(number)
            yield number, "=Đồng, Tháp"

    answer = stream("Danh sách", columns, rows())
    pieces = iter(answer)
    first = next(pieces)
    assert asked == [], "the heading is on its way before a row is asked for"
    assert (next(pieces).count(b"\r\n"), asked) == (2, [0, 1])
    with write("csv", columns, [(number, "=Đồng, Tháp") for number in range(5)]) as whole:
        written = whole.read()
    assert b"".join(stream("Danh sách", columns, rows())) == written
    assert written.startswith(first)
    assert "danh-sach" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"


def test_a_list_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 3)
    with pytest.raises(Refusal, match="hơn 3 dòng"):
        content("csv", [("a",)] * 4)


def test_columns_are_found_by_heading_wherever_they_stand() -> None:
    data = "Danh sách đơn vị\n\nghi chú;TÊN  đơn vị;ma\nx;Sở Nội vụ;SNV\n;;\ny;Sở Tư pháp\n"
    lines = read("a.csv", data.encode(), ["Mã", "Tên đơn vị"], ["Không có"])
    assert [(line.number, line.text("Mã"), line.text("Tên đơn vị")) for line in lines] == [
        (4, "SNV", "Sở Nội vụ"), (6, "", "Sở Tư pháp"),
    ]  # fmt: skip


def test_a_wrong_cell_is_named_as_a_spreadsheet_names_it() -> None:
    line = read("a.csv", b"x,y,Code\n1,2,3\n", ["Code"], extras=["x", "y"])[0]
    refused = line.wrong("Code", "mã đã có.")
    assert refused.message == "Ô C2 (Code): mã đã có."
    assert [reading.letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"x,y\n1,2\n", "thiếu cột: “Mã”"),
        ("a.csv", "Mã,y\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b"M\xc3\xa3\n\0\n", "không phải tệp chữ"),
        ("a.ods", b"x", "phải là .xlsx hoặc .csv"),
        ("a.xlsx", b"x", "không phải là .xlsx"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 100, "hỏng|lưu lại"),
        ("a.csv", b"", "thiếu cột"),
        ("a.csv", b"x,y\n" * 50 + "Mã,y\n".encode(), "thiếu cột"),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_in_one_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(name, data, ["Mã"])


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_heading_that_stands_twice_is_refused_with_both_columns(format: Format) -> None:
    columns = [Column("Mã"), Column("Đơn vị"), Column("Ghi chú"), Column("đơn  VỊ"), Column("Ghi chú")]
    with write(format, columns, [("1", "Sở Nội vụ", "", "Sở Y tế", "")], title="a") as file:
        data = file.read()
    with pytest.raises(Refused, match=r"cột “Đơn vị” ở nhiều chỗ: B(,| và) D"):
        read(f"a.{format}", data, ["Mã"], ["Đơn vị"])
    assert len(read(f"a.{format}", data, ["Mã"], extras=["Đơn vị"])) == 1, "what nobody reads may stand twice"


def test_a_title_above_the_headings_is_no_second_heading() -> None:
    assert len(read("a.csv", "Đơn vị,Đơn vị\nMã,Đơn vị\n1,Sở\n".encode(), ["Mã", "Đơn vị"])) == 1


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Đơn vị,q1,,q2l", "“q2l” (D), có phải “q2”?"),
        ("Đơn vị,q1,Q 2", "“Q 2” (C), có phải “q2”?"),
        ("Đơn vị,Sở thích,q2", "“Sở thích” (B). Hãy"),
        ("Đơn vị,Nhom,q1,Số phiêú,xyz", "“xyz” (E). Hãy"),
    ],
)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_column_that_nobody_knows_is_named_with_the_one_it_is_likely_meant_for(
    format: Format, head: str, said: str
) -> None:
    columns = [Column(title) for title in head.split(",")]
    with write(format, columns, [["Sở Nội vụ", *["1"] * (len(columns) - 1)]], title="a") as file:
        data = file.read()
    with pytest.raises(Refused) as caught:
        read(f"a.{format}", data, ["Đơn vị"], ["q1", "q2", "Nhóm", "Số phiếu"])
    assert said in caught.value.message
    assert len(read(f"a.{format}", data, ["Đơn vị"], extras=None)) == 1


def test_a_running_number_remarks_and_known_extras_are_passed_over() -> None:
    data = "STT,Đơn vị,Trạng thái,Ghi chú\n1,Sở Nội vụ,Mở,x\n".encode()
    assert [line.text("Đơn vị") for line in read("a.csv", data, ["Đơn vị"], extras=["Trạng thái"])] == ["Sở Nội vụ"]


def test_a_heading_that_a_spreadsheet_takes_for_a_number_is_found() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["unit", 1, 1.2])
        sheet.write_row(1, 0, ["A", 5, 6])
    (line,) = read("a.xlsx", book.getvalue(), ["unit"], ["1", "1.2"])
    assert (line.text("1"), line.text("1.2")) == ("5", "6")


def test_twenty_thousand_rows_take_seconds_not_minutes() -> None:
    rows = [(f"M{i}", f"Đơn vị {i}", i, i * 1000, dt.date(2019, 1, 1)) for i in range(20_000)]
    started = time.perf_counter()
    data = content("xlsx", rows)
    assert len(read("a.xlsx", data, HEADINGS)) == 20_000
    assert time.perf_counter() - started < 15
