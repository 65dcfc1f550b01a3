"""Entries of the table → groups of tasks: codes made whole, parents found, empty cells inherited, cells understood."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from cchc.kernel.papers import Cell
from cchc.plans.rules.reading import ditto, footnotes, money, money_columns, numbering, products, schedules, totals
from cchc.plans.rules.reading.codes import without_bullet
from cchc.plans.rules.reading.columns import Name
from cchc.plans.rules.reading.rows import Entry
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Doubt, Group, Money, Source, Task, When

INHERITED: tuple[Name, ...] = ("lead", "partners", "schedule", "products", "funding")
"""Not the budget: a sum inherited by each row below it would be counted as often."""

_FUNDING = re.compile(
    rf"^(?:ns|nsnn|nstw|nsdp|ngan sach|{money.SOURCE}|xa hoi hoa"
    r"|kinh phi (?:su nghiep|tu chu|thuong xuyen)|von)\b"
)


@dataclass(frozen=True)
class Grouped:
    """The groups in the order of the document, and the doubts about how their rows were told apart."""

    groups: tuple[Group, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def grouped(
    entries: Sequence[Entry], resolver: Resolver, year: int | None, beside: Sequence[totals.Sum] = ()
) -> Grouped:
    """Return the groups; without a year, no day that would need one. ``beside`` are the sums that lines say."""
    made: list[tuple[str, str, list[Task]]] = []
    cells: dict[int, dict[Name, Cell]] = {}
    asked: list[Doubt] = []
    numbered = numbering.numbered(entries)
    before: dict[Name, Cell] = {}
    for entry, code, parent, above in numbered:
        entry.asks += [*footnotes.cleared(entry), *ditto.filled(entry, before)]
        own = before = cells[id(entry)] = _inherited(entry, cells.get(id(above), {}))
        if entry.is_heading:
            made.append((code, entry.title, []))
            asked += [Doubt("", "groups", why, blocks=True) for _, why in entry.asks]
            continue
        if not made:
            made.append(("", "", []))
        made[-1][2].append(_task(entry, code, parent, own, resolver, year))
        asked += [Doubt(code, name, why, blocks=True) for name, why in entry.asks]
        asked += [
            Doubt(code, "budget", why, blocks=True) for why in (*_about_sums(entry), _about_columns(entry, year)) if why
        ]
    taken = {id(cell) for entry in entries if not entry.is_heading for cell in cells[id(entry)].values()}
    sections = (_about_section(entry, code, taken) for entry, code, _, _ in numbered if entry.is_heading)
    asked += [doubt for found in sections for doubt in found]
    groups = tuple(Group(no, title, tuple(tasks)) for no, title, tasks in made)
    asked += [*_about_shared(numbered), *_about_totals(numbered, groups, beside)]
    return Grouped(groups, tuple(asked))


def _about_shared(numbered: Sequence[numbering.Numbered]) -> Iterator[Doubt]:
    """Ask about a sum in one cell over several tasks: it is the sum of them all, not the first one's."""
    sharing: list[list[tuple[Entry, str]]] = []
    for entry, code, _, _ in numbered:
        if entry.shares and sharing:
            sharing[-1].append((entry, code))
        else:
            sharing.append([(entry, code)])
    for (first, code), *others in sharing:
        if not others:
            continue
        said = "; ".join(_quoted(cell) for cell in [cell for _, cell in first.budgets] or [first.cells["budget"]])
        named = ", ".join([code, *(other for _, other in others)])
        why = f"{said} ghi chung một ô cho các nhiệm vụ {named}: hãy ghi kinh phí riêng của từng nhiệm vụ."
        yield Doubt("", "groups", why, blocks=True) if first.is_heading else Doubt(code, "budget", why, blocks=True)


def _about_totals(
    numbered: Sequence[numbering.Numbered], groups: Sequence[Group], beside: Sequence[totals.Sum]
) -> Iterator[Doubt]:
    """Ask where what adds the tasks up says another sum than they do."""
    tasks = iter([task for group in groups for task in group.tasks])
    ledger, said = totals.Ledger(), []
    for entry, _, _, _ in numbered:
        if entry.is_heading:
            ledger.begin()
        else:
            task = next(tasks)
            ledger.add(task.code, task.parent, task.budget)
        if entry.sums:
            said.append((entry.sums, len(ledger.tasks)))
            ledger.begin()
    if beside and any(task.budget.total for group in groups for task in group.tasks):
        said.append(([*beside], len(ledger.tasks)))
    for sums, upto in said:
        yield from (Doubt("", "tasks", why, blocks=True) for why in totals.questions(sums, ledger, upto))


def _about_sums(entry: Entry) -> Iterator[str]:
    """Yield the question about each large number whose unit only the heading gives."""
    for heading, cell in entry.budgets or (("", entry.cells["budget"]),):
        if sums := money.either(cell.text, money_columns.unit(heading, entry.unit)):
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
    """Return the cells of a row, empty ones taken from its parent."""
    own = dict(entry.cells)
    for name in INHERITED:
        if name in above and not own.get(name, Cell()).text:
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
    parts = [
        (heading, money.understand(cell, schedule, year, money_columns.unit(heading, entry.unit)))
        for heading, cell in entry.budgets or (("", entry.cells["budget"]),)
    ]
    is_asked = bool(_about_columns(entry, None if year == schedules.NO_YEAR else year))
    if len(parts) == 1:
        part = parts[0][1]
        return Money(part.text, "words") if is_asked and part.kind == "money" else part
    text = "; ".join(f"{Words.of(heading).text}: {part.text}" for heading, part in parts)
    totals = [part.total for _, part in parts if part.kind == "money"]
    if is_asked or len(totals) != len(parts) or None in totals:
        return Money(text, "words")
    total = sum(part or 0 for part in totals)
    return Money(text, "money", total, total=total)


def _about_columns(entry: Entry, year: int | None) -> str:
    """Return the question about the columns in which a row has figures of money, nothing if they make its sum."""
    said = [heading for heading, cell in entry.budgets if re.search(r"\d", cell.text)]
    if said:
        return money_columns.question(said, year, is_single=False)
    if entry.budgets or not entry.budget_head or not re.search(r"\d", entry.cells["budget"].text):
        return ""
    return money_columns.question([entry.budget_head], year, is_single=True)
