"""A small plan in the four formats, for tests: lines above, a grid, lines below.

Cells are parted by "|"; "<" belongs to the cell on the left, "^" to the one above. Lines in ``**`` are bold. In cells
``~~words~~`` are struck out and ``^{1}`` is raised.
"""

import io
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from cchc.kernel import papers
from cchc.kernel.papers import Paper

FORMATS = ("txt", "docx", "xlsx", "pdf")
FONTS = Path(__file__).parents[2] / "documents" / "fonts"
Grid = list[list[str]]
Spans = list[tuple[int, int, int, int]]

HEAD = (
    "**ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP**",
    "Số: 15/KH-UBND",
    "Đồng Tháp, ngày 10 tháng 01 năm 2019",
    "**KẾ HOẠCH**",
    "**Cải cách hành chính năm 2019**",
)
COLUMNS = "TT|Nội dung|Cơ quan chủ trì|Thời gian|Sản phẩm"


def paper(form: str, table: Sequence[str] = (), above: Sequence[str] = HEAD, below: Sequence[str] = ()) -> Paper:
    """Return the paper that a file of this format holds."""
    grid = [row.split("|") for row in table]
    return papers.read(f"a.{form}", {"txt": _txt, "docx": _docx, "xlsx": _xlsx, "pdf": _pdf}[form](above, grid, below))


_MARKED = re.compile(r"~~(?P<struck>.+?)~~|\^\{(?P<raised>.+?)\}")


def _parts(text: str) -> list[tuple[str, str]]:
    """Return the words of a cell in order, each with how it is set: "struck", "raised" or plainly."""
    made, at = [], 0
    for found in _MARKED.finditer(text):
        made += [("", text[at : found.start()]), (found.lastgroup or "", found[1] or found[2])]
        at = found.end()
    return [(kind, words) for kind, words in (*made, ("", text[at:])) if words]


def _bare(line: str) -> str:
    return line.removeprefix("**").removesuffix("**")


def _shown(text: str) -> str:
    return "" if text in ("<", "^") else text


def _spans(grid: Grid) -> Spans:
    """Return the merged cells: first row and column, last row and column."""
    found = []
    for down, row in enumerate(grid):
        for across, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right, low = across, down
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while low + 1 < len(grid) and across < len(grid[low + 1]) and grid[low + 1][across] == "^":
                low += 1
            if (right, low) != (across, down):
                found.append((down, across, low, right))
    return found


def _txt(above: Sequence[str], grid: Grid, below: Sequence[str]) -> bytes:
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    rows = ["\t".join(re.sub(r"\^\{(.+?)\}", lambda one: one[1].translate(raised), _shown(text)) for text in row)
            for row in grid]  # fmt: skip
    return "\n".join([*above, "", *rows, "", *below]).encode()


def _docx(above: Sequence[str], grid: Grid, below: Sequence[str]) -> bytes:
    from docx import Document

    document = Document()
    for line in above:
        _word(document.add_paragraph(), _bare(line), line.startswith("**"))
    if grid:
        table = document.add_table(rows=len(grid), cols=len(grid[0]))
        for down, row in enumerate(grid):
            for across, text in enumerate(row):
                _word(table.cell(down, across).paragraphs[0], _shown(text))
        for top, left, low, right in _spans(grid):
            text = grid[top][left]
            table.cell(top, left).merge(table.cell(low, right)).text = text
    for line in below:
        _word(document.add_paragraph(), _bare(line), line.startswith("**"))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _word(paragraph: Any, text: str, bold: bool | None = None) -> None:
    for kind, words in _parts(text):
        run = paragraph.add_run(words)
        run.bold = bold
        run.font.strike, run.font.superscript = kind == "struck" or None, kind == "raised" or None


def _xlsx(above: Sequence[str], grid: Grid, below: Sequence[str]) -> bytes:
    import xlsxwriter

    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(above):
            _excel(book, sheet, at, 0, _bare(line))
        start = len(above)
        for down, row in enumerate(grid):
            for across, text in enumerate(row):
                if _shown(text):
                    _excel(book, sheet, start + down, across, text)
        for top, left, low, right in _spans(grid):
            sheet.merge_range(start + top, left, start + low, right, grid[top][left])
        for at, line in enumerate(below, start + len(grid)):
            _excel(book, sheet, at, 0, _bare(line))
    return saved.getvalue()


def _excel(book: Any, sheet: Any, row: int, column: int, text: str) -> None:
    looks = {"": book.add_format(), "struck": book.add_format({"font_strikeout": True}),
             "raised": book.add_format({"font_script": 1})}  # fmt: skip
    parts = _parts(text)
    if len(parts) == 1:
        sheet.write_string(row, column, parts[0][1], looks[parts[0][0]])
    else:
        sheet.write_rich_string(row, column, *(one for kind, words in parts for one in (looks[kind], words)))


@cache
def _styles() -> tuple[Any, Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Plan-{name}", str(FONTS / f"Tinos-{name}.ttf")))
    plain, bold = (
        ParagraphStyle(name, fontName=f"Plan-{name}", fontSize=10, leading=13, spaceAfter=4)
        for name in ("Regular", "Bold")
    )
    return plain, bold


def _pdf(above: Sequence[str], grid: Grid, below: Sequence[str]) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    plain, bold = _styles()
    story: list[Any] = [Paragraph(_marked(_bare(line)), bold if line.startswith("**") else plain) for line in above]
    if grid:
        table = Table([[Paragraph(_marked(_shown(text)), plain) for text in row] for row in grid])
        spans = [("SPAN", (left, top), (right, low)) for top, left, low, right in _spans(grid)]
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans])
        story.append(table)
    story += [Paragraph(_marked(_bare(line)), bold if line.startswith("**") else plain) for line in below]
    saved = io.BytesIO()
    SimpleDocTemplate(saved, pagesize=landscape(A4), invariant=1).build(story)
    return saved.getvalue()


def _marked(text: str) -> str:
    """Return the words of a cell with the marks that a paragraph of a PDF is made from."""
    tags = {"": "{}", "struck": "<strike>{}</strike>", "raised": "<super>{}</super>"}
    return "".join(tags[kind].format(escape(words)) for kind, words in _parts(text))
