"""An outline as lines that a person edits: ``II.1 | Cải cách thể chế | text | gợi ý``, figures below their section.

One line a section: key, title, kind (đề mục, lời văn, số liệu), hint. A line that begins with ``-`` is a figure of the
section above:
``- plans.tasks_done`` from the platform, or ``- procedures | Thủ tục công bố | số đếm | thủ tục`` typed by the units
(``tỷ lệ`` and ``trung bình`` end with what they are a share of).
"""

from collections.abc import Sequence
from dataclasses import replace

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean, squeeze
from cchc.reports.types import FigureKind, FigureOf, SectionKind, SectionOf

_SECTION_KINDS: dict[str, SectionKind] = {"đề mục": "heading", "lời văn": "text", "số liệu": "figures"}
_FIGURE_KINDS: dict[str, FigureKind] = {"số đếm": "count", "tỷ lệ": "ratio", "trung bình": "mean"}
LONGEST = 40_000


def read(text: str) -> tuple[SectionOf, ...]:
    """Return the sections that the lines describe; ``Refusal`` names the line that can't be read."""
    if len(text) > LONGEST:
        raise Refusal("Đề cương dài hơn %(most)s ký tự.", "text", most=LONGEST)
    found: list[SectionOf] = []
    for number, line in enumerate(clean(text).splitlines(), start=1):
        cells = [squeeze(cell) for cell in line.split("|")]
        if not any(cells):
            continue
        if not cells[0].startswith("-"):
            found.append(_section(number, cells))
        elif not found:
            raise Refusal("Dòng %(number)s: số liệu phải đứng dưới một mục.", "text", number=number)
        else:
            figure = _figure(number, [cells[0].removeprefix("-").strip(), *cells[1:]])
            found[-1] = replace(found[-1], figures=(*found[-1].figures, figure))
    return tuple(found)


def _section(number: int, cells: Sequence[str]) -> SectionOf:
    key, title, kind, hint = [*cells, "", "", ""][:4]
    if len(cells) > 4 or not title:
        raise Refusal("Dòng %(number)s: viết “ký hiệu | tên mục | loại | gợi ý”.", "text", number=number)
    if kind.lower() not in _SECTION_KINDS:
        raise Refusal(
            "Dòng %(number)s: loại mục là đề mục, lời văn hoặc số liệu, không phải “%(kind)s”.",
            "text",
            number=number,
            kind=kind,
        )
    return SectionOf(key, title, _SECTION_KINDS[kind.lower()], hint)


def _figure(number: int, cells: Sequence[str]) -> FigureOf:
    if len(cells) == 1:
        return FigureOf(cells[0])
    key, title, kind, unit, over = [*cells, "", "", ""][:5]
    if len(cells) > 5 or kind.lower() not in _FIGURE_KINDS:
        raise Refusal(
            "Dòng %(number)s: viết “- khóa | tên | số đếm, tỷ lệ hoặc trung bình | đơn vị tính | trên”.",
            "text",
            number=number,
        )
    return FigureOf(key, title, unit, _FIGURE_KINDS[kind.lower()], over, is_entered=True)


def write(sections: Sequence[SectionOf]) -> str:
    """Return the lines that ``read`` reads back."""
    kinds = {kind: word for word, kind in _SECTION_KINDS.items()}
    figure_kinds = {kind: word for word, kind in _FIGURE_KINDS.items()}
    lines = []
    for one in sections:
        lines.append(_line([one.key, one.title, kinds[one.kind], one.hint]))
        for figure in one.figures:
            cells = [figure.title, figure_kinds[figure.kind], figure.unit, figure.over] if figure.is_entered else []
            lines.append(_line([f"- {figure.key}", *cells]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return " | ".join(cells)
