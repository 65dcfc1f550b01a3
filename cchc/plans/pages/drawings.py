"""The pictures of a plan: a grid of places, bars by quarter, a timeline of tasks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel.period import Period
from cchc.plans.models import Task
from cchc.plans.queries.dashboard import Place
from cchc.plans.rules.tally import Tally
from cchc.plans.states import ScheduleKind
from cchc.ui.charts.bars import Bar, Bars, Part
from cchc.ui.charts.heat import Cell, Heat, Level
from cchc.ui.charts.timeline import Mark, Row, Span, Timeline
from cchc.ui.display import quarter_of

_SHOWN = 60  # occurrences of one task that a timeline still tells apart


@dataclass(frozen=True)
class Behind:
    """The list behind the figures of a page: its address by name and number."""

    name: str
    number: int

    @property
    def address(self) -> str:
        return reverse(self.name, args=[self.number])

    def narrowed(self, **to: int) -> str:
        return f"{self.address}?{urlencode(to)}"


def grid(places: Sequence[Place], behind: Behind) -> Heat | None:
    """Draw places by how much of what has fallen due is done; nothing where there is only one to compare."""
    if len(places) < 2:
        return None
    levels = (
        Level(0, _("dưới 25%")),
        Level(25, _("25–50%")),
        Level(50, _("50–75%")),
        Level(75, _("75–90%")),
        Level(90, _("từ 90%")),
    )
    cells = tuple(_place(place, behind) for place in places)
    return Heat(_("Tỷ lệ việc đến hạn đã hoàn thành"), levels, cells, unit="%", missing=_("chưa có việc đến hạn"))


def _place(place: Place, behind: Behind) -> Cell:
    tally = place.tally
    value = None if tally.due_share is None else round(100 * tally.due_share, 1)
    note = _("%(done)d/%(due)d việc, %(late)d trễ") % {"done": tally.due_done, "due": tally.due, "late": tally.late}
    return Cell(place.name, value, behind.narrowed(**{"trong": place.id, "den-han": 1}), note if tally.due else "")


def quarters(tallies: Mapping[int | None, Tally], behind: Behind, year: int, today: dt.date) -> Bars:
    """Draw what falls due in each quarter, and what has no date; a quarter that has not begun says so."""
    parts = (
        Part(_("xong"), "is-done"),
        Part(_("chờ xác nhận"), "is-info"),
        Part(_("còn hạn"), "is-open"),
        Part(_("có nguy cơ"), "is-risk"),
        Part(_("trễ"), "is-late"),
    )
    language = get_language() or "vi"
    bars = [_quarter(quarter_of(year, q, language), tallies.get(q, Tally()), behind, q) for q in range(1, 5)]
    begun = [bar if Period.quarter(year, q).start <= today else not_begun(bar) for q, bar in enumerate(bars, 1)]
    undated = _quarter(_("Chưa có hạn"), tallies.get(None, Tally()), behind, 0)
    return Bars(_("Việc theo quý đến hạn"), parts, (*begun, undated), heading=_("Đến hạn trong"))


def _quarter(label: str, tally: Tally, behind: Behind, asked: int) -> Bar:
    values = (tally.done, tally.awaiting, tally.in_time, tally.at_risk, tally.late)
    return Bar(label, values, behind.narrowed(quy=asked))


def not_begun(bar: Bar) -> Bar:
    """Return the bar of a span that has not begun, saying so."""
    return replace(bar, note=_("chưa bắt đầu"))


def timeline(
    year: int,
    tasks: Iterable[Task],
    tallies: Mapping[int, Tally],
    periods: Mapping[int, Sequence[tuple[dt.date, Tally]]],
    today: dt.date,
) -> Timeline:
    """Draw the tasks that have dates along the year.

    ``periods`` are those of recurring tasks: of each its due day, and how its leads stand with it.
    """
    drawn = list(tasks)
    rows = tuple(
        Row(
            f"{task.code} {task.title}",
            spans=_spans(task, tallies.get(task.pk, Tally())),
            marks=_marks(task, periods.get(task.pk, ()), tallies.get(task.pk, Tally())),
            href=reverse("plans:task", args=[task.pk]),
        )
        for task in drawn
    )
    colours: tuple[Part, ...] = (
        Part(_("mọi việc đã xong"), "is-done"),
        Part(_("chờ xác nhận"), "is-info"),
        Part(_("còn hạn"), "is-open"),
        Part(_("có nguy cơ"), "is-risk"),
        Part(_("có việc trễ"), "is-late"),
    )
    if any(not tallies.get(task.pk, Tally()).total for task in drawn):
        colours += (Part(_("đơn vị trong phạm vi không chủ trì"), "is-neutral"),)
    span = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Timeline(_("Nhiệm vụ theo thời gian"), *span, rows, today, heading=_("Nhiệm vụ"), colours=colours)


def tone(tally: Tally) -> str:
    """Return the worst that is said of a task or a period: late, at risk, open, all to be confirmed or all done.

    Where nobody in scope leads it, that is said instead.
    """
    if not tally.total:
        return "neutral"
    if tally.late:
        return "late"
    if tally.at_risk:
        return "risk"
    if tally.done == tally.total:
        return "done"
    return "info" if tally.done + tally.awaiting == tally.total else "open"


def _words(tally: Tally) -> str:
    if not tally.total:
        return _("đơn vị trong phạm vi không chủ trì")
    return _("%(done)d/%(total)d việc xong, %(late)d trễ") % {
        "done": tally.done,
        "total": tally.total,
        "late": tally.late,
    }


def _spans(task: Task, tally: Tally) -> tuple[Span, ...]:
    if task.schedule_kind == ScheduleKind.WINDOW and task.start_on and task.end_on:
        return (Span(task.start_on, task.end_on, tone(tally), _words(tally)),)
    return ()


def _marks(task: Task, periods: Sequence[tuple[dt.date, Tally]], tally: Tally) -> tuple[Mark, ...]:
    if task.schedule_kind in (ScheduleKind.DEADLINE, ScheduleKind.EVENT) and task.end_on:
        return (Mark(task.end_on, tone(tally), _words(tally)),)
    return tuple(Mark(day, tone(of_period), _words(of_period)) for day, of_period in periods[:_SHOWN])
