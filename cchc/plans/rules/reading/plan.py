"""A paper → the plan it holds."""

import datetime as dt
from collections.abc import Iterator, Sequence

from cchc.kernel.papers import Paper, Paragraph
from cchc.organisation.types import Directory
from cchc.plans.rules.reading import (
    beside,
    doubts,
    frame,
    letterhead,
    lists,
    sections,
    signature,
    tables,
    tasks,
    totals,
)
from cchc.plans.rules.reading.codes import without_bullet
from cchc.plans.rules.reading.lists import Listed
from cchc.plans.rules.reading.rows import Entry
from cchc.plans.rules.reading.sections import Section
from cchc.plans.rules.reading.tables import TaskTable
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.types import Duty, NotAPlan, Reading

_MOST_TASKS = 5000


def issued_on(paper: Paper) -> dt.date | None:
    """Return the day on which the document says it was issued; units are looked up as of that day."""
    paper = tables.parted(paper)
    return letterhead.read(_above(paper, tables.find(paper))).issued_on


def read_plan(paper: Paper, directory: Directory) -> Reading:
    """Return the plan that a paper holds, its units those of ``directory``; raises ``NotAPlan``."""
    whole, paper = paper, tables.parted(paper)
    found = tables.find(paper)
    lines = list(sections.paragraphs(paper.blocks, {table.place: table.begin for table in found}))
    framed = frame.read(_above(paper, found))
    ending = signature.ending(lines)
    parts = sections.split(lines[:ending])
    entries = tables.entries(found, tables.fields(paper, found))
    listed = lists.read(parts) if not entries else Listed([], [])
    said, loose = beside.given(paper, found, lines, parts, ending) if entries else ([], [])
    _check(paper, entries or listed.entries, framed)
    signed, resolver = signature.signatory(lines), Resolver(directory)
    grouped = tasks.grouped(entries or listed.entries, resolver, framed.year, tuple(totals.of_lines(lines)))
    reading = Reading(
        number=framed.number,
        issued_on=framed.issued_on,
        place=framed.place,
        issuer=frame.issuer(framed.head, signed, directory, resolver),
        title=framed.title,
        year=framed.year,
        bases=framed.bases,
        duties=(*_duties(parts), *beside.duty(loose)) if entries else tuple(_passed(listed)),
        groups=grouped.groups,
        organisation=tuple(line.text for part in parts if part.is_organisation for line in part.lines),
        recipients=signature.recipients(lines),
        signatory=signed,
    )
    pages = {paper.blocks[table.place].page for table in found}
    about = doubts.of_paper(paper, pages, [*paper.struck, *tables.struck(whole, found)])
    asked = [*framed.doubts, *about, *doubts.of_rest(listed, list(tables.unread(paper, found)))]
    asked += [*beside.questions(said), *grouped.doubts]
    return reading.doubting(*doubts.of_reading(reading, asked, directory))


def _above(paper: Paper, found: Sequence[TaskTable]) -> list[Paragraph]:
    """Return the lines above the first table of tasks, all of them where there is none."""
    place = found[0].place + 1 if found else len(paper.blocks)
    return list(sections.paragraphs(paper.blocks[:place], {table.place: table.begin for table in found}))


def _duties(parts: Sequence[Section]) -> Iterator[Duty]:
    """Yield what the words say of each field: the numbered headings of the parts that speak of duties."""
    for part in parts:
        for heading in sections.below(part) if beside.is_duty(part) else ():
            items = tuple(without_bullet(line.text) for line in heading.lines)
            if items:
                yield Duty(heading.no, heading.title, items)


def _passed(listed: Listed) -> Iterator[Duty]:
    """Yield what a list says besides its tasks, below the heading it stands under."""
    found: dict[tuple[str, str], list[str]] = {}
    for heading, entry in listed.passed:
        under = (heading.code.text, heading.title) if heading else ("", "")
        written = f"{entry.code.text}) {entry.title}" if entry.code.text else without_bullet(entry.title)
        found.setdefault(under, []).append(written)
    return (Duty(no, title, tuple(items)) for (no, title), items in found.items())


def _check(paper: Paper, entries: Sequence[Entry], framed: frame.Frame) -> None:
    count = sum(1 for entry in entries if not entry.is_heading)
    if count > _MOST_TASKS:
        raise NotAPlan(
            "Tệp có %(count)s nhiệm vụ, quá mức %(most)s: hãy tách thành nhiều kế hoạch.",
            count=count,
            most=_MOST_TASKS,
        )
    if count:
        return
    if not (framed.title or framed.number):
        raise NotAPlan(
            "Tệp này không phải kế hoạch: không có số, trích yếu “Kế hoạch …” hay bảng nhiệm vụ nào; hãy chọn lại tệp."
        )
    if any(True for _ in paper.tables):
        raise NotAPlan(
            "Không bảng nào trong tệp có các cột của một kế hoạch (nội dung, cơ quan chủ trì, thời gian, …): "
            "hãy kiểm tra tiêu đề các cột."
        )
    raise NotAPlan("Không thấy nhiệm vụ nào trong kế hoạch này: cần một bảng hoặc một danh sách đánh số các nhiệm vụ.")
