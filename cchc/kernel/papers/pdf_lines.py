"""Words of a page outside its tables → lines → paragraphs, with two columns side by side kept apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.papers.pdf_columns import goes_on, streams
from cchc.kernel.papers.types import Paragraph
from cchc.kernel.text import squeeze

_MARKED = re.compile(r"^([-+•–*]\s|\(?[\dIVX]{1,4}(\.\d+)*[.)]\s|[a-zđ][.)]\s)")
_PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,3}[-–\s]*$")
_GAP = 2.5  # spaces wider than this many letters' height part two columns
_BROKEN = re.compile(r"(\w[-/])\n(\w)")
_REACH = 0.12  # a line that ends this share of the width before the margin ends its paragraph


@dataclass
class _Line:
    top: float
    bottom: float
    left: float
    right: float
    first: float = 0.0  # where its first word ends
    words: list[str] = field(default_factory=list)
    is_bold: bool = True

    @property
    def text(self) -> str:
        return squeeze(" ".join(self.words))

    @property
    def height(self) -> float:
        return self.bottom - self.top


def paragraphs(page: Any, number: int) -> list[tuple[float, Paragraph]]:
    """Return the paragraphs with their distance from the top of the page; of two columns the left one first."""
    words = page.extract_words(extra_attrs=["fontname"], keep_blank_chars=False, use_text_flow=False)
    columns = [
        (top, [line for line in _lines(stream, is_column=top is not None) if not _is_page_number(line, page)])
        for top, stream in streams(words)
    ]
    lines = [line for _, column in columns for line in column]
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    return [
        (group[0].top if top is None else top, _paragraph(group, number))
        for top, column in columns
        for group in (_merged(column, left, right) if top is None else _merged_in_column(column))
    ]


def _merged(lines: list[_Line], left: float, right: float) -> list[list[_Line]]:
    merged: list[list[_Line]] = []
    for line in lines:
        if merged and _continues(merged[-1][-1], line, left, right):
            merged[-1].append(line)
        else:
            merged.append([line])
    return merged


def _merged_in_column(lines: list[_Line]) -> list[list[_Line]]:
    """Return the lines of one of two columns with those together that only the width of the column has parted."""
    widest = max((line.right - line.left for line in lines), default=0.0)
    merged: list[list[_Line]] = []
    for line in lines:
        above = merged[-1] if merged else []
        if above and _had_no_room(above[-1], line, widest) and goes_on(_joined(above), line.text):
            above.append(line)
        else:
            merged.append([line])
    return merged


def _had_no_room(before: _Line, line: _Line, widest: float) -> bool:
    """Tell whether the first word of ``line`` would have made the line before it wider than its column is."""
    is_next = 0 < line.top - before.top < 2.2 * before.height and line.is_bold == before.is_bold
    return is_next and before.right - before.left + line.first - line.left > widest


def _paragraph(group: list[_Line], number: int) -> Paragraph:
    return Paragraph(_joined(group), number, group[0].is_bold)


def _joined(group: list[_Line]) -> str:
    return joined([line.text for line in group])


def joined(lines: list[str]) -> str:
    """Join lines that were broken for want of room; a word broken behind its hyphen or slash has no space there."""
    return squeeze(_BROKEN.sub(r"\1\2", "\n".join(lines)))


def _lines(words: list[dict[str, Any]], is_column: bool) -> Iterator[_Line]:
    """Yield the lines; within one of two columns no gap parts them ("Số:          /KH-UBND")."""
    line: _Line | None = None
    for word in words:
        is_same = line is not None and abs(word["top"] - line.top) < line.height / 2
        is_apart = line is None or not is_same or (not is_column and word["x0"] - line.right > _GAP * line.height)
        if line is None or is_apart:
            if line is not None:
                yield line
            line = _Line(word["top"], word["bottom"], word["x0"], word["x1"], word["x1"])
        line.words.append(word["text"])
        line.right = word["x1"]
        line.is_bold &= "bold" in word["fontname"].lower()
    if line is not None:
        yield line


def _is_page_number(line: _Line, page: Any) -> bool:
    is_margin = line.top < page.height * 0.1 or line.bottom > page.height * 0.9
    return is_margin and bool(_PAGE_NUMBER.match(line.text))


def _continues(before: _Line, line: _Line, left: float, right: float) -> bool:
    """Tell whether ``line`` goes on with the paragraph of the line before it."""
    reach = (right - left) * _REACH
    return (
        before.right > right - reach
        and line.left < left + reach / 2
        and not _MARKED.match(line.text)
        and line.is_bold == before.is_bold
        and 0 < line.top - before.top < 2.2 * before.height
    )
