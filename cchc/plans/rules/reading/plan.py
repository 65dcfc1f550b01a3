"""A paper → the plan it holds."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cchc.kernel.papers import Paper, Paragraph, Row, Table
from cchc.organisation.types import Directory
from cchc.plans.rules.reading import columns as headings
from cchc.plans.rules.reading import doubts, frame, lists, money, rows, sections, tasks
from cchc.plans.rules.reading.codes import without_bullet
from cchc.plans.rules.reading.rows import Entry
from cchc.plans.rules.reading.sections import Section
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.types import Duty, NotAPlan, Reading

_MOST_TASKS = 5000
_ABOVE = 3  # paragraphs above a table that may state the unit of its amounts


def issued_on(paper: Paper) -> dt.date | None:
    """Return the day on which the document says it was issued; units are looked up as of that day."""
    return frame.issued(list(paper.paragraphs) + list(sections.paragraphs(paper.blocks, ())))[0]


def read_plan(paper: Paper, directory: Directory) -> Reading:
    """Return the plan that a paper holds, its units those of ``directory``; raises ``NotAPlan``."""
    tables, entries = _entries(paper)
    lines = list(sections.paragraphs(paper.blocks, tables))
    framed = frame.read(lines)
    parts = sections.split(lines[: frame.ending(lines)])
    if not entries:
        entries = lists.entries(parts)
    _check(paper, entries, framed)
    signed, resolver = frame.signatory(lines), Resolver(directory)
    reading = Reading(
        number=framed.number,
        issued_on=framed.issued_on,
        place=framed.place,
        issuer=frame.issuer(lines, signed, framed.place, directory, resolver),
        title=framed.title,
        year=framed.year,
        bases=framed.bases,
        duties=tuple(_duties(parts, bool(tables))),
        groups=tasks.groups(entries, resolver, framed.year or directory.as_of.year),
        organisation=tuple(line.text for part in parts if part.is_organisation for line in part.lines),
        recipients=frame.recipients(lines),
        signatory=signed,
    )
    return reading.doubting(*doubts.of_reading(reading, framed, directory))


def _entries(paper: Paper) -> tuple[list[Table], list[Entry]]:
    """Return the tables that hold tasks, and their rows; a table without headings goes on with the one before."""
    found: list[tuple[Table, headings.Columns, Sequence[Row]]] = []
    columns: headings.Columns | None = None
    for place, block in enumerate(paper.blocks):
        if not isinstance(block, Table):
            continue
        headed = headings.find(block.rows[:8])
        if headed:
            start, columns = headed
            columns = replace(columns, unit=columns.unit or _unit_above(paper, place))
            found.append((block, columns, block.rows[start + columns.height :]))
        elif columns and _fits(block, columns):
            found.append((block, columns, block.rows))
    coded = any(rows.coded(rows.entries(body, columns, True)) for _, columns, body in found)
    read = [rows.entries(body, columns, coded) for _, columns, body in found]
    return [table for table, _, _ in found], rows.joined(read, coded)


def _fits(table: Table, columns: headings.Columns) -> bool:
    """Tell whether a table is as wide as the one whose rows it would continue."""
    width = max(len(row.cells) for row in table.rows)
    return max(columns.places.values()) - 2 <= width - 1 <= max(columns.places.values()) + 3


def _unit_above(paper: Paper, place: int) -> int | None:
    before = (block for block in paper.blocks[max(0, place - _ABOVE) : place] if isinstance(block, Paragraph))
    units = (money.unit_of(block.text) for block in before if len(block.text) < 60)
    return next((unit for unit in units if unit), None)


def _duties(parts: Sequence[Section], has_tables: bool) -> Iterator[Duty]:
    """Yield what the words say of each field: the numbered headings of the parts that speak of duties."""
    for part in parts if has_tables else ():
        if part.is_organisation or not any(word in part.bare for word in ("nhiem vu", "noi dung", "giai phap")):
            continue
        for heading in sections.below(part):
            items = tuple(without_bullet(line.text) for line in heading.lines)
            if items:
                yield Duty(heading.no, heading.title, items)


def _check(paper: Paper, entries: Sequence[Entry], framed: frame.Frame) -> None:
    count = sum(1 for entry in entries if not entry.is_heading)
    if count > _MOST_TASKS:
        raise NotAPlan(f"Tệp có {count} nhiệm vụ, quá mức {_MOST_TASKS}: hãy tách thành nhiều kế hoạch.")
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
