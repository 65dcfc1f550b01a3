"""A PDF of two columns, and what a signature or a form lays over its page."""

import io

import pytest

from cchc.kernel import papers
from cchc.kernel.papers import pdf_columns
from cchc.kernel.tests import paper_files as files


def test_pdf_keeps_the_two_columns_of_a_letterhead_apart_and_reads_a_number_in_a_field() -> None:
    paper = papers.read("a.pdf", files.letterhead_pdf("15"))
    assert [block.text for block in paper.paragraphs] == [
        "UY BAN NHAN DAN TINH AN HOA",
        "So: 15 /KH-UBND",
        "CONG HOA XA HOI CHU NGHIA VIET NAM",
        "Dong Thap, ngay 10 thang 01 nam 2019",
        "KE HOACH",
        "Trien khai cong tac cai cach hanh chinh nam 2019 tren dia ban tinh",
    ]


@pytest.mark.parametrize("kind", ["KE HOACH", "QUYET DINH", "CHUONG TRINH"])
def test_pdf_joins_what_a_narrow_column_breaks_over_two_lines(kind: str) -> None:
    left = ("UBND TINH", "So: 15/KH-", "UBND")
    right = (
        "CONG HOA XA HOI CHU NGHIA VIET",
        "NAM",
        "Doc lap - Tu do - Hanh phuc",
        "Thanh pho Ho Chi Minh, ngay 10 thang 01",
        "nam 2026",
    )
    words = [(70, 780 - 14 * place, text) for place, text in enumerate(left)]
    words += [(300, 780 - 14 * place, text) for place, text in enumerate(right)]
    paper = papers.read("a.pdf", files.drawn_pdf(([], [*words, (250, 690, kind)])))
    assert [block.text for block in paper.paragraphs] == [
        "UBND TINH", "So: 15/KH-UBND", "CONG HOA XA HOI CHU NGHIA VIET NAM",
        "Doc lap - Tu do - Hanh phuc", "Thanh pho Ho Chi Minh, ngay 10 thang 01 nam 2026", kind,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "line", "goes_on"),
    [
        ("Đồng Tháp, ngày 10 tháng 01 năm", "2026", True),
        ("Đồng Tháp, ngày 10", "tháng 01 năm 2026", True),
        ("Đồng Tháp, ngày", "10 tháng 01 năm 2026", True),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", True),
        ("Độc lập - Tự do -", "Hạnh phúc", True),
        ("Số: 15/KH-", "UBND", True),
        ("- Văn phòng Đoàn đại biểu Quốc hội, HĐND", "Tỉnh;", True),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", False),
        ("Độc lập - Tự do - Hạnh phúc", "Đồng Tháp, ngày 10 tháng 01 năm 2026", False),
        ("ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP", False),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", False),
        ("- Bộ Nội vụ", "- Các sở, ban, ngành;", False),
        ("- Lưu: VT.", "Mr", False),
    ],
)
def test_only_the_words_tell_whether_a_full_line_of_a_column_goes_on(above: str, line: str, goes_on: bool) -> None:
    assert pdf_columns.goes_on(above, line) is goes_on


def test_pdf_joins_recipients_that_take_two_lines_and_leaves_the_signature_beside_them() -> None:
    left = ("Noi nhan:", "- Thuong truc Tinh uy, Hoi dong nhan dan", "Tinh An Hoa;", "- Bo Noi vu", "- Luu: VT.", "Mr")
    right = ("TM. UY BAN NHAN DAN", "KT. CHU TICH", "PHO CHU TICH", "", "", "Tran Tri Quang")
    words = [(x, 780 - 14 * y, text) for x, said in ((70, left), (350, right)) for y, text in enumerate(said)]
    paper = papers.read("a.pdf", files.drawn_pdf(([], words)))
    assert [block.text for block in paper.paragraphs] == [
        "Noi nhan:", "- Thuong truc Tinh uy, Hoi dong nhan dan Tinh An Hoa;", "- Bo Noi vu", "- Luu: VT.", "Mr",
        "TM. UY BAN NHAN DAN", "KT. CHU TICH", "PHO CHU TICH", "Tran Tri Quang",
    ]  # fmt: skip


def test_pdf_leaves_a_hidden_field_unread() -> None:
    paper = papers.read("a.pdf", files.letterhead_pdf("15", flags="hidden"))
    assert "So: /KH-UBND" in [block.text for block in paper.paragraphs]


def test_pdf_with_more_stamps_than_any_signature_makes_is_read_without_them() -> None:
    from reportlab.pdfgen.canvas import Canvas

    saved = io.BytesIO()
    canvas = Canvas(saved)
    canvas.drawString(70, 700, "Ke hoach")
    for number in range(501):
        canvas.acroForm.textfield(name=f"f{number}", value="x", x=90, y=762, width=26, height=14)
    canvas.save()
    assert [block.text for block in papers.read("a.pdf", saved.getvalue()).paragraphs] == ["Ke hoach"]


# ------------------------------------------------------------------ rules over words, tables in cells, pages
def test_a_rule_through_words_strikes_them_and_one_under_them_does_not() -> None:
    words = [
        (90, 600, "1"),
        (190, 600, "So Y te"),
        (190, 580, "So Noi vu"),
        (290, 600, "Quy I"),
        (70, 500, "Bo dong nay"),
    ]
    table = files.tight_rules(620, 60)
    struck, under, outside = (190, 604, 230, 604), (190, 578, 240, 578), (70, 504, 140, 504)
    paper = papers.read("a.pdf", files.drawn_pdf(([*table, struck, under, outside], words)))
    ((row,),) = (table.rows for table in paper.tables)
    assert [(cell.text, cell.struck) for cell in row.cells] == [("1", ""), ("So Noi vu", "So Y te"), ("Quy I", "")]
    assert (paper.struck, [*paper.paragraphs]) == (("Bo dong nay",), [])


def test_a_small_table_inside_a_cell_is_said_once_and_marked() -> None:
    inner = files.tight_rules(600, 20, 20, columns=(180, 220, 260))
    words = [
        (90, 600, "1"),
        (182, 586, "NS"),
        (222, 586, "30"),
        (182, 566, "Xa"),
        (222, 566, "20"),
        (290, 600, "Quy I"),
    ]
    (table,) = papers.read("a.pdf", files.drawn_pdf(([*files.tight_rules(620, 80), *inner], words))).tables
    assert [cell.nested for cell in table.rows[0].cells] == [False, True, False]
    assert table.rows[0].cells[1].text.split() == ["NS", "30", "Xa", "20"]


def test_a_table_over_pages_has_the_columns_of_its_widest_part() -> None:
    upper = (
        files.tight_rules(60, 30, columns=(70, 170, 370, 470)),
        [(75, 40, "TT"), (180, 40, "Co quan"), (380, 40, "Han")],
    )
    lower = (
        files.tight_rules(800, 20, 20, columns=(70, 170, 270, 370, 470)),
        [
            (180, 786, "Chu tri"),
            (280, 786, "Phoi hop"),
            (75, 766, "1"),
            (180, 766, "A"),
            (280, 766, "B"),
            (380, 766, "C"),
        ],
    )
    first, second = papers.read("a.pdf", files.drawn_pdf(upper, lower)).tables
    assert [cell.text for cell in first.rows[0].cells] == ["TT", "Co quan", "Co quan", "Han"]
    assert [cell.repeats for cell in first.rows[0].cells] == [None, None, "left", None]
    assert [len(row.cells) for row in second.rows] == [4, 4]
