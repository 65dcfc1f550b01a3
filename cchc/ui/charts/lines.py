"""Lines over time."""

from dataclasses import dataclass
from itertools import pairwise

from cchc.ui import display
from cchc.ui.charts import drawing

TOP, BOTTOM, LEFT, RIGHT = 16.0, 196.0, 7.0, 97.0
HEIGHT = 222.0


@dataclass(frozen=True)
class Series:
    """One line: a value for each label, ``None`` where it is not known."""

    word: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Lines:
    """Up to four lines over the same labels; the scale starts at zero so that heights can be compared."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""

    def html(self, language: str) -> str:
        """Return the drawing with its scale, points and legend."""
        steps = drawing.ticks(max((v for s in self.series for v in s.values if v is not None), default=0))
        parts = [self._scale(step, steps[-1], language) for step in steps]
        parts += [self._label(index) for index in range(len(self.labels))]
        for number, series in enumerate(self.series, 1):
            parts += self._line(series, number, steps[-1], language)
        key = drawing.legend([(f"series-{n}", s.word) for n, s in enumerate(self.series, 1)])
        return drawing.canvas(HEIGHT, self._spoken(language), parts) + (key if len(self.series) > 1 else "")

    def table(self, language: str) -> drawing.Table:
        """Return a row a label."""
        unit = f" ({self.unit})" if self.unit else ""
        return drawing.Table(
            ("", *(f"{s.word}{unit}" for s in self.series)),
            tuple(
                (label, *(display.number(s.values[i], None, language) for s in self.series))
                for i, label in enumerate(self.labels)
            ),
        )

    def _x(self, index: int) -> float:
        return LEFT + (RIGHT - LEFT) * (index + 0.5) / max(len(self.labels), 1)

    def _y(self, value: float, top: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / top

    def _scale(self, step: float, top: float, language: str) -> str:
        y = self._y(step, top)
        css = "axis" if step == 0 else "grid"
        words = drawing.text(LEFT - 1, y + 4, display.number(step, None, language), anchor="end")
        return drawing.line(LEFT, y, 100, y, css) + words

    def _label(self, index: int) -> str:
        # On a phone every second label is left out, more when there are many.
        kept = index % (2 if len(self.labels) <= 8 else 3) == 0
        return drawing.text(self._x(index), BOTTOM + 20, self.labels[index], "" if kept else "sparse", "middle")

    def _line(self, series: Series, number: int, top: float, language: str) -> list[str]:
        points = [(self._x(i), self._y(v, top), v, i) for i, v in enumerate(series.values) if v is not None]
        joined = [
            drawing.line(x1, y1, x2, y2, f"line line-{number}")
            for (x1, y1, _v, i), (x2, y2, _w, j) in pairwise(points)
            if j == i + 1
        ]
        dots = [
            drawing.dot(
                x, y, f"series-{number}", f"{self.labels[i]}: {display.number(v, None, language)} {self.unit}".strip()
            )
            for x, y, v, i in points
        ]
        return joined + dots

    def _spoken(self, language: str) -> str:
        ends = []
        for series in self.series:
            known = [(label, v) for label, v in zip(self.labels, series.values, strict=True) if v is not None]
            if known:
                (first, start), (last, end) = known[0], known[-1]
                figures = f"{display.number(start, None, language)} → {display.number(end, None, language)} {self.unit}"
                ends.append(f"{series.word}: {first} → {last}, {figures.strip()}")
        return f"{self.title}. " + "; ".join(ends)
