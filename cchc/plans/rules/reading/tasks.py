"""Entries of the table → groups of tasks: codes made whole, parents found, empty cells inherited, cells understood."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.kernel.papers import Cell
from cchc.plans.rules.reading import codes, money, products, when
from cchc.plans.rules.reading.columns import Name
from cchc.plans.rules.reading.rows import Entry
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Group, Money, Source, Task, When

INHERITED: tuple[Name, ...] = ("lead", "partners", "schedule", "products", "funding")
"""Not the budget: a sum inherited by each row below it would be counted as often."""

_FUNDING = re.compile(
    r"^(?:ns|nsnn|nstw|nsdp|ngan sach|nguon|xa hoi hoa|kinh phi (?:su nghiep|tu chu|thuong xuyen)|von)\b"
)
_AS_ABOVE = re.compile(r"^(?:nhu tren|nt|-nt-|//|\"|'')$")


@dataclass
class _Place:
    """Where the reader stands: the headings above, and the last tasks by depth."""

    headings: list[tuple[int, str]]
    tasks: list[tuple[int, str]]


def groups(entries: Sequence[Entry], resolver: Resolver, year: int) -> tuple[Group, ...]:
    """Return the groups in the order of the document."""
    coded = _coded(entries)
    made: list[tuple[str, str, list[Task]]] = []
    cells: dict[str, dict[Name, Cell]] = {}
    for entry, code, parent in coded:
        if entry.is_heading:
            made.append((code, entry.title, []))
            continue
        if not made:
            made.append(("", "", []))
        own = _inherited(entry, cells.get(parent or "", {}))
        cells[code] = own
        made[-1][2].append(_task(entry, code, parent, own, resolver, year))
    return tuple(Group(no, title, tuple(tasks)) for no, title, tasks in made)


def _inherited(entry: Entry, above: dict[Name, Cell]) -> dict[Name, Cell]:
    """Return the cells of a row, empty ones (and "như trên") taken from its parent."""
    own = dict(entry.cells)
    for name in INHERITED:
        cell = own.get(name, Cell())
        if name in above and (not cell.text or _AS_ABOVE.match(Words.of(cell.text).bare)):
            own[name] = above[name]
    return own


def _task(entry: Entry, code: str, parent: str | None, cells: dict[Name, Cell], resolver: Resolver, year: int) -> Task:
    schedule = when.understand(cells["schedule"].text, year)
    funding, note = Words.of(cells["funding"].text).text, Words.of(cells["note"].text).text
    if not funding and _FUNDING.match(Words.of(note).bare):
        funding, note = note, ""
    return Task(
        code=code,
        title=Words.of(entry.title).text,
        products=products.understand(cells["products"].text),
        parent=parent,
        lead=resolver.understand(cells["lead"].text),
        partners=resolver.understand(cells["partners"].text),
        schedule=schedule,
        budget=_budget(entry, schedule, year),
        funding=funding,
        note=note,
        source=Source(entry.page, entry.row),
    )


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


# ------------------------------------------------------------------ codes
def _coded(entries: Sequence[Entry]) -> list[tuple[Entry, str, str | None]]:
    """Return each entry with its whole code and that of its parent."""
    whole = _is_numbered_throughout(entries)
    place = _Place([], [])
    made: list[tuple[Entry, str, str | None]] = []
    used: Counter[str] = Counter()
    for entry in entries:
        code, parent = _heading(entry, place) if entry.is_heading else _task_code(entry, place, used, whole)
        used[code] += 1
        made.append((entry, code, parent))
    return made


def _is_numbered_throughout(entries: Sequence[Entry]) -> bool:
    """Tell whether plain numbers run on through all groups, so that each is a code by itself."""
    numbers = Counter(e.code.text for e in entries if not e.is_heading and e.code.style == "number")
    return all(times == 1 for times in numbers.values())


def _heading(entry: Entry, place: _Place) -> tuple[str, None]:
    depth = entry.code.depth if entry.code.style != "none" else 1
    while place.headings and place.headings[-1][0] >= depth:
        place.headings.pop()
    above = place.headings[-1][1] if place.headings else ""
    text = entry.code.text
    is_whole = not above or entry.code.style in {"upper", "roman", "dotted", "other"}
    code = text if is_whole else f"{above}.{text}".strip(".")
    place.headings.append((depth, code))
    place.tasks.clear()
    return code, None


def _task_code(entry: Entry, place: _Place, used: Counter[str], whole: bool) -> tuple[str, str | None]:
    group = place.headings[-1][1] if place.headings else ""
    style, text, depth = entry.code.style, entry.code.text, entry.code.depth
    while place.tasks and place.tasks[-1][0] >= depth and style != "none":
        place.tasks.pop()
    parent = place.tasks[-1][1] if place.tasks else None
    if style == "none":
        code, parent = _invented(entry, place, group, used)
        return code, parent
    if style in {"dotted", "other"}:
        code, parent = text, _dotted_parent(text, used)
    elif style == "letter":
        above = parent or group
        code = f"{above}.{text}" if above else text
    else:
        code, parent = (text if whole or not group else f"{group}.{text}"), None
    place.tasks.append((depth, code))
    return code, parent


def _dotted_parent(text: str, used: Counter[str]) -> str | None:
    """Return the longest code of a row above that this one continues: "1.2" of "1.2.3"."""
    parts = re.split(r"(?=\.)", text)
    candidates = ("".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
    return next((candidate for candidate in candidates if used[candidate]), None)


def _invented(entry: Entry, place: _Place, group: str, used: Counter[str]) -> tuple[str, str | None]:
    """Return a code for a row without one: the next below the row it belongs to, or in its group."""
    is_below = codes.is_bullet(entry.title) and place.tasks
    above = place.tasks[-1][1] if is_below else group
    number = 1
    while used[f"{above}.{number}" if above else str(number)]:
        number += 1
    entry.title = codes.without_bullet(entry.title)
    return (f"{above}.{number}" if above else str(number)), (above if is_below else None)
