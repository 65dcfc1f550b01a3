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
