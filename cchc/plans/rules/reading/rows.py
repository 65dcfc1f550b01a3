"""The rows of task tables as entries: repeated headings dropped, halves joined, headings of fields told from tasks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cchc.kernel.papers import Cell, Row
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import codes, doubles, totals
from cchc.plans.rules.reading.codes import Code
from cchc.plans.rules.reading.columns import Columns, Name

DATA: tuple[Name, ...] = ("products", "lead", "partners", "schedule", "budget", "funding", "note")

_SAYS = re.compile(r"[^\W_]")
_FIGURE = re.compile(r"\d[.,]?$")
_DIGIT = re.compile(r"[0-9]")
_TAIL = re.compile(r"[.,]\d|00|0[.,]\d{3}[.,]|0[^\W\d_]")
"""What no cell beside an amount begins with by itself: ".000 NS tỉnh", "000NS", "0NS"; "0" and "0,5" are amounts."""
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


@dataclass
class Entry:
    """A row as it is meant: code, title and the cells of the other columns; several rows of the grid may make one.

    ``rank`` is the number beside a code of the document's own, which tells how deep the row stands; ``asks`` are the
    doubts about how it was read, each with the field it concerns. ``is_outside``: a heading between two tables.
    ``sums`` are the rows below it that add up others; an entry with ``is_sum`` is nothing but such rows, at the top of
    a table. ``shares`` tells that its money is that of the row above, in one cell over both; ``budget_head`` is
    what its column of money is headed by.
    """

    code: Code
    title: str
    cells: dict[Name, Cell] = field(default_factory=lambda: dict.fromkeys(DATA, Cell()))
    budgets: tuple[tuple[str, Cell], ...] = ()
    page: int = 1
    row: int | None = 1
    last_page: int = 1
    unit: int | None = None
    is_heading: bool = False
    is_outside: bool = False
    rank: Code = field(default_factory=Code)
    asks: list[tuple[str, str]] = field(default_factory=list)
    sums: list[totals.Sum] = field(default_factory=list)
    is_sum: bool = False
    shares: bool = False
    budget_head: str = ""

    @property
    def depth(self) -> int:
        """Return how deep the row stands, by its rank where it has one."""
        return (self.rank if self.rank.style != "none" else self.code).depth

    @property
    def is_whole(self) -> bool:
        """Tell whether the row says who and what comes of it, as only a task does."""
        cells = self.cells
        return bool(cells["lead"].text and cells["products"].text)

    @property
    def has_data(self) -> bool:
        return any(cell.text for cell in self.cells.values())


def entries(rows: Sequence[Row], columns: Columns, has_codes: bool) -> list[Entry]:
    """Return the entries of one table below its headings; a first one without code may belong to the table before."""
    found: list[Entry] = []
    is_heading = False
    for row in rows:
        is_heading = columns.repeats(row) or (is_heading and columns.goes_on(row))
        if is_heading or is_gone(row, columns) or not any(_SAYS.search(cell.own) for cell in row.cells):
            continue
        if said := totals.of_row(row, columns):
            if not found:
                found.append(Entry(Code(), "", page=row.page, row=row.row, last_page=row.page, is_sum=True))
            found[-1].sums.append(said)
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
    sums: list[totals.Sum] = []  # those above all tasks
    for table in tables:
        for place, entry in enumerate(table):
            if entry.is_sum:
                (found[-1].sums if found else sums).extend(entry.sums)
            elif found and place == 0 and _continues(found[-1], entry, has_codes):
                join(found[-1], entry)
            else:
                found.append(entry)
                entry.sums[:0], sums = sums, []
    mark_headings(found)
    return found


def mark_headings(found: Sequence[Entry]) -> None:
    """Tell the headings of fields from tasks, by what follows each.

    A bare row below a task that says something is a child that takes its cells, not a heading: "2.1" of "2".
    """
    above: list[int] = []
    for entry, following in zip(found, [*found[1:], None], strict=False):  # none follows where there is none
        while above and above[-1] >= entry.depth:
            above.pop()
        is_field = entry.code.style in {"upper", "roman", "none"} or not above
        entry.is_heading = entry.is_outside or (is_field and _is_heading(entry, following))
        if entry.is_heading:
            above.clear()
        else:
            above.append(entry.depth)


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
    asks: list[tuple[str, str]] = []
    if _is_across(row, columns):
        cells, budgets = dict.fromkeys(DATA, Cell()), ()
    else:
        cells["note"] = _noted(cells["note"], row, columns)
        asks = doubles.united(row, columns, cells)
    asks += [*_about_cells(row, columns), *_about_overflow(row, columns)]
    if written := _day_for_code(row, columns):
        asks.append(("code", f"Mã “{written}” là một ngày: bảng tính đã đổi mã thành ngày, hãy ghi mã của bản đã ký."))
    rank = codes.read(_number(row, columns)) if columns.is_coded else None
    made = Entry(code, title, cells, budgets, row.page, row.row, row.page, columns.unit, rank=rank or Code(), asks=asks)
    made.shares = _shares(row, columns)
    made.budget_head = columns.head("budget")
    return made


def is_gone(row: Row, columns: Columns) -> bool:
    """Tell whether all that a row said is crossed out, but perhaps its number."""
    numbers = {columns.places.get("code"), *columns.numbers}
    left = any(_SAYS.search(cell.own) for place, cell in enumerate(row.cells) if place not in numbers)
    return not left and any(cell.struck for cell in row.cells)


def _about_cells(row: Row, columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield the questions about words of a row that are crossed out, and about a table inside a cell."""
    names = {place: name for name, place in columns.places.items()}
    for place, cell in enumerate(row.cells):
        if cell.struck:
            yield names.get(place, "note"), f"Chữ “{cell.struck}” bị gạch bỏ nên không đọc: hãy xem lại."
        if cell.nested:
            yield names.get(place, "note"), "Trong ô có một bảng nhỏ, đọc thành từng dòng: hãy xem lại."


