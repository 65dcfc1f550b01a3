"""Work along a calendar: spans, deadlines and today."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from cchc.ui import display
from cchc.ui.charts import drawing
from cchc.ui.charts.bars import Part

ROW = 34.0


@dataclass(frozen=True)
class Span:
    """Days from ``start`` to ``end``, both included; ``status`` is done, open, risk, late, info or neutral."""

    start: dt.date
    end: dt.date
    status: str
    word: str


@dataclass(frozen=True)
class Mark:
    """One day that matters: a deadline, an occurrence."""

    day: dt.date
    status: str
    word: str


@dataclass(frozen=True)
class Row:
    label: str
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Timeline:
    """Rows of work from ``start`` to ``end``, both included; ``colours`` says what each means."""

    title: str
    start: dt.date
    end: dt.date
    rows: tuple[Row, ...]
    today: dt.date | None = None
    heading: str = ""
    colours: tuple[Part, ...] = ()

    def html(self, language: str) -> str:
        """Return a table whose second column is a calendar."""
        months = [
            drawing.text(self._x(day) + 0.5, 16, self._month(day, language), "" if day.month % 3 == 1 else "sparse")
            for day in self._months()
        ]
        today = []
        if self.today and self.start <= self.today <= self.end:
            today = [drawing.text(self._x(self.today), 32, _("hôm nay"), "today-label", "middle")]
        head = (
            f'<th scope="col">{escape(self.heading)}</th>'
            f'<th scope="col" class="timeline__days"><span class="visually-hidden">{_("Thời gian")}</span>'
            f"{drawing.canvas(38, '', [*months, *today])}</th>"
        )
        rows = "".join(self._row(row, language) for row in self.rows)
        key = drawing.legend([(part.css, part.word) for part in self.colours]) if self.colours else ""
        return key + drawing.scroll(
            self.title, f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>", "table table--tight timeline"
        )

    def table(self, language: str) -> drawing.Table:
        """Return a row for each span and each mark."""
        rows = []
        for row in self.rows:
            for span in row.spans:
                rows.append(
                    (row.label, display.date(span.start, language), display.date(span.end, language), span.word)
                )
            for mark in row.marks:
                rows.append((row.label, "", display.date(mark.day, language), mark.word))
        return drawing.Table((self.heading, _("Từ ngày"), _("Đến ngày"), _("Tình trạng")), tuple(rows))

    def _row(self, row: Row, language: str) -> str:
        parts = [drawing.line(self._x(day), 0, self._x(day), ROW, "grid") for day in self._months()]
        spoken = []
        for span in row.spans:
            left, right = self._x(max(span.start, self.start)), self._x(min(span.end, self.end) + dt.timedelta(1))
            words = f"{span.word}, {display.date(span.start, language)} – {display.date(span.end, language)}"
            if right > left:
                parts.append(drawing.rect(left, right - left, 11, 12, f"is-{span.status}", words, 3))
            spoken.append(words)
        for mark in row.marks:
            words = f"{mark.word}, {display.date(mark.day, language)}"
            if self.start <= mark.day <= self.end:
                parts.append(drawing.dot(self._x(mark.day), 17, f"is-{mark.status} dot", words, 6))
            spoken.append(words)
        if self.today and self.start <= self.today <= self.end:
            parts.append(drawing.line(self._x(self.today), 0, self._x(self.today), ROW, "today"))
        drawn = drawing.canvas(ROW, "; ".join(spoken) or _("chưa có ngày"), parts)
        name = drawing.linked(row.href, row.label)
        return f'<tr><th scope="row">{name}</th><td class="timeline__days">{drawn}</td></tr>'

    def _x(self, day: dt.date) -> float:
        return 100 * (day - self.start).days / ((self.end - self.start).days + 1)

    def _months(self) -> Iterator[dt.date]:
        day = self.start if self.start.day == 1 else _next_month(self.start)
        while day <= self.end:
            yield day
            day = _next_month(day)

    def _month(self, day: dt.date, language: str) -> str:
        return display.MONTHS[day.month - 1] if language == "en" else f"T{day.month}"


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
