"""A PDF with text: columns side by side, ruled tables over pages, and what a signature stamps as annotations."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.plan_corpus.document import Beside, Break, Document, Grid, Line, Row, pieces
from cchc.kernel.places import PROJECT

_WIDTH = 780
_FONTS = PROJECT / "cchc" / "documents" / "fonts"


def pdf(document: Document) -> bytes:
    """Return the document on landscape pages."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate

    _styles()
    saved = io.BytesIO()
    made = SimpleDocTemplate(
        saved, pagesize=landscape(A4), leftMargin=30, rightMargin=30, topMargin=40, bottomMargin=40, invariant=1
    )
    story = [part for block in document.blocks for part in _block(block)]
    made.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
    return stamped(saved.getvalue(), document.stamps) if document.stamps else saved.getvalue()


def _numbered(canvas: Any, document: Any) -> None:
    if canvas.getPageNumber() > 1:
        canvas.drawCentredString(420, 570, str(canvas.getPageNumber()))


@cache
def _styles() -> dict[tuple[bool, str], Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Tinos", str(_FONTS / "Tinos-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Tinos-Bold", str(_FONTS / "Tinos-Bold.ttf")))
    places = {"left": 0, "centre": 1, "right": 2}
    return {
        (bold, side): ParagraphStyle(
            f"{bold}{side}", fontName="Tinos-Bold" if bold else "Tinos", fontSize=11, leading=14, alignment=place
        )
        for bold in (False, True)
        for side, place in places.items()
    }


def _text(text: str, bold: bool = False, side: str = "left") -> Any:
    from reportlab.platypus import Paragraph

    tags = {"": "{}", "struck": "<strike>{}</strike>", "raised": "<super>{}</super>"}
    marked = "".join(tags[look].format(escape(words)) for look, words in pieces(text))
    return Paragraph(marked.replace("\n", "<br/>").replace("  ", "&nbsp;&nbsp;"), _styles()[bold, side])


def _block(block: object) -> Iterator[Any]:
    from reportlab.platypus import PageBreak

    if isinstance(block, Line):
        yield _text(block.text, block.bold, block.side)
    elif isinstance(block, Beside):
        yield _beside(block)
    elif isinstance(block, Grid):
        for number, part in enumerate(block.parts()):
            if number:
                yield PageBreak()
            yield _grid(part, block.width)
    elif isinstance(block, Break):
        yield PageBreak()


def _beside(block: Beside) -> Any:
    from reportlab.platypus import Table

    columns = [[_text(line.text, line.bold, line.side) for line in lines] for lines in (block.left, block.right)]
    return Table([columns], colWidths=(_WIDTH * 0.45, _WIDTH * 0.55), style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _grid(part: list[Row], width: int) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Table

    style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    texts: list[list[Any]] = []
    for number, one in enumerate(part):
        texts.append(["" if cell is None else _text(cell.text, cell.bold) for cell in one.cells])
        for column, cell in enumerate(one.cells):
            if cell is not None and (cell.across > 1 or cell.down > 1):
                style.append(("SPAN", (column, number), (column + cell.across - 1, number + cell.down - 1)))
    narrow = 45.0
    return Table(texts, colWidths=(narrow, *[(_WIDTH - narrow) / (width - 1)] * (width - 1)), style=style)


def stamped(content: bytes, stamps: dict[str, str]) -> bytes:
    """Lay each text over the gap before its key, as a widget with an appearance of its own."""
    from benchmarks.plan_corpus.stamps import stamp

    return stamp(content, stamps)
