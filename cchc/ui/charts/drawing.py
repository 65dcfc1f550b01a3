"""What every chart shares: SVG pieces, round scales, and the figure with its table.

Drawings are as wide as their place: horizontal positions are percentages, vertical ones pixels, so words keep their
size on a phone and on a wall. Nothing needs a style attribute, which the content policy would refuse.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Table:
    """The figures of a chart in words; numbers are already written for the reader."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Protocol):
    """A drawing that also knows its figures."""

    @property
    def title(self) -> str: ...

    def html(self, language: str) -> str:
        """Return the drawing; every word in it is escaped."""

    def table(self, language: str) -> Table | None:
        """Return the same figures as rows, or ``None`` when the drawing already says them in words."""


def figure(chart: Chart, language: str = "vi") -> SafeString:
    """Return ``chart`` with its caption and, folded below, its table."""
    table = chart.table(language)
    folded = (
        f"<details><summary>{_('Xem bảng số liệu')}</summary>{_rows(chart.title, table)}</details>" if table else ""
    )
    caption = f"<figcaption>{escape(chart.title)}</figcaption>"
    return mark_safe(f'<figure class="chart">{caption}{chart.html(language)}{folded}</figure>')  # noqa: S308


def _rows(title: str, table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    body = "".join(f'<tr><th scope="row">{escape(row[0])}</th>{_cells(table.head, row)}</tr>' for row in table.rows)
    return scroll(title, f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>", "table table--tight table--stack")


def _cells(head: Sequence[str], row: Sequence[str]) -> str:
    """Return a row's cells after its name, each with the name of its column for a phone."""
    named = zip(head[1:], row[1:], strict=False)
    return "".join(f'<td data-label="{escape(column)}">{escape(cell)}</td>' for column, cell in named)


def scroll(title: str, table: str, css: str) -> str:
    """Return a table in a box that scrolls sideways by touch and by keyboard."""
    box = f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
    return f'{box}<table class="{css}">{table}</table></div>'


def canvas(height: float, label: str, parts: Iterable[str]) -> str:
    """Return an ``<svg>`` as wide as its place, read aloud as ``label``, or hidden from readers without one."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg width="100%" height="{px(height)}" {spoken}>{"".join(parts)}</svg>'


def rect(left: float, width: float, y: float, height: float, css: str, tip: str = "", radius: float = 2) -> str:
    """Return a rectangle, ``left`` and ``width`` in percent; ``tip`` shows under the pointer."""
    inside = f"<title>{escape(tip)}</title>" if tip else ""
    place = f'x="{px(left)}%" y="{px(y)}" width="{px(max(width, 0.2))}%" height="{px(height)}" rx="{px(radius)}"'
    return f'<rect class="{css}" {place}>{inside}</rect>'


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """Return a straight line; x in percent, y in pixels."""
    return f'<line class="{css}" x1="{px(x1)}%" y1="{px(y1)}" x2="{px(x2)}%" y2="{px(y2)}"/>'


def dot(x: float, y: float, css: str, tip: str, radius: float = 4) -> str:
    """Return a point with the words that show under the pointer."""
    return f'<circle class="{css}" cx="{px(x)}%" cy="{px(y)}" r="{px(radius)}"><title>{escape(tip)}</title></circle>'


def text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> str:
    """Return words on their base line at ``y``; x in percent."""
    style = f' class="{css}"' if css else ""
    return f'<text{style} x="{px(x)}%" y="{px(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def linked(href: str, words: str) -> str:
    """Return ``words`` as a link, or as they are when there is nowhere to go."""
    return f'<a href="{escape(href)}">{escape(words)}</a>' if href else str(escape(words))


def legend(entries: Sequence[tuple[str, str]]) -> str:
    """Return the meaning of colours: pairs of class and word."""
    return '<ul class="legend">' + "".join(f"<li>{square(css)}{escape(word)}</li>" for css, word in entries) + "</ul>"


def square(css: str) -> str:
    """Return the little square of a legend."""
    return f'<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="{css}" width="10" height="10" rx="2"/></svg>'


def px(value: float) -> str:
    """Return a coordinate with at most two decimals, the same in every language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def ticks(top: float, wanted: int = 4) -> tuple[float, ...]:
    """Return round values from 0 to at least ``top``, in about ``wanted`` steps."""
    if top <= 0:
        return (0.0, 1.0)
    rough = top / wanted
    power = 10 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough - 1e-9)
    return tuple(round(step * i, 10) for i in range(ceil(top / step - 1e-9) + 1))
