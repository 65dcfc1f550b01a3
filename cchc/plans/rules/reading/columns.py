"""Which column of a table holds what, found by its heading in whatever order and wording."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from cchc.kernel.papers import Cell, Row
from cchc.plans.rules.reading import calendar, codes, money, money_columns
from cchc.plans.rules.reading.words import Words

Name: TypeAlias = Literal["code", "title", "products", "lead", "partners", "schedule", "budget", "funding", "note"]

_PROGRESS = re.compile(
    r"\bket qua (?:da )?thuc hien\b|\bket qua dat duoc\b|\bda thuc hien\b|\btinh (?:hinh|trang)\b|\bhien trang\b"
    r"|\b(?:muc do|ty le|phan tram) hoan thanh\b|^(?:ld|ldvp|lanh dao(?: van phong)?|chuyen vien) chu tri$"
    r"|\bvai tro\b|\b(?:lanh dao|nguoi)\b.*\b(?:chi dao|phu trach|theo doi)\b|\bde xuat\b|\bkien nghi\b"
)
"""What a list of work in progress adds: it says how far a task is and who watches it, not what a plan demands."""

_PROPOSED = re.compile(r"\bkinh phi (?:de xuat|kien nghi)\b")
# The first that fits wins: "Đơn vị phối hợp" is no "Đơn vị thực hiện", "Nguồn kinh phí" no "Kinh phí".
_HEADINGS: tuple[tuple[Name, re.Pattern[str]], ...] = (
    (
        "code",
        re.compile(r"^(?:so\s*)?(?:tt|stt|thu tu)$|^(?:ma|ky hieu)(?: so)?(?: nhiem vu| nv)?$|^s\.t\.t$|^(?:so|muc)$"),
    ),
    ("lead", re.compile(r"\bchu tri\b.*\bphoi hop\b|\bphoi hop\b.*\bchu tri\b")),
    ("partners", re.compile(r"\bphoi hop\b")),
    (
        "lead",
        re.compile(
            r"\bchu tri\b|\btham muu\b|\bphu trach\b|\btrach nhiem\b|\bphan cong\b|\bnguoi thuc hien\b"
            r"|\b(?:don vi|co quan|bo phan) thuc hien\b|^(?:co quan|don vi)(?:,? (?:don vi|co quan))?$"
        ),
    ),
    ("funding", re.compile(money.SOURCE)),
    ("budget", money_columns.NAMED),
    (
        "schedule",
        re.compile(
            r"\bthoi gian\b|\bthoi han\b|\btien do\b|\bhoan thanh\b|\bthoi diem\b|^han\b"
            r"|^ngay thuc hien$|^(?:ngay |thang )?(?:bat dau|ket thuc)(?: thuc hien)?$"
            r"|^(?:tu|den)(?: het)? (?:ngay|thang)$"
        ),
    ),
    ("note", re.compile(r"\bghi chu\b")),
    ("products", re.compile(r"\bsan pham\b|\bket qua\b|\bdau ra\b|\bhinh thuc\b")),
    (
        "title",
        re.compile(r"\bnoi dung\b|\bnhiem vu\b|\bhoat dong\b|\bcong viec\b|\bgiai phap\b|\bmuc tieu\b|^(?:ten|viec)\b"),
    ),
)
_BEST: dict[Name, re.Pattern[str]] = {  # where several columns go by one name, the one meant
    "code": re.compile(r"^(?:ma|ky hieu)\b"),
    "title": re.compile(r"\bnhiem vu\b|\bnoi dung\b|\bcong viec\b"),
    "lead": re.compile(r"\bchu tri\b"),
    "schedule": re.compile(r"\bthoi (?:gian|han|diem)\b|^han\b"),
    "products": re.compile(r"\bsan pham\b|\bdau ra\b"),
    "budget": money_columns.SUM,
}
_DOUBLED: tuple[Name, ...] = ("lead", "partners", "schedule", "products")
_FORM = re.compile(r"\bhinh thuc\b")
_LEAST = 3  # a heading row names at least so many columns, the title and who leads or when among them


@dataclass(frozen=True)
class Columns:
    """The place of each column, how many rows the headings take, and the unit stated for bare amounts.

    ``others`` are columns with a place and a heading that no name fits; ``numbers`` the further columns of numbers;
    ``doubles`` those that go by the name of another; ``heads`` what each column is headed by, in full; ``periods``
    those of a calendar, in which rows mark when.
    """

    places: dict[Name, int]
    height: int = 1
    unit: int | None = None
    headings: tuple[str, ...] = ()
    budgets: tuple[tuple[int, str], ...] = ()
    numbers: tuple[int, ...] = ()
    is_coded: bool = False
    others: tuple[tuple[int, str], ...] = ()
    width: int = 0
    heads: tuple[str, ...] = ()
    doubles: tuple[tuple[Name, int], ...] = ()
    periods: tuple[calendar.Period, ...] = ()

    def cell(self, row: Row, name: Name) -> Cell:
        """Return a cell of a row; an empty one where the row is short or the table has no such column."""
        place = self.places.get(name)
        return row.cells[place] if place is not None and place < len(row.cells) else Cell()

    def head(self, name: Name) -> str:
        """Return what a column is headed by, in full."""
        place = self.places.get(name)
        return self.heads[place] if place is not None and place < len(self.heads) else ""

    def repeats(self, row: Row) -> bool:
        """Tell whether a row is the headings over again, as on a new page, or the numbers of the columns under them."""
        texts = [Words.of(cell.own).bare for cell in row.cells]
        filled = [text for text in texts if text]
        if len(filled) >= _LEAST and all(_COLUMN_NUMBER.fullmatch(text) for text in filled):
            return True
        return len(filled) >= 2 and all(text in self.headings for text in filled)

    def goes_on(self, row: Row) -> bool:
        """Tell whether a row below repeated headings is the rest of them, as "Chi tiết" under "Stt"."""
        return all(not cell.own or Words.of(cell.own).bare in self.headings for cell in row.cells)

    def numbered_by(self, rows: Sequence[Row], before: "Columns | None") -> "Columns":
        """Return the columns with the codes taken from where most rows have one, a column of codes before all.

        A table with the headings of the one ``before`` takes them from where that does.
        """
        if self.is_coded or not self.numbers:
            return self
        if before and before.headings == self.headings:
            return replace(self, places={**self.places, "code": before.places["code"]}, numbers=before.numbers)
        places = (self.places["code"], *self.numbers)
        counts = [sum(1 for row in rows if place < len(row.cells) and row.cells[place].own) for place in places]
        best = max(zip(counts, places, strict=True))[1]  # of two as full, the one that stands nearer to the title
        rest = tuple(place for place in places if place != best)
        return replace(self, places={**self.places, "code": best}, numbers=rest)

    def funded_by(self, rows: Sequence[Row]) -> "Columns":
        """Return the columns with those of sources that hold amounts ("Nguồn khác": "50") taken as columns of money.

        A column of the whole sum leaves them to the note.
        """
        funding = [place for place, head in enumerate(self.heads) if _name(head) == "funding"]
        paid = [place for place in (*funding, *self._taken("funding")) if _holds_amounts(rows, place)]
        if not paid:
            return self
        places = {name: place for name, place in self.places.items() if name != "funding" or place not in paid}
        others = tuple(one for one in self.others if one[0] not in paid)
        paid = sorted({*paid})
        if "budget" in places and _is_sum(self.heads[places["budget"]]):
            others += tuple((place, self.heads[place]) for place in paid)
            return replace(self, places=places, others=others)
        levels = [place for place, _ in self.budgets] or [places[name] for name in ("budget",) if name in places]
        money_places = sorted({*levels, *paid})
        budgets = tuple((place, self.heads[place]) for place in money_places) if len(money_places) > 1 else ()
        places.setdefault("budget", money_places[0])
        unit = self.unit or money_columns.common_unit([self.heads[place] for place in paid])
        return replace(self, places=places, others=others, budgets=budgets, unit=unit)

    def _taken(self, name: Name) -> tuple[int, ...]:
        place = self.places.get(name)
        return () if place is None else (place,)


def _holds_amounts(rows: Sequence[Row], place: int) -> bool:
    """Tell whether all that a column holds are amounts."""
    said = [row.cells[place].own.strip() for row in rows if place < len(row.cells) and row.cells[place].own.strip()]
    return bool(said) and all(money.is_amount(text) for text in said)


def _is_sum(heading: str) -> bool:
    return bool(money_columns.SUM.search(Words.of(heading).bare))


_COLUMN_NUMBER = re.compile(r"[(\[]?\d{1,2}[)\]]?(?:\s*=.*)?|[(\[]?[a-z][)\]]?")


def find(rows: Sequence[Row]) -> tuple[int, Columns] | None:
    """Return where the headings begin and what they name; nothing if no row reads like the headings of a plan."""
    for place, row in enumerate(rows):
        columns = _columns(row, *(*rows[place + 1 : place + 3], None, None)[:2])
        if columns:
            return place, columns
    return None


def _columns(row: Row, below: Row | None, third: Row | None) -> Columns | None:
    if any(_numbers(cell.own) for cell in row.cells[:2]):  # "b) | Triển khai nhiệm vụ … | 27 triệu đồng/đơn vị"
        return None
    single = _timed([cell.text for cell in row.cells], [cell.text for cell in row.cells])
    if not _is_heading(single) and not (below and single and _is_group(row)):
        return None
    if below and third and _is_named(third) and _is_second(row, below, is_named=True):
        upper = _folded(row, below)
        if _is_second(upper, third):  # a time, its year, and the quarters of it
            return _of_two(upper, third, [cell.text for cell in (*row.cells, *below.cells)])
    if below and _is_second(row, below):
        return _of_two(row, below)
    if not _is_heading(single):
        return None
    texts = [cell.text for cell in row.cells]
    return _made([(text, text) for text in texts], single, 1, _bare(texts))


def _numbers(text: str) -> bool:
    """Tell whether a cell holds the number of a task or field: its row is no heading, whatever else it says."""
    code = codes.read(text)
    return code is not None and code.style not in {"none", "other"}  # "T/T" looks like a code of the other style


def _folded(row: Row, below: Row) -> Row:
    """Return two rows of headings as one, each cell of the lower under what reaches over it."""
    width = max(len(row.cells), len(below.cells))
    high, low = ([*one.cells, *[Cell()] * (width - len(one.cells))] for one in (row, below))
    said = _reaching([cell.text for cell in high], [cell.own for cell in low])
    return replace(row, cells=tuple(_under(said[at], high[at], low[at]) for at in range(width)))


def _under(said: str, high: Cell, low: Cell) -> Cell:
    if low.repeats == "left":
        return Cell(f"{high.text} {low.text}".strip(), repeats="left")
    return Cell(f"{said} {low.own}".strip()) if low.own else high


def _of_two(row: Row, below: Row, above: Sequence[str] = ()) -> Columns | None:
    """Return the columns of headings in two rows; ``above`` are the texts of two that were folded into the upper."""
    width = max(len(row.cells), len(below.cells))
    upper = [row.cells[place].text if place < len(row.cells) else "" for place in range(width)]
    lower = [below.cells[place].own if place < len(below.cells) else "" for place in range(width)]
    reaching = _reaching(upper, lower)
    joined = [f"{high} {low}".strip() for high, low in zip(reaching, lower, strict=True)]
    headings = [low if low and _name(low) else high for high, low in zip(reaching, lower, strict=True)]
    places = _timed(headings, joined)  # the lower heading tells, or else the upper
    if not _is_heading(places):
        return None
    stated = {*_bare(upper), *_bare(lower), *_bare(joined), *_bare(above)} - {""}
    return _made(list(zip(headings, joined, strict=True)), places, 3 if above else 2, sorted(stated))


def _reaching(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the upper headings, each over the columns that only have a lower one of their own."""
    made: list[str] = []
    for high, low in zip(upper, lower, strict=True):
        made.append(high or (made[-1] if made and low else ""))
    return made


