"""Which column of a table holds what, found by its heading in whatever order and wording."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cchc.kernel.papers import Cell, Row
from cchc.plans.rules.reading import money
from cchc.plans.rules.reading.words import Words

Name: TypeAlias = Literal["code", "title", "products", "lead", "partners", "schedule", "budget", "funding", "note"]

# The first that fits wins: "Đơn vị phối hợp" is no "Đơn vị thực hiện", "Nguồn kinh phí" no "Kinh phí".
_HEADINGS: tuple[tuple[Name, re.Pattern[str]], ...] = (
    (
        "code",
        re.compile(r"^(?:so\s*)?(?:tt|stt|thu tu)$|^(?:ma|ky hieu)(?: so)?(?: nhiem vu| nv)?$|^s\.t\.t$|^(?:so|muc)$"),
    ),
    ("partners", re.compile(r"\bphoi hop\b")),
    (
        "lead",
        re.compile(
            r"\bchu tri\b|\btham muu\b|\bphu trach\b|\btrach nhiem\b|\bphan cong\b|\bnguoi thuc hien\b"
            r"|\b(?:don vi|co quan|bo phan) thuc hien\b|^(?:co quan|don vi)(?:,? (?:don vi|co quan))?$"
        ),
    ),
    ("funding", re.compile(r"\bnguon\b")),
    ("budget", re.compile(r"\bkinh phi\b|\bdu toan\b|\bngan sach\b|\bvon\b|\bso tien\b|\bthanh tien\b")),
    ("schedule", re.compile(r"\bthoi gian\b|\bthoi han\b|\btien do\b|\bhoan thanh\b|\bthoi diem\b|^han\b")),
    ("note", re.compile(r"\bghi chu\b")),
    ("products", re.compile(r"\bsan pham\b|\bket qua\b|\bdau ra\b|\bhinh thuc\b")),
    (
        "title",
        re.compile(r"\bnoi dung\b|\bnhiem vu\b|\bhoat dong\b|\bcong viec\b|\bgiai phap\b|\bmuc tieu\b|^(?:ten|viec)\b"),
    ),
)
_LEAST = 3  # a heading row names at least so many columns, the title and who leads or when among them


@dataclass(frozen=True)
class Columns:
    """The place of each column, how many rows the headings take, and the unit stated for bare amounts."""

    places: dict[Name, int]
    height: int = 1
    unit: int | None = None
    headings: tuple[str, ...] = ()
    budgets: tuple[tuple[int, str], ...] = ()

    def cell(self, row: Row, name: Name) -> Cell:
        """Return a cell of a row; an empty one where the row is short or the table has no such column."""
        place = self.places.get(name)
        return row.cells[place] if place is not None and place < len(row.cells) else Cell()

    def repeats(self, row: Row) -> bool:
        """Tell whether a row is the headings over again, as on a new page, or the numbers of the columns under them."""
        texts = [Words.of(cell.own).bare for cell in row.cells]
        filled = [text for text in texts if text]
        if len(filled) >= _LEAST and all(re.fullmatch(r"\(?\d{1,2}\)?|\([a-z]\)", text) for text in filled):
            return True
        return len(filled) >= 2 and all(text in self.headings for text in filled)


def find(rows: Sequence[Row]) -> tuple[int, Columns] | None:
    """Return where the headings begin and what they name; nothing if no row reads like the headings of a plan."""
    for place, row in enumerate(rows):
        columns = _columns(row, rows[place + 1] if place + 1 < len(rows) else None)
        if columns:
            return place, columns
    return None


def _columns(row: Row, below: Row | None) -> Columns | None:
    single = _named([cell.text for cell in row.cells])
    if not _is_heading(single) and not (below and single and _is_group(row)):
        return None
    if below and _is_second(row, below):
        return _of_two(row, below)
    if not _is_heading(single):
        return None
    texts = [cell.text for cell in row.cells]
    return Columns(single, 1, _unit(texts, single), tuple(_bare(texts)), _all_budgets(texts))


def _of_two(row: Row, below: Row) -> Columns | None:
    """Return the columns of headings in two rows."""
    width = max(len(row.cells), len(below.cells))
    upper = [row.cells[place].text if place < len(row.cells) else "" for place in range(width)]
    lower = [below.cells[place].own if place < len(below.cells) else "" for place in range(width)]
    joined = [f"{high} {low}".strip() for high, low in zip(upper, lower, strict=True)]
    places: dict[Name, int] = {}  # the lower heading tells, or else the upper
    for place, (high, low) in enumerate(zip(upper, lower, strict=True)):
        name = (_name(low) if low else None) or _name(high)
        if name and name not in places:
            places[name] = place
    if not _is_heading(places):
        return None
    stated = {*_bare(upper), *_bare(lower), *_bare(joined)} - {""}
    return Columns(places, 2, _unit(joined, places), tuple(sorted(stated)), _all_budgets(joined))


def _is_group(row: Row) -> bool:
    return any(cell.repeats == "left" or not cell.text for cell in row.cells)


def _is_second(row: Row, below: Row) -> bool:
    """Tell whether the row below still belongs to the headings: its own cells stand only under wide ones."""
    filled = [place for place, cell in enumerate(below.cells) if cell.own]
    if not filled or len(filled) >= len(below.cells):
        return False
    widths = [_width(row, place) for place in filled]
    is_named = any(_name(below.cells[place].own) for place in filled)
    code = _named([cell.text for cell in row.cells]).get("code")
    return code not in filled and (all(width == "merged" for width in widths) or (is_named and all(widths)))


def _width(row: Row, place: int) -> str:
    """Return how a heading reaches over several columns: "merged", "open" (empty cells follow it), or not at all."""
    here = row.cells[place : place + 2]
    if any(cell.repeats == "left" for cell in here):
        return "merged"
    return "open" if not here or any(not cell.text for cell in here) else ""


def _named(texts: Sequence[str]) -> dict[Name, int]:
    places: dict[Name, int] = {}
    for place, text in enumerate(texts):
        name = _name(text)
        if name and name not in places:
            places[name] = place
    return places


def _name(heading: str) -> Name | None:
    bare = Words.of(heading).bare.strip(" .:*()")
    if not bare or len(bare) > 120:
        return None
    return next((name for name, pattern in _HEADINGS if pattern.search(bare)), None)


def _is_heading(places: dict[Name, int]) -> bool:
    return (
        len(places) >= _LEAST and "title" in places and not places.keys().isdisjoint({"lead", "schedule", "products"})
    )


def _bare(texts: Sequence[str]) -> Iterator[str]:
    return (Words.of(text).bare for text in texts)


def _unit(texts: Sequence[str], places: dict[Name, int]) -> int | None:
    place = places.get("budget")
    return money.unit_of(texts[place]) if place is not None else None


def _all_budgets(texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Return the columns of money where there are several, as for each level of government, unless one is their sum."""
    found = [(place, text) for place, text in enumerate(texts) if _name(text) == "budget"]
    if len(found) < 2 or any(re.search(r"\btong\b", Words.of(text).bare) for _, text in found):
        return ()
    return tuple(found)
