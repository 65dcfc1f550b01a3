"""Parts of a whole around a centre: one shape against another."""

from dataclasses import dataclass
from html import escape
from math import cos, pi, sin

from cchc.ui import display
from cchc.ui.charts import drawing

SIZE, CENTRE, REACH = 320.0, 160.0, 116.0
RINGS = (25, 50, 75, 100)


@dataclass(frozen=True)
class Shape:
    """One polygon: a value from 0 to 100 for each axis, ``None`` where it is not known."""

    word: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Radar:
    """Up to four shapes over the same axes, from 0 in the middle to 100 at the rim; axes by number."""

    title: str
    axes: tuple[str, ...]
    shapes: tuple[Shape, ...]
    unit: str = ""

    def html(self, language: str) -> str:
        """Return the drawing with its rings, axes and legend."""
        centre = f'class="ring" cx="{CENTRE}" cy="{CENTRE}"'
        parts = [f'<circle {centre} r="{drawing.px(REACH * ring / 100)}"/>' for ring in RINGS]
        parts += [self._axis(place) for place in range(len(self.axes))]
        parts += [self._polygon(shape, number) for number, shape in enumerate(self.shapes, 1)]
        parts += [self._reach(ring) for ring in RINGS]
        spoken = escape(f"{self.title}. " + "; ".join(f"{s.word}: {self._said(s, language)}" for s in self.shapes))
        box = f'class="radar" viewBox="0 0 {SIZE:g} {SIZE:g}" role="img" aria-label="{spoken}"'
        return f"<svg {box}>{''.join(parts)}</svg>" + drawing.legend(
            [(f"series-{n}", s.word) for n, s in enumerate(self.shapes, 1)]
        )

    def table(self, language: str) -> drawing.Table:
        """Return a row an axis."""
        unit = f" ({self.unit})" if self.unit else ""
        rows = tuple(
            (axis, *(display.number(shape.values[place], None, language) for shape in self.shapes))
            for place, axis in enumerate(self.axes)
        )
        return drawing.Table(("", *(f"{shape.word}{unit}" for shape in self.shapes)), rows)

    def _said(self, shape: Shape, language: str) -> str:
        pairs = zip(self.axes, shape.values, strict=True)
        return ", ".join(f"{axis} {display.number(value, None, language)}" for axis, value in pairs)

    def _point(self, place: int, value: float) -> tuple[float, float]:
        angle = 2 * pi * place / max(len(self.axes), 1) - pi / 2
        return CENTRE + REACH * value / 100 * cos(angle), CENTRE + REACH * value / 100 * sin(angle)

    def _axis(self, place: int) -> str:
        x, y = self._point(place, 100)
        lx, ly = self._point(place, 115)
        line = f'<line class="grid" x1="{CENTRE}" y1="{CENTRE}" x2="{drawing.px(x)}" y2="{drawing.px(y)}"/>'
        label = escape(self.axes[place].partition(".")[0])
        title = f"<title>{escape(self.axes[place])}</title>"
        return f'{line}<text x="{drawing.px(lx)}" y="{drawing.px(ly + 4)}" text-anchor="middle">{title}{label}</text>'

    def _reach(self, ring: int) -> str:
        """Return the number of a ring, beside the first axis where no corner lies."""
        place = f'x="{drawing.px(CENTRE + 4)}" y="{drawing.px(CENTRE - REACH * ring / 100 + 11)}"'
        return f'<text class="reach" {place}>{ring}{escape(self.unit)}</text>'

    def _polygon(self, shape: Shape, number: int) -> str:
        points = [self._point(place, value or 0) for place, value in enumerate(shape.values)]
        corners = " ".join(f"{drawing.px(x)},{drawing.px(y)}" for x, y in points)
        return f'<polygon class="shape line-{number}" points="{corners}"><title>{escape(shape.word)}</title></polygon>'
