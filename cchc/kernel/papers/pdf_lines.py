"""Words of a page outside its tables → lines → paragraphs, with two columns side by side kept apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.papers.types import Paragraph
from cchc.kernel.text import squeeze

_MARKED = re.compile(r"^([-+•–*]\s|\(?[\dIVX]{1,4}(\.\d+)*[.)]\s|[a-zđ][.)]\s)")
_PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,3}[-–\s]*$")
_GAP = 2.5  # spaces wider than this many letters' height part two columns
_REACH = 0.12  # a line that ends this share of the width before the margin ends its paragraph


@dataclass
class _Line:
    top: float
    bottom: float
    left: float
    right: float
    words: list[str] = field(default_factory=list)
    is_bold: bool = True

    @property
    def text(self) -> str:
        return squeeze(" ".join(self.words))

    @property
    def height(self) -> float:
        return self.bottom - self.top


def paragraphs(page: Any, number: int) -> list[tuple[float, Paragraph]]:
    """Return the paragraphs with their distance from the top of the page."""
    lines = [line for line in _lines(page) if not _is_page_number(line, page)]
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    merged: list[list[_Line]] = []
    for line in lines:
        if merged and _continues(merged[-1][-1], line, left, right):
            merged[-1].append(line)
        else:
            merged.append([line])
    return [
        (group[0].top, Paragraph(squeeze(" ".join(line.text for line in group)), number, group[0].is_bold))
        for group in merged
    ]


def _lines(page: Any) -> Iterator[_Line]:
    words = page.extract_words(extra_attrs=["fontname"], keep_blank_chars=False, use_text_flow=False)
    line: _Line | None = None
    for word in words:
        is_same = line is not None and abs(word["top"] - line.top) < line.height / 2
        if line is None or not is_same or word["x0"] - line.right > _GAP * line.height:
            if line is not None:
                yield line
            line = _Line(word["top"], word["bottom"], word["x0"], word["x1"])
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
