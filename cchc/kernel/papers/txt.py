"""Plain text: tables are lines with tabs, a blank line inside one is a page break, marks of Markdown are dropped."""

import re

from cchc.kernel.papers.strikes import parted
from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.text import squeeze

_TAG = re.compile(r"</?(?:b|i|u|strong|em|p|div|span|br)\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"<(?:b|strong)>|^#|^\**\s*\*\*|\*\*\s*$", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s+")
_EMPHASIS = re.compile(r"^\*(?=\S)(.*?)\*?$")  # a star at the end alone is the mark of a footnote
_STARS = re.compile(r"(?<!\()\*\*(?!\))")  # "(**)" is the mark of a footnote
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; refuses what isn't UTF-8 or UTF-16 text."""
    lines = _decoded(name, data).splitlines()
    if len(lines) > limits.rows:
        raise Refused("Tệp “%(name)s” dài hơn %(rows)s dòng: hãy chỉ gửi bản kế hoạch.", name=name, rows=limits.rows)
    reader = _Reader()
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        reader.take(line, following)
    reader.end_table()
    if not reader.blocks:
        raise Refused("Tệp “%(name)s” không có chữ nào: hãy chọn lại tệp.", name=name)
    return Paper("txt", tuple(reader.blocks), reader.page, struck=tuple(reader.struck))


def _decoded(name: str, data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("Tệp “%(name)s” không phải văn bản Unicode: hãy lưu lại với bảng mã UTF-8.", name=name) from None
    if _CONTROL.search(text):
        raise Refused("Tệp “%(name)s” không phải là văn bản: hãy dùng .txt, .docx, .xlsx hoặc .pdf.", name=name)
    return text


class _Reader:
    """Collects lines into paragraphs and tables, counting pages and the rows of each."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page = 1
        self.struck: list[str] = []
        self._rows: list[Row] = []
        self._number = 0
        self._is_broken = False  # a blank line since the last row: a page break if a row follows

    def take(self, line: str, following: str) -> None:
        is_row = _is_row(line) or bool(self._rows and not self._is_broken and "\t" in line)
        is_row |= bool(self._rows and not self._is_broken and line.strip() and _is_row(following))
        if not line.strip("\t \xa0"):
            self._is_broken = True
        elif is_row:
            self._take_row(line)
        else:
            self.end_table()
            line, struck = parted(line)
            self.struck += [struck] if struck else []
            paragraph = Paragraph(_clean(line), self.page, bool(_BOLD.search(line.strip())))
            self.blocks += [paragraph] if paragraph.text else []

    def _take_row(self, line: str) -> None:
        if self._rows and self._is_broken:
            self.end_table()
            self.page += 1
            self._number = 0
        self._is_broken = False
        self._number += 1
        pairs = [parted(part) for part in line.split("\t")]
        cells = tuple(Cell(_clean(kept), struck=_clean(struck)) for kept, struck in pairs)
        self._rows.append(Row(cells, self.page, self._number))

    def end_table(self) -> None:
        if self._rows:
            self.blocks.append(Table(tuple(self._rows), self.page))
        self._rows = []


def _is_row(line: str) -> bool:
    """Tell a row from a line that is only indented by tabs."""
    return "\t" in line.strip(" \xa0").lstrip("\t ")


def _clean(text: str) -> str:
    bare = _HEADING.sub("", _STARS.sub("", squeeze(_TAG.sub(" ", text)))).strip()
    return _EMPHASIS.sub(r"\1", bare).strip()