def _made(texts: Sequence[tuple[str, str]], places: dict[Name, int], height: int, stated: Iterable[str]) -> Columns:
    """Return the columns of headings, each with what names it and what it says in full."""
    whole = [full for _, full in texts]
    numbers = tuple(place for place, (heading, _) in enumerate(texts) if _name(heading) == "code")
    counted = _all_budgets(whole)
    budgets = counted if len(counted) > 1 else ()
    if counted and "budget" in places and places["budget"] not in [place for place, _ in counted]:
        places = {**places, "budget": counted[0][0]}
    periods = _periods([heading for heading, _ in texts], whole)
    timed = set(calendar.places(periods))
    doubles = tuple(one for one in _doubles([heading for heading, _ in texts], places) if one[1] not in timed)
    known = {*places.values(), *timed, *numbers, *(place for place, _ in budgets), *(place for _, place in doubles)}
    return Columns(
        places,
        height,
        money_columns.common_unit([text for _, text in counted]),
        tuple(stated),
        budgets,
        tuple(place for place in numbers if place != places["code"]),
        "code" in places and bool(_BEST["code"].search(Words.of(texts[places["code"]][0]).bare)),
        tuple((place, full) for place, (_, full) in enumerate(texts) if place not in known),
        len(texts),
        tuple(whole),
        doubles,
        periods,
    )


