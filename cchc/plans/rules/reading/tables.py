"""Which tables of a paper hold its tasks: those with the headings of a plan and a task below, and their next pages."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cchc.kernel.papers import Block, Paper, Paragraph, Row, Table
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import codes, money_units, rows, signature, totals
from cchc.plans.rules.reading import columns as headings
from cchc.plans.rules.reading.columns import Columns
from cchc.plans.rules.reading.rows import Entry

_ABOVE = 3  # paragraphs above a table that may state the unit of its amounts
_WITHIN = 8  # the headings stand within the first rows of a table
_PAGE_MARK = re.compile(r"\W*(?:trang\s*)?\d{0,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_LONGEST_FIELD = 150
_WORDS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class TaskTable:
    """A table of tasks: its place among the blocks, the row of its headings, its columns and the rows below them."""

    place: int
    begin: int
    columns: Columns
    body: Sequence[Row]


def parted(paper: Paper) -> Paper:
    """Return the paper with each grid cut where its table ends: a sheet may hold the plan, its end and a form below.

    A table without rows, as one whose rows a draft has all struck out, is none.
    """
    blocks = [block for block in paper.blocks if isinstance(block, Paragraph) or any(row.cells for row in block.rows)]
    return replace(paper, blocks=tuple(part for block in _headed(blocks) for part in _parts(block)))


def _headed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with headings that stand alone at the foot of a page put over the rows on the next page."""
    made: list[Block] = []
    alone: int | None = None  # the place of a table that is nothing but headings
    for block in blocks:
        if isinstance(block, Paragraph):
            alone = alone if _PAGE_MARK.fullmatch(block.text) else None
            made.append(block)
            continue
        above = made[alone] if alone is not None else None
        if alone is not None and isinstance(above, Table) and _goes_under(block, above):
            block = Table((*above.rows, *block.rows), above.page)
            made[alone] = block
        else:
            made.append(block)
            alone = len(made) - 1
        alone = alone if _is_headings(block) else None
    return made


def _is_headings(table: Table) -> bool:
    headed = headings.find(table.rows[:_WITHIN])
    return headed is not None and headed[0] + headed[1].height == len(table.rows)


def _goes_under(table: Table, above: Table) -> bool:
    """Tell whether a table, with no headings of its own, is as wide as the headings above it."""
    is_as_wide = {len(row.cells) for row in table.rows} == {len(row.cells) for row in above.rows}
    return is_as_wide and not headings.find(table.rows[:_WITHIN])


def _parts(block: Block) -> Iterator[Block]:
    headed = headings.find(block.rows[:_WITHIN]) if isinstance(block, Table) else None
    if not isinstance(block, Table) or headed is None:
        yield block
        return
    start, columns = headed
    first, count = start + columns.height, len(block.rows)
    end = next((place for place in range(first, count) if _ends(block.rows, place, columns)), count)
    last = end
    while end < count and last > first and sum(1 for cell in block.rows[last - 1].cells if cell.own) < 2:
        last -= 1
    yield Table(block.rows[:last], block.page)
    form = next((place for place in range(end, count) if _heads(block.rows, place, columns)), count)
    for row in block.rows[last:form]:
        for cell in row.cells:
            yield from (Paragraph(squeeze(line), row.page) for line in cell.own.split("\n") if line.strip())
    if form < count:
        yield from _parts(Table(block.rows[form:], block.rows[form].page))


def _ends(rows: Sequence[Row], place: int, columns: Columns) -> bool:
    """Tell whether the end of the document or the headings of another table stand in a row."""
    return any(signature.begins(cell.own) for cell in rows[place].cells) or _heads(rows, place, columns)


def _heads(rows: Sequence[Row], place: int, columns: Columns) -> bool:
    row = rows[place]
    if columns.repeats(row) or codes.read(columns.cell(row, "code").own) is not None:
        return False
    return bool(headings.find(rows[place : place + 2]) and headings.find(rows[place : place + 1]))


def find(paper: Paper) -> list[TaskTable]:
    """Return the tables of tasks; one without headings goes on with the one before if only a page parts them."""
    found: list[TaskTable] = []
    columns: Columns | None = None
    for place, block in enumerate(paper.blocks):
        if isinstance(block, Paragraph):
            columns = columns if _PAGE_MARK.fullmatch(block.text) or _field(block) else None
            continue
        headed = headings.find(block.rows[:_WITHIN])
        if headed:
            before, (start, columns) = columns, headed
            body = block.rows[start + columns.height :]
            columns = columns.funded_by(body).numbered_by(body, found[-1].columns if found else before)
            columns = replace(columns, unit=columns.unit or _unit_above(paper, place))
            if _has_tasks(body, columns):
                found.append(TaskTable(place, start, columns, body))
            else:  # an empty form for reports
                columns = None
        elif columns and _fits(block, columns):
            found.append(TaskTable(place, 0, columns, block.rows))
        else:
            columns = None
    return found


