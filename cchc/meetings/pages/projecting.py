"""Trình chiếu: one picture at a time, in letters that the back row can read; keys turn the pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, indicators, reading
from cchc.kernel.permission import permission, subject_of
from cchc.meetings import access
from cchc.meetings.pages.meetings import quarter_title
from cchc.meetings.queries import brief, meetings
from cchc.meetings.queries.brief import Brief
from cchc.meetings.queries.meetings import ConclusionLine
from cchc.meetings.templatetags.meetings import came_of, measured
from cchc.plans.queries.brief import Overview
from cchc.ui import display, reader

_LINES = 6  # what fits a screen in letters a thirtieth of its height
_WORDS = 120


@dataclass(frozen=True)
class Slide:
    """A picture: a sentence that says it all, and figures, bars or lines under it."""

    kind: str
    title: str
    rows: tuple[Any, ...] = ()


def slides(summary: Brief, lines: list[ConclusionLine]) -> list[Slide]:
    """Return the pictures of a meeting in the order in which they are talked about."""
    title = f"{quarter_title(summary.meeting)} · {summary.unit}"
    opening = Slide("title", title, (reader.date(summary.meeting.held_on), summary.meeting.chair))
    return [
        opening,
        *_plan(summary),
        *_sending(summary),
        *_stuck(summary),
        *_last(summary),
        *_measured(summary),
        *_said(lines),
    ]


def _plan(summary: Brief) -> Iterator[Slide]:
    if summary.standing is None:
        return
    tally = summary.standing.overview.tally
    figures = (
        _figure(summary.standing.overview, "tasks_done"),
        _figure(summary.standing.overview, "year_done"),
        _figure(summary.standing.overview, "tasks_late"),
        (reader.number(tally.awaiting), _("chờ xác nhận")),
        (reader.number(tally.at_risk), _("sắp đến hạn hoặc vướng")),
    )
    yield Slide("figures", _("Kế hoạch %(name)s") % {"name": summary.standing.name}, figures)
    groups = summary.standing.overview.groups
    for start in range(0, len(groups), _LINES):
        rows = tuple((f"{one.no}. {one.title}", one.tally) for one in groups[start : start + _LINES])
        yield Slide("bars", _("Tiến độ theo lĩnh vực (việc xong/việc cả năm)"), rows)
    worst = [one for one in summary.units if one.tally.late][:_LINES]
    if worst:
        late = tuple((one.name, reader.number(one.tally.late)) for one in worst)
        yield Slide("counts", _("Trễ hạn nhiều nhất, tính cả đơn vị trực thuộc"), late)


def _figure(overview: Overview, name: str) -> tuple[str, str]:
    """Return a figure of the plan and its name in the registry."""
    one, (part, whole) = indicators.known()[f"plans.{name}"], overview.figures[name]
    if one.kind == "count":
        return reader.number(part), str(one.label)
    shown = reader.percent(round(100 * part / whole, 1)) if whole else "–"
    return shown, f"{one.label} ({reader.number(part)}/{reader.number(whole)})"


def _sending(summary: Brief) -> Iterator[Slide]:
    if summary.sending:
        rows = tuple((one.title, f"{one.sent}/{one.units}") for one in summary.sending)
        yield Slide("counts", _("Báo cáo định kỳ: đơn vị đã gửi"), rows)


def _stuck(summary: Brief) -> Iterator[Slide]:
    total = len(summary.stuck)
    for number, one in enumerate(summary.stuck[:12], 1):
        title = _("Xin quyết định %(n)s/%(total)s") % {"n": number, "total": total}
        task = f"{one.code} {display.short(one.title, _WORDS)}"
        yield Slide("words", title, (display.short(one.text, 260), task, summary.names.get(one.unit_id, "")))


def _last(summary: Brief) -> Iterator[Slide]:
    if summary.before is None:
        return
    title = _("Kết luận phiên trước: xong %(done)s/%(given)s việc") % {
        "done": summary.last_done,
        "given": summary.last_given,
    }
    for start in range(0, len(summary.last), 4):
        rows = tuple((display.short(line.text, _WORDS), came_of(line)) for line in summary.last[start : start + 4])
        yield Slide("list", title, rows)


def _measured(summary: Brief) -> Iterator[Slide]:
    for start in range(0, len(summary.measured), _LINES):
        found = summary.measured[start : start + _LINES]
        rows = tuple((one.label, measured(one, "year")) for one in found)
        yield Slide("counts", _("Chỉ số từ đầu năm"), rows)


def _said(lines: list[ConclusionLine]) -> Iterator[Slide]:
    for start in range(0, len(lines), 3):
        rows = tuple(
            (display.short(line.text, 160), f"{line.unit}, {reader.date(line.due_on)}" if line.due_on else "")
            for line in lines[start : start + 3]
        )
        yield Slide("list", _("Kết luận phiên này"), rows)


@permission("meeting.read")
@require_http_methods(["GET", "HEAD"])
def project(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show one picture; the links turn the page without a script, keys with one."""
    found, today = access.meeting(subject_of(request), meeting_id), clock.today()
    all_of_them = slides(brief.brief(found, today), meetings.lines(found.pk, today))
    number = min(reading.whole(request.GET.get("trang"), least=1) or 1, len(all_of_them))
    context = {
        "meeting": found,
        "slide": all_of_them[number - 1],
        "number": number,
        "total": len(all_of_them),
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < len(all_of_them) else None,
    }
    return render(request, "meetings/pages/project.html", context)