def _about_overflow(row: Row, columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield the question about an amount whose last digits stand in the next cell: a .pdf prints it over the border."""
    places = [place for place, _ in columns.budgets] or [columns.places.get("budget", len(row.cells))]
    for place in places:
        here, beside = (cell.own.strip() for cell in (*row.cells[place : place + 2], Cell(), Cell())[:2])
        if _FIGURE.search(here) and (_TAIL.match(beside) or (here[-1] in ".," and _DIGIT.match(beside))):
            why = f"“{here}” có phần cuối ở ô bên cạnh (“{beside}”): hãy xem bản gốc rồi ghi đúng số tiền."
            yield "budget", why


def _shares(row: Row, columns: Columns) -> bool:
    """Tell whether the row's money is that of the row above, in a cell merged over both."""
    places = [place for place, _ in columns.budgets] or [columns.places.get("budget", len(row.cells))]
    cells = [row.cells[place] for place in places if place < len(row.cells)]
    return any(cell.repeats == "above" and _SAYS.search(cell.text) for cell in cells)


def _noted(note: Cell, row: Row, columns: Columns) -> Cell:
    """Return the note with what stands in columns that no field is for, under their headings."""
    beyond = ((place, "") for place in range(columns.width, len(row.cells)))
    said = [
        ": ".join(filter(None, (squeeze(heading), row.cells[place].own)))
        for place, heading in (*columns.others, *beyond)
        if place < len(row.cells) and row.cells[place].own
    ]
    return Cell("\n".join(filter(None, (note.text, *said))), note.value) if said else note


def _number(row: Row, columns: Columns) -> str:
    """Return what the further columns of numbers say."""
    said = (row.cells[place].own for place in columns.numbers if place < len(row.cells))
    return next((text for text in said if text.strip()), "")


def _is_across(row: Row, columns: Columns) -> bool:
    """Tell whether one text takes the whole row: merged over most of it, or alone where number and title stand."""
    own = [place for place, cell in enumerate(row.cells) if cell.own]
    if len(own) != 1 or any(cell.repeats == "above" and cell.text for cell in row.cells):
        return False
    is_merged = sum(1 for cell in row.cells if cell.repeats == "left") * 2 >= len(row.cells)
    return is_merged or own[0] in {0, columns.places.get("code"), columns.places["title"], *columns.numbers}


def _under_title(row: Row, columns: Columns) -> Iterator[Name]:
    """Yield the columns over which the title's cell runs: a field's heading beside its number says nothing of them."""
    start = columns.places["title"]
    for name in DATA:
        place = columns.places.get(name)
        inside = place is not None and start < place < len(row.cells)
        if place is not None and inside and all(cell.repeats == "left" for cell in row.cells[start + 1 : place + 1]):
            yield name


def _day_for_code(row: Row, columns: Columns) -> str:
    """Return the day that stands where the number would: a spreadsheet makes one of 1.2; nothing for any other cell."""
    written = columns.cell(row, "code").own or _number(row, columns)
    return written if _DAY.fullmatch(written.strip()) and not _is_across(row, columns) else ""


def _code_and_title(row: Row, columns: Columns) -> tuple[Code, str]:
    if _day_for_code(row, columns):  # 1.2 or 2.1, nobody knows: asked
        return codes.leading(columns.cell(row, "title").own)
    written = columns.cell(row, "code").own or _number(row, columns)
    title = columns.cell(row, "title").own
    if _is_across(row, columns):
        text = next(cell.own for cell in row.cells if cell.own)
        alone = codes.read(text)
        return (alone, "") if alone and alone.style != "none" and text == written else codes.leading(text)
    code = codes.read(written)
    if code is None:  # the number and the title share the first cell, or it holds words
        code, rest = codes.leading(written)
        title = f"{rest} {title}".strip() if rest != title else title
    if code.style == "none" and codes.is_bullet(written) and title:  # "-" where the number would stand
        return code, f"- {codes.without_bullet(title)}"
    if code.style == "none":
        begun, rest = codes.leading(title)
        if begun.style != "none":
            return begun, rest
    return code, title


def _continues(before: Entry, entry: Entry, has_codes: bool) -> bool:
    """Tell whether an entry is the rest of the one before it: no code, and no title of its own to stand on."""
    if before.is_sum or entry.code.style != "none" or any(name == "code" for name, _why in entry.asks):
        return False
    if entry.title and not entry.has_data and not before.has_data:
        return False
    if not entry.title:
        return True
    if entry.page != before.last_page:
        is_own = _stands_alone(entry) or (codes.is_bullet(entry.title) and entry.has_data)
        return has_codes and not is_own
    return entry.title[0].islower() or (codes.is_bullet(entry.title) and not entry.has_data and before.has_data)


def _stands_alone(entry: Entry) -> bool:
    """Tell whether a row without a number says by itself what, who and when, each from its beginning."""
    begun = [entry.title, entry.cells["lead"].own, entry.cells["schedule"].own]
    return all(text and not text[0].islower() for text in begun)


def join(before: Entry, rest: Entry) -> None:
    """Add the rest of an entry, cell by cell."""
    before.asks += _leads_apart(before, rest)
    before.title = f"{before.title} {rest.title}".strip()
    for name, cell in rest.cells.items():
        own = before.cells.get(name, Cell())
        if cell.own:
            mark = "\n" if name == "products" and own.text else " "
            before.cells[name] = Cell(f"{own.text}{mark}{cell.own}".strip(), own.value or cell.value)
    before.budgets += rest.budgets
    before.asks += rest.asks
    before.sums += rest.sums
    before.last_page = rest.page


def _leads_apart(before: Entry, rest: Entry) -> Iterator[tuple[str, str]]:
    """Ask where each of two rows under one number names a lead and a time of its own: they may be two shares."""
    pairs = [(one.cells["lead"].own, one.cells["schedule"].own) for one in (before, rest)]
    if all(text and not text[0].islower() for pair in pairs for text in pair):
        said = "; ".join(f"“{squeeze(lead)}: {squeeze(time)}”" for lead, time in pairs)
        yield "lead", f"Dưới một số có hai dòng, mỗi dòng một chủ trì và thời gian ({said}), đọc chung: hãy xem lại."


def _is_heading(entry: Entry, following: Entry | None) -> bool:
    """Tell the heading of a field from a task: nothing but a title, and deeper rows below it."""
    if not entry.title:
        return False
    if entry.has_data:  # "II. Cải cách bộ máy | Sở Nội vụ" over rows of its own
        is_over = following is not None and following.depth > entry.depth
        return is_over and entry.code.style in {"upper", "roman"} and not entry.is_whole
    if entry.code.style in {"upper", "roman"} or following is None:
        return entry.code.style in {"upper", "roman"}
    if entry.code.style == "none":
        return not codes.is_bullet(entry.title)
    return following.depth > entry.depth or (following.code.style == "none" and following.has_data)


def coded(found: Iterable[Entry]) -> bool:
    """Tell whether rows carry codes at all."""
    return any(entry.code.style != "none" for entry in found)