def entries(found: Sequence[TaskTable], fields: Mapping[int, Entry]) -> list[Entry]:
    """Return the rows of the tables as entries, those split by a page made whole; ``fields`` head tables by place."""
    coded = any(rows.coded(rows.entries(table.body, table.columns, True)) for table in found)
    read = [rows.entries(table.body, table.columns, coded) for table in found]
    for table, body in zip(found, read, strict=True):
        for entry in _next_fields(fields[table.place], body) if table.place in fields else ():
            entry.is_outside = True
    headed = ([fields[table.place]] if table.place in fields else [] for table in found)
    return rows.joined([above + body for above, body in zip(headed, read, strict=True)], coded)


def fields(paper: Paper, found: Sequence[TaskTable]) -> dict[int, Entry]:
    """Return the headings that stand over tables instead of in them, "1. Cải cách thể chế", by the place of the table.

    Where several tables have one of the same sort, or where nothing else parts two tables, as the last row of a page: a
    single one over the first table heads a part of the document, unless the table goes on with the next of its sort.
    """
    above = {table.place: entry for table in found if (entry := _field_above(paper, table.place))}
    named = {(entry.code.text, entry.title) for entry in above.values()}
    is_sort = len({entry.code.style for entry in above.values()}) == 1
    if is_sort and len(named) == len(above) > 1:
        return above
    first = {
        table.place
        for table in found
        if table.place in above and _next_fields(above[table.place], rows.entries(table.body, table.columns, True))
    }
    parted = first | {
        later.place for one, later in itertools.pairwise(found) if _only_a_field(paper, one.place, later.place)
    }
    return {place: entry for place, entry in above.items() if place in parted}


def _next_fields(field: Entry, body: Sequence[Entry]) -> list[Entry]:
    """Return the rows of a table that go on with the sort of heading over it: "2. …" below "1. …" in a sheet.

    A task has such a number as well: a heading says nothing else, and the tasks below it begin again at 1.
    """
    found: list[Entry] = []
    for entry, below in itertools.pairwise(body):
        number = int(field.code.text) + len(found) + 1 if field.code.style == "number" else 0
        is_next = entry.code.style == "number" and int(entry.code.text) == number
        if is_next and entry.title and not entry.has_data and below.code.text == "1":
            found.append(entry)
    return found


def _only_a_field(paper: Paper, first: int, second: int) -> bool:
    between = [block for block in paper.blocks[first + 1 : second] if isinstance(block, Paragraph)]
    said = [line for line in between if not _PAGE_MARK.fullmatch(line.text)]
    return len(said) == 1 and len(between) == second - first - 1


def _field_above(paper: Paper, place: int) -> Entry | None:
    for block in reversed(paper.blocks[:place]):
        if not isinstance(block, Paragraph):
            return None
        if not (_PAGE_MARK.fullmatch(block.text) or money_units.unit_of(block.text)):
            return _field(block)
    return None


def _field(line: Paragraph) -> Entry | None:
    """Return the heading of a field that a line holds, nothing if it is a sentence or has no number."""
    code, title = codes.leading(line.text)
    is_short = len(title) <= _LONGEST_FIELD and not title.endswith((".", ";", ","))
    if code.style not in {"upper", "roman", "number", "letter"} or not title or not is_short:
        return None
    return Entry(code, title.strip(" :"), page=line.page, row=None, last_page=line.page, is_outside=True)


def unread(paper: Paper, found: Sequence[TaskTable]) -> Iterator[Table]:
    """Yield the tables that may hold work but were not read: a wide grid with words in it and unknown headings."""
    read = {table.place for table in found}
    for place, block in enumerate(paper.blocks):
        if isinstance(block, Table) and place not in read and not headings.find(block.rows[:_WITHIN]):
            filled = [row for row in block.rows if sum(1 for cell in row.cells if _WORDS.search(cell.own)) >= 3]
            if len(filled) >= 3:
                yield block


def struck(paper: Paper, found: Sequence[TaskTable]) -> Iterator[str]:
    """Yield words crossed out in tables that no task is asked about: rows of nothing else, headings, other tables."""
    columns = {id(row): table.columns for table in found for row in table.body}
    for row in (row for table in paper.tables for row in table.rows):
        own = columns.get(id(row))
        gone = [cell.struck for cell in row.cells if cell.struck]
        if gone and (own is None or rows.is_gone(row, own) or totals.of_row(row, own)):
            yield " | ".join(gone)


def _has_tasks(body: Sequence[Row], columns: Columns) -> bool:
    """Tell whether anything is filled in where titles stand, or across as the heading of a field."""
    places = {0, columns.places["title"], columns.places.get("code", 0)}
    return any(
        _WORDS.search(row.cells[place].own)
        for row in body
        if not columns.repeats(row)
        for place in places
        if place < len(row.cells)
    )


def _fits(table: Table, columns: Columns) -> bool:
    """Tell whether a table is as wide as the one whose rows it would continue."""
    width = max(len(row.cells) for row in table.rows)
    return max(columns.places.values()) - 2 <= width - 1 <= max(columns.places.values()) + 3


def _unit_above(paper: Paper, place: int) -> int | None:
    before = (block for block in paper.blocks[max(0, place - _ABOVE) : place] if isinstance(block, Paragraph))
    units = (money_units.unit_of(block.text) for block in before if len(block.text) < 60)
    return next((unit for unit in units if unit), None)
