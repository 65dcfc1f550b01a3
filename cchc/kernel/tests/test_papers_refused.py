"""Whatever can't or mustn't be read is refused in one Vietnamese sentence, and never by another exception."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel import papers
from cchc.kernel.papers import Limits, Refused
from cchc.kernel.tests import paper_files as files

GOOD_WORD = files.word(files.paragraph("Kế hoạch"))
GOOD_BOOK = files.workbook(lambda book: book.add_worksheet().write_row(0, 0, ["a", "b", "c"]))
GOOD_PDF = files.plain_pdf("Ke hoach")
BOMB = b"<w:p/>" * 9_000_000


def refusal(name: str, data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        papers.read(name, data, limits)
    sentence = caught.value.message
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert ": hãy " in sentence or ", " in sentence
    return sentence


def read_or_refused(name: str, data: bytes) -> None:
    """Fail on any exception but ``Refused``, and on a paper without anything in it."""
    try:
        blocks = papers.read(name, data).blocks
    except Refused:
        return
    assert blocks


def entities(where: str) -> bytes:
    doctype = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    external = '<!DOCTYPE w:document [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    head = doctype if where == "inside" else external
    document = f"{head}<w:document {files.W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    return files.archive({"[Content_Types].xml": files.TYPES, "word/document.xml": document})


def claims_to_be_encrypted() -> bytes:
    data = bytearray(GOOD_WORD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def far_cell(ref: str) -> bytes:
    sheet = f'<row r="1"><c r="{ref}" t="inlineStr"><is><t>x</t></is></c></row>'
    parts = {}
    with zipfile.ZipFile(io.BytesIO(GOOD_BOOK)) as book:
        for name in book.namelist():
            parts[name] = book.read(name)
    content = parts["xl/worksheets/sheet1.xml"].decode()
    start, end = content.index("<sheetData>"), content.index("</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = content[: start + 11] + sheet + content[end:]
    return files.archive(parts)


def macro_book() -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD_BOOK)) as book:
        return files.archive({name: book.read(name) for name in book.namelist()} | {"xl/vbaProject.bin": b"x"})


def document(content: str | bytes, types: str = files.TYPES, **parts: bytes) -> bytes:
    return files.archive({"[Content_Types].xml": types, "word/document.xml": content, **parts})


MACRO_WORD = document("<x/>", **{"word/vbaProject.bin": b"x"})
MACRO_TYPE = document(
    "<x/>", files.TYPES.replace("application/xml", "application/vnd.ms-word.document.macroEnabled+xml")
)
WIDE_ENTITIES = document('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
SCAN = files.plain_pdf()

CASES = {
    "empty": ("a.docx", b"", "rỗng"),
    "unknown kind": ("a.exe", b"MZ", ".docx, .xlsx"),
    "no suffix": ("kehoach", b"abc", ".docx, .xlsx"),
    "not a zip": ("a.docx", b"hello", "không phải là .docx"),
    "a PDF called Word": ("a.docx", GOOD_PDF, "không phải là .docx"),
    "Word called PDF": ("a.pdf", GOOD_WORD, "không phải là .pdf"),
    "Word called text": ("a.txt", GOOD_WORD, "không phải là .txt"),
    "Word called Excel": ("a.xlsx", GOOD_WORD, "không chứa"),
    "a plain archive": ("a.docx", files.archive({"a.txt": "x"}), "không chứa"),
    "macros in Word": ("a.docx", MACRO_WORD, "macro"),
    "macros by content type": ("a.docx", MACRO_TYPE, "macro"),
    "macros in Excel": ("a.xlsx", macro_book(), "macro"),
    "docm": ("a.docm", GOOD_WORD, "macro"),
    "old Word": ("a.doc", OLE, "Office cũ"),
    "old Word renamed": ("a.docx", OLE, "Office cũ"),
    "encrypted Office": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "encrypted entries": ("a.docx", claims_to_be_encrypted(), "mật khẩu"),
    "a bomb": ("a.docx", files.archive({"[Content_Types].xml": files.TYPES, "word/document.xml": BOMB}), "quá lớn"),
    "many entries": ("a.docx", files.archive({f"{n}.xml": "" for n in range(5001)}), "quá lớn"),
    "entities": ("a.docx", entities("inside"), "thực thể"),
    "external entities": ("a.docx", entities("outside"), "thực thể"),
    "entities in UTF-16": ("a.docx", WIDE_ENTITIES, "thực thể"),
    "broken XML": ("a.docx", files.archive({"[Content_Types].xml": files.TYPES, "word/document.xml": "<w:p"}), "hỏng"),
    "no words": ("a.docx", files.word(""), "không có chữ"),
    "no cells": ("a.xlsx", files.workbook(lambda book: book.add_worksheet()), "không có ô"),
    "a cell too far down": ("a.xlsx", far_cell("A1048576"), "dài hơn"),
    "a cell too far right": ("a.xlsx", far_cell("XFD1"), "rộng hơn"),
    "a scan": ("a.pdf", SCAN, "bản quét"),
    "a PDF with password": ("a.pdf", files.plain_pdf("x", encrypt="secret"), "mật khẩu"),
    "half a PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj", "hỏng"),
    "another encoding": ("a.txt", b"K\xd5 ho\xb9ch", "UTF-8"),
    "no text at all": ("a.txt", b"\x00\x01\x02", "không phải là văn bản"),
    "blank text": ("a.txt", b" \n\t\n", "không có chữ"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_a_file_that_must_not_be_read_is_refused_in_one_sentence(case: str) -> None:
    name, data, words = CASES[case]
    assert words in refusal(name, data)


def test_sizes_and_numbers_are_limits_of_the_caller() -> None:
    assert "nặng" in refusal("a.txt", b"x" * 1001, Limits(bytes=1000))
    assert "trang" in refusal("a.pdf", files.plain_pdf("x", pages=3), Limits(pages=2))
    assert "dòng" in refusal("a.txt", b"x\n" * 11, Limits(rows=10))
    rows = files.table(*[files.cell("x")] * 11)
    assert "dòng" in refusal("a.docx", files.word(rows), Limits(rows=10))
    assert "chữ" in refusal("a.docx", files.word(files.paragraph("x" * 101)), Limits(characters=100))


def test_a_hundred_megabytes_are_refused_at_once() -> None:
    assert "100 MB" in refusal("a.docx", b"PK\x03\x04" + bytes(100 * 2**20))


def test_a_pdf_whose_stream_unpacks_to_gigabytes_is_refused_and_this_process_stays_small() -> None:
    """pdfminer unpacks without limit; the process that reads has one."""
    import resource
    import zlib

    packer = zlib.compressobj(9)
    head = packer.compress(b" " * 2**24) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * 2**24) + packer.flush(zlib.Z_FULL_FLUSH)  # needs nothing before it, so it repeats
    stream = head + again * 255
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal("a.pdf", data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_the_name_is_shown_without_its_folder_and_control_characters() -> None:
    assert "“a b.docx”" in refusal("C:\\Users\\x\\a\nb.docx", b"")
    assert "/etc" not in refusal("../../etc/a.docx", b"")


@pytest.mark.parametrize(("name", "good"), [("a.docx", GOOD_WORD), ("a.xlsx", GOOD_BOOK)])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 20_000), at=st.integers(0, 20_000), noise=st.binary(max_size=8))
def test_damaged_files_are_read_or_refused(name: str, good: bytes, cut: int, at: int, noise: bytes) -> None:
    place = at % len(good)
    damaged = good[:place] + noise + good[place + len(noise) :]
    for data in (good[: cut % len(good)], damaged):
        read_or_refused(name, data)


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(["a.txt", "a.docx", "a.xlsx", "a.pdf", "a"]), data=st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    if name == "a.pdf" and b"%PDF-" in data:
        return
    read_or_refused(name, data)


@settings(max_examples=6, deadline=None)
@given(cut=st.integers(10, len(GOOD_PDF) - 1))
def test_truncated_pdfs_are_read_or_refused(cut: int) -> None:
    read_or_refused("a.pdf", GOOD_PDF[:cut])
