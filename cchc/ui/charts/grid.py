"""A table whose cells carry a colour beside their figure: units down, parts across."""

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from django.utils.translation import gettext as _

from cchc.ui import display
from cchc.ui.charts import drawing

STEPS = (40.0, 60.0, 75.0, 90.0)
"""Where one shade gives way to the next, in percent; five shades."""


@dataclass(frozen=True)
class Row:
    """One unit; ``None`` says that nothing is known."""

    label: str
    values: tuple[float | None, ...]
    href: str = ""


@dataclass(frozen=True)
class Grid:
    """Rows of shares from 0 to 100, the darker the better; the figure is always written, colour only helps."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = ""

    def html(self, language: str) -> str:
        """Return the table."""
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "".join(self._row(row, language) for row in self.rows)
        first = f'<th scope="col"><span class="visually-hidden">{_("Đơn vị")}</span></th>'
        return self._key(language) + drawing.scroll(
            self.title, f"<thead><tr>{first}{head}</tr></thead><tbody>{body}</tbody>", "table table--tight heat-grid"
        )

    def table(self, language: str) -> None:
        """Say nothing more: the drawing is the table."""

    def _key(self, language: str) -> str:
        """Return what the shades mean: "dưới 40%", "40–60%", … "từ 90%"."""
        steps = [f"{display.number(step, None, language)}" for step in STEPS]
        words = [
            _("dưới %(step)s") % {"step": f"{steps[0]}{self.unit}"},
            *(f"{low}–{high}{self.unit}" for low, high in pairwise(steps)),
            _("từ %(step)s") % {"step": f"{steps[-1]}{self.unit}"},
        ]
        return drawing.legend([(f"heat-{shade}", word) for shade, word in enumerate(words, 1)])

    def _row(self, row: Row, language: str) -> str:
        cells = "".join(self._cell(value, language) for value in row.values)
        return f'<tr><th scope="row">{drawing.linked(row.href, row.label)}</th>{cells}</tr>'

    def _cell(self, value: float | None, language: str) -> str:
        if value is None:
            return f'<td class="num heat-0">{display.NOTHING}</td>'
        shade = 1 + sum(value >= step for step in STEPS)
        return f'<td class="num heat-{shade}">{display.number(value, 1, language)}{escape(self.unit)}</td>'
