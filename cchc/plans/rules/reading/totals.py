"""Rows and lines that add up the others: never a task, but what they say is held against the sum of the tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc.kernel.papers import Cell, Paragraph, Row
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import codes, money, money_columns, money_purposes, spoken
from cchc.plans.rules.reading.columns import Columns
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Money, When

_SUM = r"(?:tong(?: (?:cong|so|kinh phi|tien|du toan|so tien|nhu cau))*|cong)"
_PART = r"(?: (?:muc|phan|nhom|linh vuc|thuc hien|ke hoach|ca nam|nam 20\d\d|toan tinh|chung|kinh phi|cac nhiem vu))*"
_LABEL = re.compile(rf"{_SUM}{_PART}(?: (?:[ivx]+|[a-h]|\d{{1,2}}))?(?:\s*\([^)]*\))?\s*[:.]?")
_SAID = re.compile(rf"(?P<label>{_SUM}{_PART}[^:;.\d]{{0,60}}?)(?:\s*[:=]|\s+la\b)\s*(?P<amount>\d[^;(]*)")
_SPOKEN = re.compile(r"(?:so tien )?(?:viet )?bang chu\W*(?P<words>[^()]*)")
_WORDY = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Sum:
    """What a row or line says the tasks cost: its label, its amounts by heading, and the amount in words."""

    label: str
    amounts: tuple[tuple[str, Cell], ...] = ()
    unit: int | None = None
    words: str = ""


@dataclass
class Ledger:
    """What the tasks cost, in the order of the document, as far as a sum that follows them can know."""

    tasks: list[tuple[str, str | None, Money]] = field(default_factory=list)
    parts: list[int] = field(default_factory=lambda: [0])
    """Where a part of the plan begins: behind each heading and each sum."""

    def add(self, code: str, parent: str | None, budget: Money) -> None:
        self.tasks.append((code, parent, budget))

    def begin(self) -> None:
        self.parts.append(len(self.tasks))

    def sums(self, upto: int) -> Iterator[int]:
        """Yield what a sum may rightly say that stands behind ``upto`` tasks: of its part, of all above, of all."""
        starts = sorted({start for start in self.parts if start < upto}, reverse=True)[:3]
        for chosen in (self.tasks, self.tasks[:upto], *(self.tasks[start:upto] for start in starts)):
            parents = {parent for _, parent, _ in chosen}
            yield sum(_amount(budget) for _, _, budget in chosen)
            yield sum(_amount(budget) for _, parent, budget in chosen if not parent)
            yield sum(_amount(budget) for code, _, budget in chosen if code not in parents)

    @property
    def unclear(self) -> int:
        """Return how many tasks say something of money that gives no sum."""
        return sum(1 for _, _, budget in self.tasks if budget.kind != "none" and budget.total is None)


def _amount(budget: Money) -> int:
    return budget.total or 0


# ------------------------------------------------------------------ what says a sum
def of_row(row: Row, columns: Columns) -> Sum | None:
    """Return the sum that a row says, nothing for a row of another kind; a number before it makes no task of it."""
    said = [cell.own for cell in row.cells if _WORDY.search(cell.own) and not _is_code(cell.own)]
    if not said:
        return None
    bare = Words.of(said[0]).bare
    spoken_of = _SPOKEN.search(Words.of(" ".join(said)).bare)
    if _SPOKEN.match(bare.lstrip("( ")):
        return Sum("", words=_words(" ".join(said)))
    line = _SAID.match(bare)
    if not _LABEL.fullmatch(bare) and not (line and len(said) == 1):
        return None
    if columns.cell(row, "lead").own or columns.cell(row, "products").own:
        return None
    amounts = tuple(_amounts(row, columns))
    if line and not amounts:
        amounts = (("", Cell(Words.of(said[0]).text[line.start("amount") : line.end("amount")])),)
    return Sum(squeeze(said[0]), amounts, columns.unit, _words(" ".join(said)) if spoken_of else "")


def _is_code(text: str) -> bool:
    return codes.read(text) is not None


def _amounts(row: Row, columns: Columns) -> Iterator[tuple[str, Cell]]:
    if columns.budgets:
        places = columns.budgets
    else:
        place = columns.places.get("budget")
        places = () if place is None else ((place, ""),)
    for place, heading in places:
        if place < len(row.cells) and row.cells[place].own and re.search(r"\d", row.cells[place].own):
            yield heading, row.cells[place]


def of_lines(lines: Sequence[Paragraph]) -> Iterator[Sum]:
    """Yield what the words around the tables say they cost in all: "Tổng kinh phí thực hiện: 1,2 tỷ đồng"."""
    for place, line in enumerate(lines):
        words = Words.of(line.text)
        found = _SAID.search(words.bare)
        if not found or not money.is_sum(words.text[found.start("amount") : found.end("amount")]):
            continue
        following = lines[place + 1].text if place + 1 < len(lines) else ""
        told = line.text if _SPOKEN.search(words.bare) else following
        said = words.text[found.start("amount") : found.end("amount")]
        yield Sum(words.text[found.start("label") : found.end("label")], (("", Cell(said)),), None, _words(told))


def _words(text: str) -> str:
    words = Words.of(text)
    found = _SPOKEN.search(words.bare)
    return words.text[found.start("words") : found.end("words")].strip(" .,:;–-") if found else ""


# ------------------------------------------------------------------ what is asked
def questions(said: Sequence[Sum], ledger: Ledger, upto: int) -> Iterator[str]:
    """Yield what doesn't agree: a sum with its tasks, an amount with its words; ``upto`` tasks stand above."""
    total: int | None = None
    for one in said:
        if one.amounts:
            total = _total(one)
            yield from _about_sum(one, total, ledger, upto)
        if one.words:
            yield from _about_words(one.words, total)


def _total(one: Sum) -> int | None:
    read = [
        money.understand(_of_all(cell), When(""), 0, money_columns.unit(heading, one.unit)).total
        for heading, cell in one.amounts
    ]
    return None if None in read else sum(part or 0 for part in read)


def _of_all(cell: Cell) -> Cell:
    """Return a total without those it is for: "1,2 tỷ đồng cho các sở" is one sum for all of them."""
    words = Words.of(cell.text)
    return cell if cell.value is not None else Cell(money_purposes.without_payees(words.text, words.bare))


def _about_sum(one: Sum, total: int | None, ledger: Ledger, upto: int) -> Iterator[str]:
    written = "; ".join(squeeze(cell.text) for _, cell in one.amounts)
    if total is None:
        yield f"“{one.label}” ghi “{written}”: không rõ là bao nhiêu tiền, hãy xem lại."
    elif total not in set(ledger.sums(upto)):
        added = sum(_amount(budget) for _, _, budget in ledger.tasks)
        if ledger.unclear:
            yield (
                f"“{one.label}” ghi {_dong(total)} đồng, các nhiệm vụ cộng lại được {_dong(added)} đồng,"
                f" chưa kể {ledger.unclear} chỗ không rõ số tiền: hãy xem lại."
            )
        else:
            yield (
                f"“{one.label}” ghi {_dong(total)} đồng, các nhiệm vụ cộng lại được {_dong(added)} đồng: hãy xem lại."
            )


def _about_words(words: str, total: int | None) -> Iterator[str]:
    value = spoken.value(words)
    if value is None:
        yield f"Chưa hiểu số tiền bằng chữ “{words}”: hãy xem lại."
    elif total is not None and value != total:
        yield f"Số tiền bằng chữ “{words}” là {_dong(value)} đồng, bằng số là {_dong(total)} đồng: hãy xem lại."


def _dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
