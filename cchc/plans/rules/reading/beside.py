"""Sentences outside the tables that give work or set a day: "Riêng nhiệm vụ 1 giao Sở Y tế chủ trì".

A table is the plan; what a sentence beside it changes nobody sees unless it is asked. It is no task of its own: the
same work may stand in the table as well.
"""

import re
from collections.abc import Iterator, Sequence

from cchc.kernel.papers import Paper, Paragraph
from cchc.plans.rules.reading import doubts, lists, sections
from cchc.plans.rules.reading.codes import without_bullet
from cchc.plans.rules.reading.sections import Section
from cchc.plans.rules.reading.tables import TaskTable
from cchc.plans.types import Doubt, Duty

_BODY = (
    r"(?:các |những )?(?:Sở|Ban|UBND|U[ỷy] ban|Ủy ban|Văn phòng|Công an|Phòng|Thanh tra|Chi cục|Trung tâm|Đài|Báo)\b"
)
_GIVES = re.compile(
    rf"\b(?:[Gg]iao|[Pp]hân công|[Đđ]ề nghị|[Yy]êu cầu)\s+(?:cho\s+)?{_BODY}"
    rf"|{_BODY}[^.;:]{{0,80}}\b(?:chủ trì|tham mưu)\b"
    r"|\b[Hh]oàn thành\s+(?:xong\s+)?(?:trước|trong|vào|chậm nhất|đến)\b"
    r"|\b(?:trước|chậm nhất|đến hết|hạn)\s+(?:là\s+)?(?:ngày\s+)?\d{1,2}\s*(?:/|tháng)\s*\d"
    r"|\b[Nn]hiệm vụ\s+(?:số\s+|thứ\s+)?\d"
)
_BASIS = re.compile(
    r"^\W*(?:căn cứ|theo đề nghị|thực hiện (?:quyết định|nghị quyết|công văn|kế hoạch))\b", re.IGNORECASE
)


def given(
    paper: Paper, found: Sequence[TaskTable], lines: Sequence[Paragraph], parts: Sequence[Section], ending: int
) -> tuple[list[str], list[Paragraph]]:
    """Return what gives work outside the tables, in the paper's words, and the lines of it that no field holds.

    A duty is named by its heading: "1. Rà soát thủ tục" over "Đơn vị chủ trì: Sở Y tế".
    """
    begins = {table.place: table.begin for table in found}
    below = [len(list(sections.paragraphs(paper.blocks[: table.place + 1], begins))) for table in found]
    first, annexed = min(below), min((place for place in below if place >= ending), default=len(lines))
    headings = [heading for part in parts if is_duty(part) for heading in sections.below(part)]
    duties = {id(line): f"{heading.no}. {heading.title}" for heading in headings for line in heading.lines}
    organisation = {id(line) for part in parts if part.is_organisation for line in part.lines}
    said: dict[str, None] = {}  # in order, each once
    loose: list[Paragraph] = []
    for place, line in enumerate(lines):
        if id(line) in organisation or ending <= place < annexed or _BASIS.match(line.text):
            continue
        is_above = place < first and id(line) in duties
        if _is_labelled(line) or (not is_above and _GIVES.search(line.text)):
            said[duties[id(line)] if is_above else line.text] = None
            loose += [] if id(line) in duties else [line]
    return list(said), loose


def is_duty(part: Section) -> bool:
    """Tell whether a part speaks of duties, by its heading."""
    return not part.is_organisation and any(word in part.bare for word in ("nhiem vu", "noi dung", "giai phap"))


def _is_labelled(line: Paragraph) -> bool:
    cells = lists.labelled(line.text)[1]
    return bool(cells.get("lead") or cells.get("schedule"))


def duty(loose: Sequence[Paragraph]) -> Iterator[Duty]:
    """Yield the sentences that no field holds as a duty without a heading, so that none is lost."""
    if loose:
        yield Duty("", "", tuple(without_bullet(line.text) for line in loose))


def questions(said: Sequence[str]) -> Iterator[Doubt]:
    """Yield the question about sentences that give work beside the tables."""
    if said:
        named = "; ".join(f"“{doubts.shortened(text)}”" for text in said)
        why = f"Ngoài bảng có {len(said)} chỗ giao việc hoặc đặt hạn ({named}): hãy xem nhiệm vụ nào phải sửa hay thêm."
        yield Doubt("", "tasks", why, blocks=True)
