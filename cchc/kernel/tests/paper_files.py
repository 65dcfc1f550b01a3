"""Small files in each format, made by hand where a library would refuse to make them."""

import io
import zipfile

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def archive(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return saved.getvalue()


def word(body: str, **parts: str | bytes) -> bytes:
    """Return a document with ``body`` and more parts; ``numbering`` stands for ``word/numbering.xml``."""
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    more = {f"word/{name}.xml": content for name, content in parts.items()}
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": document, **more})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def plain_pdf(*lines: str, encrypt: str = "", pages: int = 1) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    saved = io.BytesIO()
    canvas = Canvas(saved, encrypt=StandardEncryption(encrypt) if encrypt else None)
    for _ in range(pages):
        for number, line in enumerate(lines):
            canvas.drawString(70, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return saved.getvalue()


def workbook(fill: object, **options: object) -> bytes:
    """Return a workbook; ``fill`` is called with the book."""
    import xlsxwriter

    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, options or None) as book:
        fill(book)  # type: ignore[operator]
    return saved.getvalue()


def letterhead_pdf(number: str, flags: str = "print") -> bytes:
    """Return a page in two columns; the number stands in a field of a form that a signature has filled in."""
    from reportlab.pdfgen.canvas import Canvas

    saved = io.BytesIO()
    canvas = Canvas(saved)
    for top, left, right in (
        (780, "UY BAN NHAN DAN TINH AN HOA", "CONG HOA XA HOI CHU NGHIA VIET NAM"),
        (765, "So:          /KH-UBND", "Dong Thap, ngay 10 thang 01 nam 2019"),
    ):
        canvas.drawString(70, top, left)
        canvas.drawString(300, top, right)
    canvas.drawString(250, 700, "KE HOACH")
    canvas.drawString(70, 680, "Trien khai cong tac cai cach hanh chinh nam 2019 tren dia ban tinh")
    canvas.acroForm.textfield(
        value=number, x=90, y=762, width=26, height=14, fontSize=11, borderWidth=0, annotationFlags=flags
    )
    canvas.save()
    return saved.getvalue()


def drawn_pdf(*pages: tuple[list[tuple[float, float, float, float]], list[tuple[float, float, str]]]) -> bytes:
    """Return pages of rules (x0, y0, x1, y1) and words (x, y, text) of 12 points, measured from the lower left."""
    from reportlab.pdfgen.canvas import Canvas

    saved = io.BytesIO()
    canvas = Canvas(saved)
    for rules, words in pages:
        canvas.lines(rules)
        canvas.setFont("Helvetica", 12)
        for x, y, text in words:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return saved.getvalue()


def tight_rules(
    top: float, *heights: float, columns: tuple[float, ...] = (70, 170, 270, 370)
) -> list[tuple[float, float, float, float]]:
    """Return the rules of a table; a word 8 points below a rule reaches over it, as in a word processor's PDF."""
    levels = [top - sum(heights[:place]) for place in range(len(heights) + 1)]
    across = [(columns[0], level, columns[-1], level) for level in levels]
    return across + [(column, levels[0], column, levels[-1]) for column in columns]
