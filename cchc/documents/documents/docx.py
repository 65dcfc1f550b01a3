"""An official document as .docx that Word and LibreOffice open and a person goes on editing."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt

from cchc.documents.documents import docx_marks as marks
from cchc.documents.documents import docx_styles as styles
from cchc.documents.documents.spoken import Spoken, heading_words, runs, speak
from cchc.documents.types import Block, Heading, Official, Paragraph, Table, Words

A4 = (Mm(210), Mm(297))
LEFT_SHARE = 0.42
_ALIGN = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}


def docx(official: Official, on: dt.date | None = None) -> bytes:
    """Return the bytes of the .docx; ``on`` chooses the law of its layout."""
    spoken = speak(official, on)
    document = Document()
    styles.prepare(document, spoken.layout)
    _properties(document, official)
    _page(document.sections[0], spoken, landscape=False)
    _head(document, spoken)
    _title(document, spoken)
    _blocks(document, spoken.of.blocks, _text_width(spoken, landscape=False))
    _signature(document, spoken)
    for title, with_what, annex in spoken.annexes:
        section = document.add_section(WD_SECTION.NEW_PAGE)
        _page(section, spoken, annex.landscape)
        marks.begin_numbers_again(section)
        document.add_paragraph(title, styles.TITLE)
        document.add_paragraph(annex.title.upper(), styles.SUBJECT)
        under = document.add_paragraph(style=styles.CENTRED)
        under.add_run(with_what).italic = True
        under.paragraph_format.space_after = Pt(6)
        _blocks(document, annex.blocks, _text_width(spoken, annex.landscape))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _properties(document: Any, official: Official) -> None:
    core = document.core_properties
    core.title, core.author, core.language = official.title[:255], official.issuer[:255], "vi-VN"
    core.comments, core.subject = "", official.properties.get("subject", "")[:255]


def _text_width(spoken: Spoken, landscape: bool) -> int:
    sides = Mm(spoken.layout.margins["left"] + spoken.layout.margins["right"])
    return int(A4[landscape] - sides)


def _page(section: Any, spoken: Spoken, landscape: bool) -> None:
    layout = spoken.layout
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = A4[landscape], A4[not landscape]
    for name in ("top", "bottom", "left", "right"):
        setattr(section, f"{name}_margin", Mm(layout.margins[name]))
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = not layout.number_on_first
    at_top = layout.number_place == "top_centre"
    part = section.header if at_top else section.footer
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if at_top else WD_ALIGN_PARAGRAPH.RIGHT
    marks.page_field(paragraph)
    for run in paragraph.runs:
        run.font.size = Pt(layout.number_size)


def _two_columns(document: Any, spoken: Spoken, rows: int) -> Any:
    table = document.add_table(rows=rows, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    width = _text_width(spoken, landscape=False)
    left = int(width * LEFT_SHARE)
    marks.fixed(table, [left, width - left])
    return table


def _line(cell: Any, words: str, size: float, *, bold: bool = False, italic: bool = False, centre: bool = True) -> Any:
    """Write a line into a cell: into its first, empty paragraph if that is still there."""
    first = cell.paragraphs[0]
    fresh = len(cell.paragraphs) == 1 and not first.text and not first.paragraph_format.right_indent
    paragraph = first if fresh else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def _rule(cell: Any, width: float, share: float) -> None:
    paragraph = cell.add_paragraph()
    free = width * (1 - share) / 2
    marks.rule_under(paragraph, free, free)
    paragraph.paragraph_format.line_spacing = Pt(6)


def _head(document: Any, spoken: Spoken) -> None:
    of, sizes = spoken.of, spoken.layout.sizes
    table = _two_columns(document, spoken, 2)
    (issuer, nation), (number, day) = (row.cells for row in table.rows)
    left, right = (cell.width / Cm(1) for cell in (issuer, nation))
    if of.superior:
        _line(issuer, of.superior.upper(), sizes["superior"])
    _line(issuer, of.issuer.upper(), sizes["issuer"], bold=True)
    _rule(issuer, left, 0.38)
    _line(nation, spoken.nation, sizes["nation"] - 1, bold=True)
    _line(nation, spoken.motto, sizes["motto"], bold=True)
    _rule(nation, right, 0.62)
    _line(number, spoken.number, sizes["number"])
    if not spoken.heading:
        _line(number, f"V/v {of.title}", sizes["about"]).paragraph_format.space_before = Pt(6)
    _line(day, spoken.dated, sizes["date"], italic=True)
    if of.urgency:
        _line(number, of.urgency.upper(), 13, bold=True)


def _title(document: Any, spoken: Spoken) -> None:
    of = spoken.of
    if spoken.heading:
        document.add_paragraph(spoken.heading, styles.TITLE).paragraph_format.space_before = Pt(12)
        document.add_paragraph(of.title, styles.SUBJECT)
        rule = document.add_paragraph(style=styles.CENTRED)
        marks.rule_under(rule, 5.8, 5.8)
    if len(of.addressees) == 1:
        paragraph = document.add_paragraph(f"Kính gửi: {of.addressees[0]}", styles.CENTRED)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    elif of.addressees:
        for words in ("Kính gửi:", *(f"- {one};" for one in of.addressees)):
            document.add_paragraph(words, styles.TIGHT).paragraph_format.left_indent = Cm(3.5)


def _blocks(document: Any, blocks: Iterable[Block], width: int) -> None:
    for block in blocks:
        if isinstance(block, Table):
            _table(document, block, width)
        elif isinstance(block, Heading):
            document.add_heading(heading_words(block), min(block.level, 3))
        else:
            _paragraph(document, block)


def _paragraph(document: Any, block: Paragraph) -> None:
    paragraph = styles.put(document.add_paragraph(), styles.CENTRED if block.centred else styles.BODY)
    if block.bullet:
        paragraph.add_run(f"{block.bullet} ")
    _write(paragraph, block.words, italic=block.basis)


def _write(paragraph: Any, words: Words, *, bold: bool = False, italic: bool = False) -> None:
    for one in runs(words):
        run = paragraph.add_run(one.text)
        run.bold = (one.bold or bold) or None
        run.italic = (one.italic or italic) or None


def _table(document: Any, block: Table, width: int) -> None:
    if block.caption:
        document.add_paragraph(style=styles.CENTRED).add_run(block.caption).italic = True
    heads = 2 if block.numbers else 1
    table = document.add_table(rows=heads + len(block.rows), cols=len(block.columns))
    table.style = "Table Grid"
    whole = sum(column.width for column in block.columns)
    marks.fixed(table, [int(width * column.width / whole) for column in block.columns])
    lines = list(table.rows)
    _cells(lines[0], [column.title for column in block.columns], block, bold=True, centre=True)
    if block.numbers:
        _cells(lines[1], [f"({place})" for place in range(1, len(block.columns) + 1)], block, italic=True, centre=True)
    for line in lines[:heads]:
        marks.repeat_as_heading(line)
    for line, row in zip(lines[heads:], block.rows, strict=True):
        marks.keep_whole(line)
        if row.group:
            _cells(line, row.cells[:2], block, bold=True)
            line.cells[1].merge(line.cells[-1])
        else:
            _cells(line, row.cells, block, bold=row.bold)
    document.add_paragraph(style=styles.TIGHT)


def _cells(
    line: Any, words: Sequence[Words], block: Table, *, bold: bool = False, italic: bool = False, centre: bool = False
) -> None:
    for cell, said, column in zip(line.cells, words, block.columns, strict=False):
        paragraph = styles.put(cell.paragraphs[0], styles.CELL)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else _ALIGN[column.align]
        _write(paragraph, said, bold=bold, italic=italic)
        if block.size:
            for run in paragraph.runs:
                run.font.size = Pt(block.size)


def _signature(document: Any, spoken: Spoken) -> None:
    of, sizes = spoken.of, spoken.layout.sizes
    document.add_paragraph(style=styles.TIGHT)
    row = _two_columns(document, spoken, 1).rows[0]
    marks.keep_whole(row)
    left, right = row.cells
    if spoken.recipients:
        _line(left, "Nơi nhận:", sizes["to_title"], bold=True, italic=True, centre=False)
        for line in spoken.recipients:
            _line(left, line, sizes["to"], centre=False)
    for line in (*of.signature.authority, of.signature.post):
        if line:
            _line(right, line.upper(), sizes["post"], bold=True)
    _line(right, of.signature.name, sizes["name"], bold=True).paragraph_format.space_before = Cm(2.2)