def _periods(headings: Sequence[str], whole: Sequence[str]) -> tuple[calendar.Period, ...]:
    return calendar.found(whole, lambda place: _name(headings[place]) in {None, "schedule"})


def _timed(headings: Sequence[str], whole: Sequence[str]) -> dict[Name, int]:
    """Return the place of each column; where only a calendar says when, the first of it is that of the schedule."""
    places, periods = _named(headings), _periods(headings, whole)
    if periods and "schedule" not in places:
        places["schedule"] = periods[0].place
    return places


def _doubles(texts: Sequence[str], places: dict[Name, int]) -> Iterator[tuple[Name, int]]:
    """Yield the columns that go by a name which another column has taken, where a row may say more in them."""
    for place, text in enumerate(texts):
        name = _name(text)
        is_form = name == "products" and _FORM.search(Words.of(text).bare)
        if name in _DOUBLED and places[name] != place and not is_form:
            yield name, place


def _is_group(row: Row) -> bool:
    return any(cell.repeats == "left" or not cell.text for cell in row.cells)


def _is_second(row: Row, below: Row, *, is_named: bool = False) -> bool:
    """Tell whether the row below still belongs to the headings: its own cells stand only under wide ones.

    A numbered task does not, though the row above it, the rest of one that a page has cut, leaves cells empty over it.
    """
    filled = [place for place, cell in enumerate(below.cells) if cell.own]
    if not filled or len(filled) >= len(below.cells) or any(_numbers(cell.own) for cell in below.cells[:2]):
        return False
    widths = [_width(row, place) for place in filled]
    is_named = is_named or _is_named(below)
    code = _named([cell.text for cell in row.cells]).get("code")
    is_split = code in filled and _name(below.cells[code].own) == "code"  # "TT" and "Chi tiết" under "Stt"
    is_below = all(width == "merged" for width in widths) or (is_named and all(widths))
    return (code not in filled or is_split) and is_below


