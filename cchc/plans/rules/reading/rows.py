"""The rows of task tables as entries: repeated headings dropped, halves joined, headings of fields told from tasks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cchc.kernel.papers import Cell, Row
from cchc.plans.rules.reading import codes
from cchc.plans.rules.reading.codes import Code
from cchc.plans.rules.reading.columns import Columns, Name

DATA: tuple[Name, ...] = ("products", "lead", "partners", "schedule", "budget", "funding", "note")


@dataclass
class Entry:
    """A row as it is meant: code, title and the cells of the other columns; several rows of the grid may make one."""

    code: Code
    title: str
    cells: dict[Name, Cell] = field(default_factory=lambda: dict.fromkeys(DATA, Cell()))
    budgets: tuple[tuple[str, Cell], ...] = ()
    page: int = 1
    row: int | None = 1
    last_page: int = 1
    unit: int | None = None
    is_heading: bool = False

    @property
    def has_data(self) -> bool:
        return any(cell.text for cell in self.cells.values())


def entries(rows: Sequence[Row], columns: Columns, has_codes: bool) -> list[Entry]:
    """Return the entries of one table below its headings; a first one without code may belong to the table before."""
    found: list[Entry] = []
    for row in rows:
        if columns.repeats(row) or not any(cell.own for cell in row.cells):
            continue
        entry = _entry(row, columns)
        if found and _continues(found[-1], entry, has_codes):
            join(found[-1], entry)
        else:
            found.append(entry)
    return found


def joined(tables: Sequence[list[Entry]], has_codes: bool) -> list[Entry]:
    """Return the entries of all tables of one form, a row that a page break has split made whole."""
    found: list[Entry] = []
    for table in tables:
        for place, entry in enumerate(table):
            if found and place == 0 and _continues(found[-1], entry, has_codes):
                join(found[-1], entry)
            else:
                found.append(entry)
    for entry, following in zip(found, [*found[1:], None], strict=False):  # none follows where there is none
        entry.is_heading = _is_heading(entry, following)
    return found


def _entry(row: Row, columns: Columns) -> Entry:
    cells = {name: columns.cell(row, name) for name in DATA}
    cells["budget"] = replace(cells["budget"], text=cells["budget"].own, value=cells["budget"].value)
    budgets = tuple(
        (heading, row.cells[place])
        for place, heading in columns.budgets
        if place < len(row.cells) and row.cells[place].own
    )
    code, title = _code_and_title(row, columns)
    for name in _under_title(row, columns):
        cells[name] = Cell()
    if _is_across(row, columns):
        cells, budgets = dict.fromkeys(DATA, Cell()), ()
    return Entry(code, title, cells, budgets, row.page, row.row, row.page, columns.unit)


def _is_across(row: Row, columns: Columns) -> bool:
    """Tell whether one text takes the whole row: merged over most of it, or alone where number and title stand."""
    own = [place for place, cell in enumerate(row.cells) if cell.own]
    if len(own) != 1 or any(cell.repeats == "above" and cell.text for cell in row.cells):
        return False
    is_merged = sum(1 for cell in row.cells if cell.repeats == "left") * 2 >= len(row.cells)
    return is_merged or own[0] in {0, columns.places.get("code"), columns.places["title"]}


def _under_title(row: Row, columns: Columns) -> Iterator[Name]:
    """Yield the columns over which the title's cell runs: a field's heading beside its number says nothing of them."""
    start = columns.places["title"]
    for name in DATA:
        place = columns.places.get(name)
        inside = place is not None and start < place < len(row.cells)
        if place is not None and inside and all(cell.repeats == "left" for cell in row.cells[start + 1 : place + 1]):
            yield name


def _code_and_title(row: Row, columns: Columns) -> tuple[Code, str]:
    written, title = columns.cell(row, "code").own, columns.cell(row, "title").own
    if _is_across(row, columns):
        text = next(cell.own for cell in row.cells if cell.own)
        alone = codes.read(text)
        return (alone, "") if alone and alone.style != "none" and text == written else codes.leading(text)
    code = codes.read(written)
    if code is None:  # the number and the title share the first cell, or it holds words
        code, rest = codes.leading(written)
        title = f"{rest} {title}".strip() if rest != title else title
    if code.style == "none":
        begun, rest = codes.leading(title)
        if begun.style != "none":
            return begun, rest
    return code, title


def _continues(before: Entry, entry: Entry, has_codes: bool) -> bool:
    """Tell whether an entry is the rest of the one before it: no code, and no title of its own to stand on."""
    if entry.code.style != "none" or (entry.title and not entry.has_data and not before.has_data):
        return False
    if not entry.title:
        return True
    if entry.page != before.last_page:
        return has_codes and not (codes.is_bullet(entry.title) and entry.has_data)
    return entry.title[0].islower() or (codes.is_bullet(entry.title) and not entry.has_data and before.has_data)


def join(before: Entry, rest: Entry) -> None:
    """Add the rest of an entry, cell by cell."""
    before.title = f"{before.title} {rest.title}".strip()
    for name, cell in rest.cells.items():
        own = before.cells.get(name, Cell())
        if cell.own:
            mark = "\n" if name == "products" and own.text else " "
            before.cells[name] = Cell(f"{own.text}{mark}{cell.own}".strip(), own.value or cell.value)
    before.last_page = rest.page


def _is_heading(entry: Entry, following: Entry | None) -> bool:
    """Tell the heading of a field from a task: nothing but a title, and deeper rows below it."""
    if entry.has_data or not entry.title:
        return False
    if entry.code.style in {"upper", "roman"} or following is None:
        return entry.code.style in {"upper", "roman"}
    if entry.code.style == "none":
        return not codes.is_bullet(entry.title)
    return following.code.depth > entry.code.depth or (following.code.style == "none" and following.has_data)


def coded(found: Iterable[Entry]) -> bool:
    """Tell whether rows carry codes at all."""
    return any(entry.code.style != "none" for entry in found)
