"""The plan of 2019 in the other formats, written as offices write them; ``python -m`` this file makes the PDF anew."""

import io
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from cchc.kernel import papers
from cchc.kernel.papers import Paper, Paragraph, Row, Table
from cchc.kernel.places import CONTENT

TEXT = CONTENT / "plans" / "dong-thap-2019.txt"
PDF = Path(__file__).parent / "data" / "dong-thap-2019.pdf"
WIDTH = 8
WIDTHS = (30, 180, 95, 100, 120, 95, 75, 60)


def paper() -> Paper:
    return papers.read(TEXT.name, TEXT.read_bytes())


def segments() -> list[list[list[str]]]:
    """Return the rows of each page; the half of a row that a page break leaves stays a row of its own."""
    return [[padded(row) for row in table.rows] for table in paper().tables]


def padded(row: Row) -> list[str]:
    texts = [cell.text for cell in row.cells]
    return (texts + [""] * WIDTH)[:WIDTH]


def whole_rows() -> list[list[str]]:
    """Return the rows below the headings, the split one made whole by hand."""
    rows: list[list[str]] = []
    for row in [row for segment in segments() for row in segment][1:]:
        if not row[0] and row[1][:1].islower():
            rows[-1] = [f"{one}\n{two}".strip() if two else one for one, two in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return rows


def around() -> tuple[list[Paragraph], list[Paragraph]]:
    """Return the paragraphs above and below the tables."""
    blocks = paper().blocks
    tables = [place for place, block in enumerate(blocks) if isinstance(block, Table)]
    above = [block for block in blocks[: tables[0]] if isinstance(block, Paragraph)]
    return above, [block for block in blocks[tables[-1] :] if isinstance(block, Paragraph)]


def is_group(row: list[str]) -> bool:
    return not any(row[2:]) and row[0][:1].isdigit()


def docx() -> bytes:
    """Letterhead and signature in tables without lines, headings again on each page, merged rows for the fields."""
    from docx import Document

    document = Document()
    above, below = around()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    for line in above:
        document.add_paragraph().add_run(line.text).bold = line.bold
    heading = segments()[0][0]
    for number, segment in enumerate(segments()):
        rows = segment if number == 0 else [heading, *segment]
        table = document.add_table(rows=0, cols=WIDTH)
        for row in rows:
            cells = table.add_row().cells
            if is_group(row):
                cells[0].merge(cells[-1]).text = " ".join(filter(None, row[:2]))
                continue
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
        document.add_page_break()
    for line in below:
        document.add_paragraph(line.text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def xlsx() -> bytes:
    """Headings in two rows with the agencies under one, fields in merged rows, amounts and texts as written."""
    import xlsxwriter

    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        sheet = book.add_worksheet("Kế hoạch")
        above, below = around()
        at = 0
        for line in above:
            sheet.write_string(at, 0, line.text)
            at += 1
        heading = segments()[0][0]
        for column, text in enumerate(heading):
            if column in (3, 4):
                sheet.write_string(at + 1, column, ("Chủ trì", "Phối hợp")[column - 3])
            else:
                sheet.merge_range(at, column, at + 1, column, text)
        sheet.merge_range(at, 3, at, 4, "Cơ quan, đơn vị")
        at += 2
        for row in whole_rows():
            if is_group(row):
                sheet.merge_range(at, 0, at, WIDTH - 1, " ".join(filter(None, row[:2])))
            else:
                for column, text in enumerate(row):
                    sheet.write_string(at, column, text)
            at += 1
        for line in below:
            sheet.write_string(at, 0, line.text)
            at += 1
    return saved.getvalue()


def pdf(font: str) -> bytes:
    """Ruled tables with the headings again on each page, a row split between two, page numbers."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, SimpleDocTemplate
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(TTFont("Plain", font))
    pdfmetrics.registerFont(TTFont("Bold", font.replace(".ttf", "-Bold.ttf")))
    plain = ParagraphStyle("plain", fontName="Plain", fontSize=9, leading=12, spaceAfter=4)
    bold = ParagraphStyle("bold", fontName="Bold", fontSize=9, leading=12, spaceAfter=4)
    above, below = around()
    story = [Text(escape(line.text), bold if line.bold else plain) for line in above]
    heading = segments()[0][0]
    for number, segment in enumerate(segments()):
        rows = segment if number == 0 else [heading, *segment]
        grid = Grid(
            [[Text(escape(text), plain) for text in _across(row)] for row in rows], colWidths=WIDTHS, repeatRows=1
        )
        spans = [("SPAN", (0, place), (-1, place)) for place, row in enumerate(rows) if is_group(row)]
        grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans])
        story += [grid, PageBreak()]
    story += [Text(escape(line.text), bold if line.bold else plain) for line in below]
    saved = io.BytesIO()
    SimpleDocTemplate(saved, pagesize=landscape(A4), invariant=1).build(
        story, onLaterPages=lambda canvas, page: canvas.drawString(420, 20, str(page.page))
    )
    return saved.getvalue()


def _across(row: list[str]) -> list[str]:
    return [" ".join(filter(None, row[:2])), *[""] * (WIDTH - 1)] if is_group(row) else row


if __name__ == "__main__":
    PDF.write_bytes(pdf(sys.argv[1]))
