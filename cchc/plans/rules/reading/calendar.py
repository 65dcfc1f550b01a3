"""Columns of quarters or months in which a row marks when: "Quý I | Quý II | …" with an x in some of them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cchc.kernel.papers import Cell, Row
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading.words import Words, number

_TICK = re.compile(r"\s*(?:[xX×✓✔☑✕✖●•■◼▪√]|\*|\+)\s*")
_NOTHING = re.compile(r"[\s\-–0.]*")
_OF_YEAR = r"\W*(?:nam\s*)?(?P<year>20\d\d)?\W*"
_QUARTER, _MONTH = r"(?P<number>iv|i{1,3}|[1-4])", r"(?P<number>1[0-2]|0?[1-9])"
_PERIODS = tuple(
    (name, re.compile(rf"^(?P<before>.*?)\b{said}{count}\b{_OF_YEAR}$"))
    for name, said, count in (
        ("Quý", r"(?:quy|q)\b(?P<between>.*?)\W*\b", _QUARTER),
        ("Quý", "q(?P<between>)", r"(?P<number>[1-4])"),
        ("Tháng", r"(?:thang|t)\b(?P<between>.*?)\W*\b", _MONTH),
        ("Tháng", "t(?P<between>)", _MONTH),
    )
)
_TIMELY = re.compile(
    r"(?:\W|\b(?:thoi gian|thoi han|thoi diem|tien do|lich|lo trinh|ke hoach|thuc hien|trien khai|hoan thanh|theo|trong"
    r"|cac|nam|20\d\d|quy|thang|du kien)\b)*"
)
_ROMAN = ("I", "II", "III", "IV")
_LEAST = 2  # columns: one alone is no calendar


@dataclass(frozen=True)
class Period:
    """A column of the calendar: its place, how its time is written, and its place in the order of time."""

    place: int
    text: str
    order: int


def found(heads: Sequence[str], is_free: Callable[[int], bool]) -> tuple[Period, ...]:
    """Return the columns of a calendar by their full headings; ``is_free`` tells a column that no other name holds."""
    read = (period for place, head in enumerate(heads) if is_free(place) and (period := _period(place, head)))
    periods = tuple(read)
    orders = [period.order for period in periods]
    return periods if len(periods) >= _LEAST and orders == sorted(set(orders)) else ()


def _period(place: int, head: str) -> Period | None:
    bare = Words.of(head).bare
    for name, pattern in _PERIODS:
        match = pattern.match(bare)
        if match and _TIMELY.fullmatch(match["before"]) and _TIMELY.fullmatch(match["between"]):
            count = number(match["number"])
            year = match["year"] or next(iter(re.findall(r"\b20\d\d\b", match["before"] + match["between"])), "")
            said = f"{name} {_ROMAN[count - 1] if name == 'Quý' else count}"
            return Period(place, f"{said}/{year}" if year else said, int(year or 0) * 12 + count)
    return None


def schedule(row: Row, periods: Sequence[Period], stated: Cell) -> tuple[Cell, list[str]]:
    """Return when a row is due by what it marks, and what is to be asked: marks with a gap, or words among them.

    ``stated`` is what a column of its own says; the marks change nothing of it.
    """
    marked = [period for period in periods if _TICK.fullmatch(_cell(row, period).text)]
    said = [(period, _cell(row, period)) for period in periods if _says(_cell(row, period))]
    asked = [f"Cột “{period.text}” ghi “{squeeze(cell.text)}”: hãy xem lại thời gian." for period, cell in said]
    if len(said) == 1 and not marked and _is_over_others(row, periods, said[0][0]):
        asked = []  # "Thường xuyên" over all quarters
    if stated.text:
        if marked:
            named = ", ".join(period.text for period in marked)
            asked.append(f"Bảng đánh dấu {named}, cột thời gian ghi “{stated.text}”: hãy xem lại.")
        return stated, asked
    if not marked:
        return Cell("; ".join(squeeze(cell.text) for _, cell in said)), asked
    first, last = marked[0], marked[-1]
    text = first.text if first == last else f"Từ {first.text} đến {last.text}"
    if len(marked) <= periods.index(last) - periods.index(first):
        named = ", ".join(period.text for period in marked)
        asked.append(f"Bảng chỉ đánh dấu {named}: lấy cả khoảng “{text}”, hãy xem lại.")
    return Cell(text), asked


def places(periods: Sequence[Period]) -> Iterator[int]:
    return (period.place for period in periods)


def _cell(row: Row, period: Period) -> Cell:
    return row.cells[period.place] if period.place < len(row.cells) else Cell()


def _says(cell: Cell) -> bool:
    return not (cell.repeats == "left" or _TICK.fullmatch(cell.text) or _NOTHING.fullmatch(cell.text))


def _is_over_others(row: Row, periods: Sequence[Period], first: Period) -> bool:
    """Tell whether a cell reaches over further columns of the calendar."""
    after = periods.index(first) + 1
    return after < len(periods) and _cell(row, periods[after]).repeats == "left"
