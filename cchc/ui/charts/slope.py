"""Ranks before and after, each unit a line between two columns."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cchc.ui.charts import drawing

# Names need the right half even on a phone.
LEFT, RIGHT, TOP, STEP = 12.0, 50.0, 34.0, 20.0


@dataclass(frozen=True)
class Run:
    """One unit's rank then and now."""

    word: str
    before: int
    after: int

    @property
    def css(self) -> str:
        return "rises" if self.after < self.before else "falls" if self.after > self.before else "stays"


@dataclass(frozen=True)
class Slope:
    """Lines from the rank before on the left to the rank now on the right; the best is at the top."""

    title: str
    before: str
    after: str
    runs: tuple[Run, ...]

    def html(self, language: str) -> str:
        """Return the drawing; names stand beside their rank now."""
        last = max((max(run.before, run.after) for run in self.runs), default=1)
        parts = [drawing.text(0, 14, self.before), drawing.text(RIGHT, 14, self.after)]
        at_left: dict[int, int] = {}
        at_right: dict[int, int] = {}
        for run in sorted(self.runs, key=lambda one: (one.after, one.before)):
            y1, y2 = self._y(run.before), self._y(run.after)
            parts.append(drawing.line(LEFT + 1, y1, RIGHT - 1, y2, f"line slope slope--{run.css}"))
            at_left[run.before] = at_left.get(run.before, 0) + 1
            at_right[run.after] = at_right.get(run.after, 0) + 1
            if at_right[run.after] == 1:
                same = [one.word for one in self.runs if one.after == run.after]
                parts.append(drawing.text(RIGHT, y2 + 4, f"{run.after}. {', '.join(same)}"))
            if at_left[run.before] == 1:
                parts.append(drawing.text(LEFT, y1 + 4, str(run.before), anchor="end"))
        spoken = f"{self.title}. " + "; ".join(f"{run.word}: {run.before} → {run.after}" for run in self.runs)
        words = {"rises": _("lên hạng"), "stays": _("giữ hạng"), "falls": _("xuống hạng")}
        seen = {run.css for run in self.runs}
        key = drawing.legend([(f"slope--{css}", word) for css, word in words.items() if css in seen])
        return drawing.canvas(TOP + STEP * last, spoken, parts) + key

    def table(self, language: str) -> drawing.Table:
        """Return a row a unit, the best now first."""
        ordered = sorted(self.runs, key=lambda run: run.after)
        return drawing.Table(
            (_("Đơn vị"), self.before, self.after),
            tuple((run.word, str(run.before), str(run.after)) for run in ordered),
        )

    def _y(self, rank: int) -> float:
        return TOP + STEP * (rank - 1)
