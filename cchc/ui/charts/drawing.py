"""What every chart shares: SVG pieces, a scale, and the figure with its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Protocol

from django.utils.html import escape, format_html, format_html_join
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

    def svg(self, language: str) -> str:
        """Return a complete ``<svg>``."""

    def table(self, language: str) -> Table:
        """Return the same figures as rows."""


def figure(chart: Chart, language: str = "vi") -> SafeString:
    """Return ``chart`` with its caption and, folded below, its table."""
    table = chart.table(language)
    head = format_html_join("", '<th scope="col">{}</th>', ((cell,) for cell in table.head))
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row[0], format_html_join("", '<td class="num">{}</td>', ((c,) for c in row[1:]))) for row in table.rows),
    )
    return format_html(
        '<figure class="chart"><figcaption>{}</figcaption>{}<details><summary>{}</summary>'
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="table table--tight">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details></figure>",
        chart.title,
        mark_safe(chart.svg(language)),  # noqa: S308 - the builders escape every word
        _("Xem bảng số liệu"),
        chart.title,
        head,
        rows,
    )


def canvas(
    width: float, height: float, title: str, description: str, parts: Iterable[str], linked: bool = False
) -> str:
    """Return the ``<svg>`` element; one with links inside is a group, since an image hides its content from readers."""
    role = "group" if linked else "img"
    label = escape(f"{title}. {description}" if description else title)
    return f'<svg viewBox="0 0 {px(width)} {px(height)}" role="{role}" aria-label="{label}">{"".join(parts)}</svg>'


def rect(x: float, y: float, width: float, height: float, css: str, radius: float = 0, tip: str = "") -> str:
    """Return a rectangle; ``tip`` shows under the pointer."""
    inside = f"<title>{escape(tip)}</title>" if tip else ""
    rounded = f' rx="{px(radius)}"' if radius else ""
    return (
        f'<rect class="{css}" x="{px(x)}" y="{px(y)}" width="{px(max(width, 0))}" height="{px(height)}"{rounded}>'
        f"{inside}</rect>"
    )


def line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    """Return a straight line."""
    return f'<line class="{css}" x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}"/>'


def text(x: float, y: float, words: str, css: str = "", anchor: str = "start") -> str:
    """Return words on their base line at ``y``."""
    style = f' class="{css}"' if css else ""
    return f'<text{style} x="{px(x)}" y="{px(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def link(href: str, inside: str) -> str:
    """Return ``inside`` as a link, or as it is when there is nowhere to go."""
    return f'<a href="{escape(href)}">{inside}</a>' if href else inside


def px(value: float) -> str:
    """Return a coordinate with at most one decimal, the same in every language."""
    return f"{value:.1f}".removesuffix(".0")


def ticks(top: float, wanted: int = 4) -> tuple[float, ...]:
    """Return round values from 0 to at least ``top``, about ``wanted`` steps apart."""
    if top <= 0:
        return (0.0, 1.0)
    rough = top / wanted
    power = 10 ** floor(log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough - 1e-9)
    return tuple(round(step * i, 10) for i in range(ceil(top / step - 1e-9) + 1))


def cut(words: str, room: int) -> str:
    """Return ``words`` shortened at a word to at most ``room`` letters."""
    if len(words) <= room:
        return words
    kept = words[: room - 1].rsplit(" ", 1)[0] if " " in words[: room - 1] else words[: room - 1]
    return kept.rstrip(" ,.;") + "…"
