"""What a report must say, and which files may be handed in."""

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.refusal import Refusal
from cchc.kernel.uploads import LARGEST, checked
from cchc.plans.rules.reporting import Said, check, check_period

TODAY = dt.date(2019, 3, 1)


@pytest.mark.parametrize(
    ("report", "field"),
    [
        (Said(101, "Xong"), "percent"),
        (Said(-1, "Xong"), "percent"),
        (Said(50, "Xong", spent=-1), "spent"),
        (Said(50, "Xong", spent=10**13 + 1), "spent"),
        (Said(50, "x" * 5001), "done_text"),
        (Said(50, "  "), "done_text"),
        (Said(100, "Xong"), "file"),
        (Said(100, "Xong", reference_number="12/KH-SNV"), "reference_date"),
        (Said(100, "Xong", reference_date=TODAY), "reference_number"),
        (Said(100, reference_number="12/KH-SNV", reference_date=dt.date(2019, 3, 2)), "reference_date"),
    ],
)
def test_a_report_is_refused_at_the_field_that_is_wrong(report: Said, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check(report, 40, TODAY)
    assert refused.value.field == field


def test_going_back_asks_for_the_reason() -> None:
    with pytest.raises(Refusal, match=r"thấp hơn lần trước \(40 %\)"):
        check(Said(30), 40, TODAY)
    check(Said(30, "Rà soát lại, còn thiếu hai xã"), 40, TODAY)


@pytest.mark.parametrize(
    "report",
    [
        Said(100, has_file=True),
        Said(100, reference_number="12/KH-SNV", reference_date=TODAY),
        Said(0, "Đã họp triển khai"),
    ],
)
def test_a_report_that_says_enough_passes(report: Said) -> None:
    check(report, 0, TODAY)


def test_a_period_is_reported_once_it_has_begun() -> None:
    check_period(TODAY, TODAY, TODAY)
    with pytest.raises(Refusal, match="chưa bắt đầu"):
        check_period(dt.date(2019, 3, 2), dt.date(2019, 3, 31), TODAY)


def package(*names: str, mimetype: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "stored"),
    [
        ("Kế hoạch.pdf", b"%PDF-1.7 ...", "Kế hoạch.pdf"),
        ("C:\\Văn bản\\Quyết định.docx", DOCX, "Quyết định.docx"),
        ("../../etc/passwd", DOCX, "passwd.docx"),
        ("ảnh.jpeg", b"\xff\xd8\xff\xe0", "ảnh.jpg"),
        ("ke-hoach.exe", b"%PDF-1.4", "ke-hoach.exe.pdf"),
        (".pdf", b"%PDF-1.4", "san-pham.pdf"),
        ("Bảng.xlsx", package("[Content_Types].xml", "xl/workbook.xml"), "Bảng.xlsx"),
        ("Bảng.ods", package(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "Bảng.ods"),
        ("Phóng sự.mp4", b"\x00\x00\x00\x18ftypmp42", "Phóng sự.mp4"),
    ],
)
def test_a_file_gets_the_name_that_its_content_deserves(name: str, content: bytes, stored: str) -> None:
    assert checked(name, content).name == stored


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "không có nội dung"),
        (b"%PDF-" + b"0" * LARGEST, "lớn hơn 20 MB"),
        (b"MZ\x90\x00", "Chỉ nhận tệp"),
        (b"<html><script>", "Chỉ nhận tệp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "kiểu cũ"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macro"),
        (package("bai-tap.txt"), "Không nhận tệp nén"),
        (DOCX[:60], "bị hỏng"),
    ],
    ids=["empty", "large", "program", "page", "old Word", "macro", "archive", "cut"],  # what is packed holds the time
)
def test_a_hostile_file_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        checked("tep.docx", content)


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_stored_and_sent(name: str) -> None:
    stored = checked(name, b"%PDF-1.4").name
    assert 4 < len(stored) <= 200
    assert not set(stored) & set('\\/:*?"<>|\r\n\x00')
    assert stored.endswith(".pdf")
