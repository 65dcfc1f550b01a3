"""Entries of the table → groups of tasks: codes made whole, parents found, empty cells inherited, cells understood."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from cchc.kernel.papers import Cell
from cchc.plans.rules.reading import money, numbering, products, schedules
from cchc.plans.rules.reading.codes import without_bullet
from cchc.plans.rules.reading.columns import Name
from cchc.plans.rules.reading.rows import Entry
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Doubt, Group, Money, Source, Task, When

INHERITED: tuple[Name, ...] = ("lead", "partners", "schedule", "products", "funding")
"""Not the budget: a sum inherited by each row below it would be counted as often."""

_FUNDING = re.compile(
    r"^(?:ns|nsnn|nstw|nsdp|ngan sach|nguon|xa hoi hoa|kinh phi (?:su nghiep|tu chu|thuong xuyen)|von)\b"
)
_AS_ABOVE = re.compile(r"^(?:nhu tren|nt|-nt-|//|\"|'')$")


@dataclass(frozen=True)
class Grouped:
    """The groups in the order of the document, and the doubts about how their rows were told apart."""

    groups: tuple[Group, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def grouped(entries: Sequence[Entry], resolver: Resolver, year: int | None) -> Grouped:
    """Return the groups; without a year, no day that would need one."""
    made: list[tuple[str, str, list[Task]]] = []
    cells: dict[int, dict[Name, Cell]] = {}
    asked: list[Doubt] = []
    numbered = numbering.numbered(entries)
    for entry, code, parent, above in numbered:
        own = cells[id(entry)] = _inherited(entry, cells.get(id(above), {}))
        if entry.is_heading:
            made.append((code, entry.title, []))
            continue
        if not made:
            made.append(("", "", []))
        made[-1][2].append(_task(entry, code, parent, own, resolver, year))
        asked += [Doubt(code, name, why, blocks=True) for name, why in entry.asks]
        asked += [Doubt(code, "budget", why, blocks=True) for why in _about_sums(entry)]
    taken = {id(cell) for entry in entries if not entry.is_heading for cell in cells[id(entry)].values()}
    sections = (_about_section(entry, code, taken) for entry, code, _, _ in numbered if entry.is_heading)
    asked += [doubt for found in sections for doubt in found]
    return Grouped(tuple(Group(no, title, tuple(tasks)) for no, title, tasks in made), tuple(asked))


def _about_sums(entry: Entry) -> Iterator[str]:
    """Yield the question about each large number whose unit only the heading gives."""
    for cell in [cell for _, cell in entry.budgets] or [entry.cells["budget"]]:
        if sums := money.either(cell.text, entry.unit):
            one, other = (f"{value:,}".replace(",", ".") for value in sums)
            yield f"“{cell.text}” ghi trong cột có đơn vị tính: là {one} đồng hay {other} đồng?"


def _about_section(entry: Entry, code: str, taken: Container[int]) -> Iterator[Doubt]:
    """Ask about what a section says and no task below takes from it: cells that all have filled, and any sum."""
    kept = [cell for name, cell in entry.cells.items() if name != "budget" and id(cell) not in taken]
    said = [_quoted(cell) for cell in kept if cell.text]
    if said:
        yield Doubt("", "groups", f"Mục {code} ghi chung {', '.join(said)}; mỗi nhiệm vụ trong mục đã ghi riêng.")
    sums = [cell for _, cell in entry.budgets] or [entry.cells["budget"]]
    for money_said in (_quoted(cell) for cell in sums if cell.text):
        why = f"Mục {code} ghi kinh phí chung {money_said}, không nhiệm vụ nào lấy theo: hãy xem lại."
        yield Doubt("", "groups", why, blocks=True)


def _quoted(cell: Cell) -> str:
    return f"“{Words.of(cell.text).text}”"


def _inherited(entry: Entry, above: dict[Name, Cell]) -> dict[Name, Cell]:
    """Return the cells of a row, empty ones (and "như trên") taken from its parent."""
    own = dict(entry.cells)
    for name in INHERITED:
        cell = own.get(name, Cell())
        if name in above and (not cell.text or _AS_ABOVE.match(Words.of(cell.text).bare)):
            own[name] = above[name]
    return own


def _task(
    entry: Entry, code: str, parent: str | None, cells: dict[Name, Cell], resolver: Resolver, year: int | None
) -> Task:
    schedule = schedules.understand(cells["schedule"].text, year)
    lead, partners = resolver.bearers(cells["lead"].text, cells["partners"].text)
    funding, note = Words.of(cells["funding"].text).text, Words.of(cells["note"].text).text
    if not funding and _FUNDING.match(Words.of(note).bare):
        funding, note = note, ""
    return Task(
        code=code,
        title=_title(entry),
        products=products.understand(cells["products"].text),
        parent=parent,
        lead=lead,
        partners=partners,
        schedule=schedule,
        budget=_budget(entry, schedule, year or schedules.NO_YEAR),
        funding=funding,
        note=note,
        source=Source(entry.page, entry.row),
    )


def _title(entry: Entry) -> str:
    title = Words.of(entry.title).text
    return without_bullet(title) if entry.code.style == "none" else title


def _budget(entry: Entry, schedule: When, year: int) -> Money:
    """Return the budget; the sum of several columns of money, one for each level of government."""
    if len(entry.budgets) < 2:
        single = entry.budgets[0][1] if entry.budgets else entry.cells["budget"]
        return money.understand(single, schedule, year, entry.unit)
    parts = [(heading, money.understand(cell, schedule, year, entry.unit)) for heading, cell in entry.budgets]
    text = "; ".join(f"{Words.of(heading).text}: {part.text}" for heading, part in parts)
    totals = [part.total for _, part in parts if part.kind == "money"]
    if len(totals) != len(parts) or None in totals:
        return Money(text, "words")
    total = sum(part or 0 for part in totals)
    return Money(text, "money", total, total=total)
