"""A grid of units by colour: a map without borders."""

from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from cchc.ui import display
from cchc.ui.charts import drawing

SHADES = 5


@dataclass(frozen=True)
class Level:
    """A class of values from ``minimum`` up, and its word; levels are given from low to high, at most five."""

    minimum: float
    word: str


@dataclass(frozen=True)
class Cell:
    """One unit; ``None`` says that nothing is known. ``note`` says more than the word of the level, in its place."""

    label: str
    value: float | None
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Heat:
    """Cells that carry name, figure and word, so that colour only helps; they flow as the place allows.

    ``missing`` says why a cell has no figure.
    """

    title: str
    levels: tuple[Level, ...]
    cells: tuple[Cell, ...]
    unit: str = ""
    missing: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.levels) <= SHADES:
            raise ValueError("a heat map has one to five levels")

    def html(self, language: str) -> str:
        """Return the cells as a list, then what the colours mean."""
        cells = "".join(self._cell(cell, language) for cell in self.cells)
        known = [(f"heat-{self._shade(i)}", level.word) for i, level in enumerate(self.levels)]
        missing = [("heat-0", self._unknown)] if any(cell.value is None for cell in self.cells) else []
        return f'<ul class="heat">{cells}</ul>' + drawing.legend([*known, *missing])

    def table(self, language: str) -> None:
        """Say nothing more: the cells are words already."""

    def level(self, value: float) -> int:
        """Return the index of the level that ``value`` lies in; below all of them is the lowest."""
        return max((i for i, level in enumerate(self.levels) if value >= level.minimum), default=0)

    @property
    def _unknown(self) -> str:
        return self.missing or _("chưa có số liệu")

    def _shade(self, index: int) -> int:
        # Few levels use the ends and the middle of the colours, so that they stay apart.
        return 1 + round(index * (SHADES - 1) / (len(self.levels) - 1)) if len(self.levels) > 1 else SHADES

    def _cell(self, cell: Cell, language: str) -> str:
        name = drawing.linked(cell.href, cell.label)
        if cell.value is None:
            return f'<li class="heat-0">{name}<b>{display.NOTHING}</b><small>{escape(self._unknown)}</small></li>'
        index = self.level(cell.value)
        figure = f"{display.number(cell.value, None, language)}{self.unit}"
        word = escape(cell.note or self.levels[index].word)
        return f'<li class="heat-{self._shade(index)}">{name}<b>{escape(figure)}</b><small>{word}</small></li>'
