"""The pictures of a plan: a grid of places, bars by quarter, a timeline of tasks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cchc.plans.models import Task
from cchc.plans.queries.dashboard import Place
from cchc.plans.rules.tally import Tally
from cchc.plans.states import ScheduleKind
from cchc.ui.charts.bars import Bar, Bars, Part
from cchc.ui.charts.heat import Cell, Heat, Level
from cchc.ui.charts.timeline import Mark, Row, Span, Timeline
from cchc.ui.display import QUARTERS

_SHOWN = 60  # occurrences of one task that a timeline still tells apart


def _behind(plan_id: int, **narrowed: int) -> str:
    return f"{reverse('plans:assignments', args=[plan_id])}?{urlencode(narrowed)}"


def grid(places: Sequence[Place], plan_id: int) -> Heat | None:
    """Draw places by how much is done; nothing where there is only one to compare."""
    if len(places) < 2:
        return None
    levels = (
        Level(0, _("dưới 25%")),
        Level(25, _("25–50%")),
        Level(50, _("50–75%")),
        Level(75, _("75–90%")),
        Level(90, _("từ 90%")),
    )
    cells = tuple(
        Cell(place.name, round(100 * (place.tally.done_share or 0), 1), _behind(plan_id, **{"trong": place.id}))
        for place in places
    )
    return Heat(_("Phần việc đã xong theo địa bàn"), levels, cells, unit="%")


def quarters(tallies: Mapping[int | None, Tally], plan_id: int, year: int) -> Bars:
    """Draw what falls due in each quarter, and what has no date."""
    parts = (
        Part(_("xong"), "is-done"),
        Part(_("đang làm"), "is-open"),
        Part(_("có nguy cơ"), "is-risk"),
        Part(_("trễ"), "is-late"),
    )
    rows: list[tuple[str, int | None, int]] = [
        *((_("Quý %(quarter)s/%(year)d") % {"quarter": QUARTERS[q - 1], "year": year}, q, q) for q in range(1, 5)),
        (_("Chưa có hạn"), None, 0),
    ]
    bars = tuple(_quarter(label, tallies.get(key, Tally()), plan_id, asked) for label, key, asked in rows)
    return Bars(_("Việc theo quý đến hạn"), parts, bars, heading=_("Đến hạn trong"))


def _quarter(label: str, tally: Tally, plan_id: int, asked: int) -> Bar:
    return Bar(label, (tally.done, tally.calm, tally.at_risk, tally.late), _behind(plan_id, quy=asked))


def timeline(
    year: int,
    tasks: Iterable[Task],
    tallies: Mapping[int, Tally],
    periods: Mapping[int, Sequence[dt.date]],
    today: dt.date,
) -> Timeline:
    """Draw the tasks that have dates along the year; ``periods`` are due days of recurring ones, by task."""
    rows = tuple(
        Row(
            f"{task.code} {task.title}",
            spans=_spans(task, tallies.get(task.pk, Tally()), today),
            marks=_marks(task, periods.get(task.pk, ()), tallies.get(task.pk, Tally()), today),
            href=reverse("plans:task", args=[task.pk]),
        )
        for task in tasks
    )
    return Timeline(
        _("Nhiệm vụ theo thời gian"), dt.date(year, 1, 1), dt.date(year, 12, 31), rows, today, heading=_("Nhiệm vụ")
    )


def tone(tally: Tally) -> str:
    """Return the worst that is said of a task: late, at risk, open, or all done."""
    if tally.late:
        return "late"
    if tally.at_risk:
        return "risk"
    return "done" if tally.total and tally.done == tally.total else "open"


def _words(tally: Tally) -> str:
    return _("%(done)d/%(total)d việc xong, %(late)d trễ") % {
        "done": tally.done,
        "total": tally.total,
        "late": tally.late,
    }


def _spans(task: Task, tally: Tally, today: dt.date) -> tuple[Span, ...]:
    if task.schedule_kind == ScheduleKind.WINDOW and task.start_on and task.end_on:
        return (Span(task.start_on, task.end_on, tone(tally), _words(tally)),)
    return ()


def _marks(task: Task, periods: Sequence[dt.date], tally: Tally, today: dt.date) -> tuple[Mark, ...]:
    if task.schedule_kind == ScheduleKind.DEADLINE and task.end_on:
        return (Mark(task.end_on, tone(tally), _words(tally)),)
    return tuple(Mark(day, "info" if day >= today else "open", _("kỳ")) for day in periods[:_SHOWN])
