"""Words crossed out by letters or marks of their own, and figures set as the marks of footnotes, in any format."""

import re
from dataclasses import replace

from cchc.kernel.papers.types import Block, Cell, Paper, Paragraph, Row
from cchc.kernel.text import squeeze

_OVERLAID = re.compile("(?:[^\u0335\u0336\\n][\u0335\u0336])+")
_OVERLAY = dict.fromkeys((0x335, 0x336))
_MARKED = re.compile(
    r"~~(?=\S)(?P<struck>.+?)(?<=\S)~~|<(?P<tag>s|del|strike)>(?P<words>.*?)</(?P=tag)>", re.IGNORECASE
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Return the figures of a text as those of a footnote's mark: "1" over a number is no digit of it."""
    return text.translate(_RAISED)


def parted(text: str) -> tuple[str, str]:
    """Return a text without the words that marks of plain text cross out (``~~so~~``), and these words."""
    struck: list[str] = []

    def taken(found: re.Match[str]) -> str:
        struck.append(found["struck"] or found["words"] or "")
        return " "

    return _MARKED.sub(taken, text), squeeze(" ".join(struck))


def without_overlaid(paper: Paper) -> Paper:
    """Return the paper without letters that a stroke lies over (U+0336), which copying out of a page leaves."""
    struck: list[str] = list(paper.struck)
    blocks: list[Block] = []
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            text, gone = _overlaid(block.text)
            struck += [gone] if gone else []
            blocks += [replace(block, text=squeeze(text))] if text.strip() else []
        else:
            blocks.append(replace(block, rows=tuple(_row(row) for row in block.rows)))
    return replace(paper, blocks=tuple(blocks), struck=tuple(struck))


def _row(row: Row) -> Row:
    return replace(row, cells=tuple(_cell(cell) for cell in row.cells))


def _cell(cell: Cell) -> Cell:
    text, gone = _overlaid(cell.text)
    return replace(cell, text=text.strip(), struck=squeeze(f"{cell.struck} {gone}")) if gone else cell


def _overlaid(text: str) -> tuple[str, str]:
    if "\u0336" not in text and "\u0335" not in text:
        return text, ""
    gone = " ".join(found[0].translate(_OVERLAY) for found in _OVERLAID.finditer(text))
    return re.sub(" +", " ", _OVERLAID.sub(" ", text)), squeeze(gone)
