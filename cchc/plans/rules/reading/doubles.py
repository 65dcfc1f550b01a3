"""Several columns that go by one name: begun and done make one time, products are joined, the rest is asked about."""

import re
from collections.abc import Mapping

from cchc.kernel.papers import Cell, Row
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import calendar
from cchc.plans.rules.reading.columns import Columns, Name
from cchc.plans.rules.reading.words import Words

_BEGUN = re.compile(r"\bbat dau\b|^ngay thuc hien$|\bkhoi (?:cong|dong)\b|\btu(?: ngay| thang)?\W*$")
_PREPOSITION = re.compile(r"^(?:từ|bắt đầu(?: từ)?|đến(?: hết)?)\s+", re.IGNORECASE)
_TICK = re.compile(r"\W*[xX×✓✔☑●■√]\W*")
_TOLD: Mapping[Name, str] = {"lead": "đơn vị chủ trì", "schedule": "thời gian thực hiện"}


def united(row: Row, columns: Columns, cells: dict[Name, Cell]) -> list[tuple[str, str]]:
    """Put what further columns say into the cells of their name, and return the questions about the rest."""
    asked: list[tuple[str, str]] = []
    if columns.periods:
        is_own = columns.places["schedule"] not in set(calendar.places(columns.periods))
        stated = cells["schedule"] if is_own else Cell()
        cells["schedule"], why = calendar.schedule(row, columns.periods, stated)
        asked += [("schedule", one) for one in why]
    if any(name == "schedule" for name, _ in columns.doubles):
        cells["schedule"] = _ticked(cells["schedule"], columns, columns.places["schedule"])
    for name, place in columns.doubles:
        said = _ticked(row.cells[place], columns, place) if place < len(row.cells) else Cell()
        before = cells[name]
        if name == "schedule" and before.text and not said.text and _begins(columns, columns.places[name]):
            cells[name] = Cell(f"Từ {_plain(before)}")
        if not said.text or said.repeats == "left" or squeeze(said.text) == squeeze(before.text):
            continue
        if name in {"products", "partners"}:
            cells[name] = Cell("\n".join(filter(None, (before.text, said.text))))
        elif name == "schedule" and (term := _term(columns, place, before, said)):
            cells[name] = term
        else:
            asked.append((name, _question(columns, name, place)))
            cells["note"] = Cell("\n".join(filter(None, (cells["note"].text, f"{columns.heads[place]}: {said.text}"))))
    return asked


def _ticked(cell: Cell, columns: Columns, place: int) -> Cell:
    """Return what a cell says: the heading of its column where it only holds a tick."""
    return Cell(columns.heads[place], repeats=cell.repeats) if _TICK.fullmatch(cell.text) else cell


def _question(columns: Columns, name: Name, place: int) -> str:
    taken, other = (squeeze(columns.heads[one]) for one in (columns.places[name], place))
    return f"Cột “{other}” cũng nêu {_TOLD[name]}, chỉ lấy cột “{taken}”: hãy xem lại."


def _term(columns: Columns, place: int, before: Cell, said: Cell) -> Cell | None:
    """Return the time of two columns, one of which says when work begins; nothing where neither or both do."""
    begins = [_begins(columns, one) for one in (columns.places["schedule"], place)]
    if not before.text:
        return said if not begins[1] else Cell(f"Từ {_plain(said)}")
    if begins[0] == begins[1] or sum(1 for name, _ in columns.doubles if name == "schedule") > 1:
        return None
    first, last = (before, said) if begins[0] else (said, before)
    return Cell(f"Từ {_plain(first)} đến {_plain(last)}")


def _begins(columns: Columns, place: int) -> bool:
    return bool(_BEGUN.search(Words.of(columns.heads[place]).bare))


def _plain(cell: Cell) -> str:
    return _PREPOSITION.sub("", squeeze(cell.text))