def _is_named(row: Row) -> bool:
    """Tell whether a row names columns, or quarters or months."""
    texts = [cell.own for cell in row.cells if cell.own]
    quarters = [f"Quý {text}" for text in texts]
    return any(map(_name, texts)) or any(calendar.found(one, lambda _: True) for one in (texts, quarters))


def _width(row: Row, place: int) -> str:
    """Return how a heading reaches over several columns: "merged", "open" (empty cells follow it), or not at all."""
    here = row.cells[place : place + 2]
    if any(cell.repeats == "left" for cell in here):
        return "merged"
    return "open" if not here or any(not cell.text for cell in here) else ""


def _named(texts: Sequence[str]) -> dict[Name, int]:
    """Return the place of each column: of several that go by one name the best, or else the first."""
    places: dict[Name, int] = {}
    for place, text in enumerate(texts):
        name = _name(text)
        if name and (name not in places or (_is_best(name, text) and not _is_best(name, texts[places[name]]))):
            places[name] = place
    return places


def _is_best(name: Name, heading: str) -> bool:
    return name in _BEST and bool(_BEST[name].search(Words.of(heading).bare))


def _name(heading: str) -> Name | None:
    bare = Words.of(heading).bare.strip(" .:*()")
    if not bare or len(bare) > 120:
        return None
    if _PROGRESS.search(bare):
        return "budget" if _PROPOSED.search(bare) else None
    name = next((name for name, pattern in _HEADINGS if pattern.search(bare)), None)
    return name or ("budget" if money_columns.by_unit(heading) else None)


def _is_heading(places: dict[Name, int]) -> bool:
    return (
        len(places) >= _LEAST and "title" in places and not places.keys().isdisjoint({"lead", "schedule", "products"})
    )


def _bare(texts: Sequence[str]) -> Iterator[str]:
    return (Words.of(text).bare for text in texts)


def _all_budgets(texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Return the columns of money that make the sum, as for each level of government; one only if it is their sum."""
    return money_columns.counted([(place, text) for place, text in enumerate(texts) if _name(text) == "budget"])
