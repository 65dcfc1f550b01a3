"""Both writers say the same in the same place: read back by other programs, page by page."""

import datetime as dt
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.documents.actions.making import docx, pdf
from cchc.documents.tests.samples import ALPHABET, SAMPLES
from cchc.kernel import places

KEPT = places.CONTENT.parent / "output" / "documents"


def pages_of(file: Path) -> list[str]:
    """Return the text of each page of a PDF, white space folded, as poppler reads it."""
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return [" ".join(page.split()) for page in read.split("\f")[:-1]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every sample as .docx and .pdf, and the .docx as LibreOffice prints it; kept as output of the tests."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, official in SAMPLES.items():
        (KEPT / f"{name}.docx").write_bytes(docx(official))
        (KEPT / f"{name}.pdf").write_bytes(pdf(official))
    printed = tmp_path_factory.mktemp("printed")
    profile = tmp_path_factory.mktemp("profile")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir",
         str(printed), *(str(KEPT / f"{name}.docx") for name in SAMPLES)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    yield printed
    shutil.rmtree(profile, ignore_errors=True)


@pytest.mark.parametrize("name", SAMPLES)
def test_word_and_pdf_have_the_same_pages_with_the_same_headings(written: Path, name: str) -> None:
    ours, theirs = pages_of(KEPT / f"{name}.pdf"), pages_of(written / f"{name}.pdf")
    assert len(ours) == len(theirs)
    headings = [SAMPLES[name].title, *(annex.title.upper() for annex in SAMPLES[name].annexes)]
    headings += ["Nơi nhận:", SAMPLES[name].signature.name]
    for heading in headings:
        at = [[place for place, page in enumerate(pages) if heading in page] for pages in (ours, theirs)]
        assert at[0] == at[1] != [], heading


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pdf_is_an_archive_file_with_its_fonts(written: Path, name: str) -> None:
    raw = (KEPT / f"{name}.pdf").read_bytes()
    metadata = raw[raw.index(b"<?xpacket begin") : raw.index(b"<?xpacket end")].decode()
    assert re.search(r"pdfaid:part>2<", metadata)
    assert re.search(r"pdfaid:conformance>B<", metadata)
    assert b"/GTS_PDFA1" in raw
    fonts = subprocess.run(["pdffonts", str(KEPT / f"{name}.pdf")], capture_output=True, text=True, check=True).stdout
    rows = fonts.splitlines()[2:]
    assert rows
    for row in rows:
        assert "Tinos" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, subset, with Unicode


def test_every_vietnamese_letter_comes_back_from_the_pdf(written: Path) -> None:
    text = "".join("".join(pages_of(KEPT / "thong-bao.pdf")).split())
    assert [letter for letter in ALPHABET if letter not in text] == []


def test_the_day_of_issue_chooses_where_the_number_of_the_page_stands(written: Path) -> None:
    for name, first in (("ke-hoach-2019", False), ("ke-hoach-2021", True)):
        second = pages_of(KEPT / f"{name}.pdf")[1]
        assert second.startswith("2 ") is first
        assert second.endswith(" 2") is not first
        assert not pages_of(KEPT / f"{name}.pdf")[0].startswith("1 ")


def test_an_annex_is_landscape_counts_its_own_pages_and_repeats_its_heading(written: Path) -> None:
    pages = pages_of(KEPT / "ke-hoach-2021.pdf")
    starts = [place for place, page in enumerate(pages) if "DANH MỤC NHIỆM VỤ" in page]
    assert [page.split()[0:3] for page in pages if page.startswith("Phụ lục")] == [
        ["Phụ", "lục", "I"],
        ["Phụ", "lục", "II"],
    ]
    assert pages[starts[0] + 1].startswith("2 ")
    assert all("Nội dung thực hiện" in page for page in pages[starts[0] :])
    sizes = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", "9", str(KEPT / "ke-hoach-2021.pdf")], capture_output=True, text=True, check=True
    ).stdout
    wide = [match[0] > match[1] for match in re.findall(r"Page +\d+ size: +(\d+)[.\d]* x (\d+)", sizes)]
    assert wide == [place >= starts[0] for place in range(len(pages))]


def test_a_person_goes_on_editing_the_docx(written: Path) -> None:
    document = Document(str(KEPT / "ke-hoach-2019.docx"))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Văn bản", "Tên loại", "Trích yếu", "Heading 1"} <= styles
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.core_properties.title == SAMPLES["ke-hoach-2019"].title
    heading = document.tables[-1].rows[0]._tr.trPr
    assert heading.find(".//{*}tblHeader") is not None
    assert not any("\t" in paragraph.text for paragraph in document.paragraphs)


ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=40)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT, ANY_TEXT)
def test_any_words_are_words_and_never_markup(title: str, name: str) -> None:
    official = SAMPLES["cong-van"]
    official = replace(official, title=title, signature=replace(official.signature, name=name))
    assert pdf(official)[:5] == b"%PDF-"
    document = Document(io.BytesIO(docx(official)))
    said = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(name in words for words in said)
    assert any(f"V/v {title}" in words for words in said)


@pytest.mark.parametrize("words", ["#panic()", '#import "/etc/passwd"', "$x$ *a* _b_ `c` <l> @r \\ [x]", "{{ x }}"])
def test_markup_of_the_engine_is_printed_as_it_stands(words: str, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(replace(SAMPLES["cong-van"], title=words)))
    assert words.replace(" ", "") in pages_of(file)[0].replace(" ", "")


def test_a_draft_leaves_number_and_day_blank(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    draft = replace(SAMPLES["cong-van"], number=None, issued_on=None)
    file.write_bytes(pdf(draft, dt.date(2021, 1, 1)))
    page = pages_of(file)[0]
    assert "Số: /SNV-CCHC" in page
    assert "Đồng Tháp, ngày tháng năm" in page
