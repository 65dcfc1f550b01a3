"""The words around the task table, cut at their headings: "I. …", "1. …"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.kernel.papers import Block, Paragraph
from cchc.plans.rules.reading import codes
from cchc.plans.rules.reading.words import Words

_PART = re.compile(r"^(?:phần\s+)?(?P<no>[IVX]{1,5}|[A-H])\s*[.:\-–/)]\s*(?P<title>\S.*)$", re.IGNORECASE)
_TOP = re.compile(r"^(?P<no>\d{1,2})[.)]\s+(?P<title>\S.*)$")
_ORGANISATION = re.compile(r"\bto chuc thuc hien\b|\bto chuc trien khai\b")
_LONGEST_HEADING = 200


@dataclass
class Section:
    """A part of the document: its number, title and paragraphs; the first, without number, stands before all others."""

    no: str = ""
    title: str = ""
    lines: list[Paragraph] = field(default_factory=list)

    @property
    def bare(self) -> str:
        return Words.of(self.title).bare

    @property
    def is_organisation(self) -> bool:
        return bool(_ORGANISATION.search(self.bare))


def paragraphs(blocks: Sequence[Block], begins: Mapping[int, int]) -> Iterator[Paragraph]:
    """Yield all text outside the task tables; the cells of other tables (letterhead, signature) as paragraphs.

    ``begins`` holds for each task table (by its place among the blocks) the row of its headings: what stands above
    them in the same grid is text as well.
    """
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows[: begins.get(place)]:
                for cell in row.cells:
                    yield from (Paragraph(line, row.page) for line in cell.own.split("\n") if line.strip())


def split(lines: Sequence[Paragraph]) -> list[Section]:
    """Return the parts that roman numbers (or, in a document without them, arabic ones) head."""
    pattern = _PART if sum(1 for line in lines if _heads(line, _PART)) >= 2 else _TOP
    found = [Section()]
    for line in lines:
        heading = _heads(line, pattern)
        if heading:
            found.append(Section(heading["no"].upper(), heading["title"].strip(" :.")))
        else:
            found[-1].lines.append(line)
    return found


def _heads(line: Paragraph, pattern: re.Pattern[str]) -> re.Match[str] | None:
    found = pattern.match(line.text)
    if found is None or len(line.text) > _LONGEST_HEADING:
        return None
    is_capital = found["title"].upper() == found["title"] or line.bold
    return found if is_capital or (pattern is _TOP and len(line.text) < _LONGEST_HEADING / 2) else None


def below(section: Section) -> list[Section]:
    """Return the numbered headings inside a part, with what stands below each."""
    found: list[Section] = []
    for line in section.lines:
        code, title = codes.leading(line.text)
        is_heading = code.style in {"number", "dotted"} and len(line.text) <= _LONGEST_HEADING
        if is_heading and (line.bold or not title.endswith((".", ";"))):
            found.append(Section(code.text, title.strip(" :."), []))
        elif found:
            found[-1].lines.append(line)
    return found
