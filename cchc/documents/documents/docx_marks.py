"""What python-docx has no word for: fields, borders, repeated headings, page numbers that begin again."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, **attributes: object) -> Any:
    """Return a WordprocessingML element; attributes are of its own namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def page_field(paragraph: Any) -> None:
    """Put the page's number into a paragraph."""
    run = paragraph.add_run()
    for kind in ("begin", None, "separate", "shown", "end"):
        if kind is None:
            instruction = element("instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = "PAGE"
            run._r.append(instruction)
        elif kind == "shown":
            shown = element("t")
            shown.text = "1"
            run._r.append(shown)
        else:
            run._r.append(element("fldChar", fldCharType=kind))


def begin_numbers_again(section: Any) -> None:
    """Let the pages of a section count from one."""
    found = section._sectPr.find(qn("w:pgNumType"))
    if found is None:
        found = element("pgNumType")
        section._sectPr.append(found)
    found.set(qn("w:start"), "1")


def rule_under(paragraph: Any, left: float, right: float) -> None:
    """Draw a rule under a paragraph that leaves ``left`` and ``right`` (cm) free."""
    paragraph.paragraph_format.left_indent = int(left * 360000)
    paragraph.paragraph_format.right_indent = int(right * 360000)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=6, space=1, color="000000"))
    paragraph._p.get_or_add_pPr().append(borders)


def repeat_as_heading(row: Any) -> None:
    """Repeat a table's row at the top of every page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: Any) -> None:
    """Do not break a row over two pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def fixed(table: Any, widths: list[int]) -> None:
    """Give a table's columns the widths (EMU) that both Word and LibreOffice keep."""
    table.autofit = False
    grid = table._tbl.tblGrid
    for column, width in zip(grid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(int(width / 635)))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def language(style: Any) -> None:
    """Say that the text of a style is Vietnamese, and that its font is the same for every script."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{name}"), style.font.name)
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)
    properties.append(element("lang", val="vi-VN", eastAsia="vi-VN"))
