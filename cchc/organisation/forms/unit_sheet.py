"""A filled-in list of units → rows for the import, with every cell that can't be read."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.utils.functional import Promise

from cchc.kernel import reading, sheets
from cchc.kernel.papers import Refused
from cchc.kernel.refusal import Sentence
from cchc.kernel.sheets import Line
from cchc.kernel.text import fold
from cchc.organisation.documents import unit_sheet as columns
from cchc.organisation.models import Level
from cchc.organisation.rules.importing import Row
from cchc.organisation.rules.naming import slug_of

MOST_ROWS = 5_000
_REQUIRED = (columns.NAME, columns.LEVEL, columns.KIND)
_KEPT = {"official_name": columns.OFFICIAL_NAME, "short": columns.SHORT, "symbol": columns.SYMBOL, "note": columns.NOTE}
_LONGEST = {"official_name": 250, "short": 120, "symbol": 40, "note": 1000}


@dataclass(frozen=True)
class UnitSheet:
    """The rows that could be read, and a sentence for each cell that could not."""

    rows: tuple[Row, ...]
    errors: tuple[Sentence, ...]


def read(name: str, data: bytes, watch: Callable[[Sequence[Line]], Iterable[Line]] = iter) -> UnitSheet:
    """Return the rows of an .xlsx or .csv file; raise ``Refusal`` if it is no such table at all.

    ``watch`` sees the lines pass, to draw a progress bar.
    """
    required = [str(column) for column in _REQUIRED]
    optional = [str(column.title) for column in columns.COLUMNS if str(column.title) not in required]
    lines = sheets.read(name, data, required, optional)
    errors: list[Sentence] = []
    if not lines:
        errors.append(Sentence("Tệp không có dòng nào dưới tiêu đề cột."))
    if len(lines) > MOST_ROWS:
        errors.append(Sentence("Tệp có hơn %(count)s dòng: hãy tách thành nhiều tệp.", count=MOST_ROWS))
        lines = []
    rows = [row for line in watch(lines) if (row := _row(line, errors))]
    return UnitSheet(tuple(rows), tuple(errors))


def _row(line: Line, errors: list[Sentence]) -> Row | None:
    found = _Cells(line)
    slug = found.text(columns.SLUG, 100)
    if slug and slug != slug_of(slug):
        found.refuse(columns.SLUG, Sentence("khóa chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."))
    valid_from, valid_to = found.day(columns.VALID_FROM), found.day(columns.VALID_TO)
    if valid_from and valid_to and valid_to < valid_from:
        found.refuse(columns.VALID_TO, Sentence("ngày kết thúc đứng trước ngày bắt đầu."))
    row = Row(
        number=line.number,
        slug=slug,
        code=found.text(columns.CODE, 40),
        name=found.needed(columns.NAME, 200),
        level=found.level(),
        kind=found.needed(columns.KIND, 60),
        parent=found.text(columns.PARENT, 100),
        valid_from=valid_from,
        valid_to=valid_to,
        given={key: found.text(column, _LONGEST[key]) for key, column in _KEPT.items() if str(column) in line.cells},
    )
    errors += found.errors
    return None if found.errors else row


class _Cells:
    """The cells of a line; what can't be read is remembered with its place."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.errors: list[Sentence] = []

    def refuse(self, column: Promise, why: Sentence) -> None:
        self.errors.append(self.line.wrong(str(column), why).sentence)

    def text(self, column: Promise, limit: int) -> str:
        try:
            text = self.line.lines(str(column)) if column == columns.NOTE else self.line.text(str(column))
        except Refused as refused:
            self.errors.append(refused.sentence)
            return ""
        if len(text) > limit:
            self.refuse(column, Sentence("dài quá %(limit)s ký tự.", limit=limit))
        return text

    def needed(self, column: Promise, limit: int) -> str:
        text = self.text(column, limit)
        if not text:
            self.refuse(column, Sentence("không được để trống."))
        return text

    def level(self) -> str:
        text = self.needed(columns.LEVEL, 60)
        known = {fold(str(label)): value for value, label in Level.choices} | {value: value for value in Level.values}
        level = known.get(fold(text), "")
        if text and not level:
            labels = [f"“{label}”" for label in Level.labels]
            self.refuse(columns.LEVEL, Sentence("phải là một trong: %(labels)s.", labels=labels))
        return level

    def day(self, column: Promise) -> dt.date | None:
        value = self.line.cells.get(str(column))
        if value is None:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        with suppress(reading.Unreadable):
            return reading.date(str(value))
        self.refuse(column, Sentence("“%(text)s” không phải một ngày, hãy ghi như 31/01/2019.", text=value))
        return None
