"""The styles by which a person goes on editing a document."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from cchc.documents.documents import docx_marks as marks
from cchc.documents.rules.layout import Layout

FONT = "Times New Roman"
BODY, CENTRED, TIGHT, TITLE, SUBJECT, CELL = (
    "Văn bản",
    "Văn bản giữa",
    "Văn bản khít",
    "Tên loại",
    "Trích yếu",
    "Ô bảng",
)


def prepare(document: Any, layout: Layout) -> None:
    """Give a new document the styles of its layout."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(layout.sizes["body"])
    marks.language(normal)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    body = _style(document, BODY, WD_ALIGN_PARAGRAPH.JUSTIFY)
    body.paragraph_format.first_line_indent = Cm(layout.body["indent"])
    body.paragraph_format.space_after = Pt(layout.body["after"])
    body.paragraph_format.line_spacing = layout.body["line"]
    _style(document, CENTRED, WD_ALIGN_PARAGRAPH.CENTER)
    _style(document, TIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    for name, size in ((TITLE, layout.sizes["heading"]), (SUBJECT, layout.sizes["title"])):
        style = _style(document, name, WD_ALIGN_PARAGRAPH.CENTER)
        style.font.bold, style.font.size = True, Pt(size)
        style.paragraph_format.keep_with_next = True
    _style(document, CELL, WD_ALIGN_PARAGRAPH.LEFT).font.size = Pt(layout.sizes["table"])
    for level in (1, 2, 3):
        _heading(document.styles[f"Heading {level}"], layout)


def put(paragraph: Any, name: str) -> Any:
    """Give a paragraph one of the styles above and return it.

    By the style's id: by its name, python-docx reads every style of the document for every paragraph, which is two
    thirds of the time that a long table takes.
    """
    paragraph._p.style = name.replace(" ", "")  # how python-docx makes the id of a style that it adds
    return paragraph


def _style(document: Any, name: str, alignment: Any) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.alignment = alignment
    style.quick_style = True
    return style


def _heading(style: Any, layout: Layout) -> None:
    style.font.name, style.font.size = FONT, Pt(layout.sizes["body"])
    marks.language(style)
    style.font.bold, style.font.italic = True, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    format_ = style.paragraph_format
    format_.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    format_.first_line_indent = Cm(layout.body["indent"])
    format_.space_before, format_.space_after = Pt(0), Pt(layout.body["after"])
    format_.line_spacing, format_.keep_with_next = layout.body["line"], True
