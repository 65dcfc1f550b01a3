"""Bars side by side, whole or in parts."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Literal

from django.utils.translation import gettext as _

from cchc.ui import display
from cchc.ui.charts import drawing


@dataclass(frozen=True)
class Part:
    """What one colour means; ``css`` is is-done, is-open, is-risk, is-late, is-info or series-1 … series-4."""

    word: str
    css: str = "series-1"


@dataclass(frozen=True)
class Bar:
    """One row: a value for each part, ``None`` where there is none; ``note`` stands below the label."""

    label: str
    values: tuple[float | None, ...]
    href: str = ""
    note: str = ""

    @property
    def total(self) -> float:
        return sum(value or 0 for value in self.values)


@dataclass(frozen=True)
class Bars:
    """Rows of bars with their figures beside them: the chart is a table already.

    ``scale`` says what a full width is: the longest bar, each bar's own total, or a given value (100 for percentages).
    ``unit_beside`` gives the unit's words after a value, where the number decides: 1 task, 2 tasks.
    """

    title: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    unit: str = ""
    scale: Literal["longest", "own"] | float = "longest"
    heading: str = ""
    unit_beside: Callable[[float], str] | None = None

    def html(self, language: str) -> str:
        """Return the table with a bar in each row."""
        longest = max((bar.total for bar in self.bars), default=0)
        columns = "".join(f'<th scope="col" class="num">{self._key(part)}</th>' for part in self.parts)
        bar = f'<th scope="col"><span class="visually-hidden">{_("Thanh")}</span></th>'
        head = f'<th scope="col">{escape(self.heading)}</th>{bar}'
        rows = "".join(self._row(bar, longest, language) for bar in self.bars)
        return drawing.scroll(self.title, f"<thead><tr>{head}{columns}</tr></thead><tbody>{rows}</tbody>", self._css)

    def table(self, language: str) -> None:
        """Say nothing more: the drawing holds its figures in words."""

    @property
    def _css(self) -> str:
        # On a phone the figures of several parts stand below the label, each with its colour.
        return "table table--tight bars" + (" table--phone" if len(self.parts) > 1 else "")

    def _on_phone(self, bar: Bar, language: str) -> str:
        if len(self.parts) == 1:
            return ""
        said = [
            f"{drawing.square(part.css)}{display.number(value, None, language)} {escape(part.word)}"
            for part, value in zip(self.parts, bar.values, strict=True)
            if value
        ]
        return '<span class="only-phone">' + "".join(f'<span class="key">{words}</span>' for words in said) + "</span>"

    def _key(self, part: Part) -> str:
        square = drawing.square(part.css) if len(self.parts) > 1 else ""
        words = f"{part.word} ({self.unit})" if self.unit and len(self.parts) == 1 else part.word
        return f'<span class="key">{square}{escape(words)}</span>'

    def _row(self, bar: Bar, longest: float, language: str) -> str:
        full = longest if self.scale == "longest" else bar.total if self.scale == "own" else self.scale
        full = full or 1
        drawn, left = [], 0.0
        for part, value in zip(self.parts, bar.values, strict=True):
            if value:
                unit = self.unit_beside(value) if self.unit_beside else self.unit
                words = f"{part.word}: {display.number(value, None, language)} {unit}".strip()
                drawn.append(drawing.rect(left, min(100 * value / full, 100 - left), 3, 10, part.css, words))
                left = min(left + 100 * value / full, 100)
        cells = "".join(f'<td class="num">{display.number(value, None, language)}</td>' for value in bar.values)
        note = f'<br><span class="faint">{escape(bar.note)}</span>' if bar.note else ""
        phone = self._on_phone(bar, language)
        return (
            f'<tr><th scope="row">{drawing.linked(bar.href, bar.label)}{note}{phone}</th>'
            f'<td class="bars__bar">{drawing.canvas(16, "", drawn)}</td>{cells}</tr>'
        )
