"""The brief (two pages and annexes) and the notice of conclusions, as official documents."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from cchc.documents.types import Annex, Block, Column, Heading, Official, Paragraph, Row, Signature, Table
from cchc.kernel import indicators, writing
from cchc.kernel.indicators import Fraction, Indicator
from cchc.meetings.models import Meeting
from cchc.meetings.queries.brief import Brief
from cchc.meetings.queries.meetings import ConclusionLine
from cchc.organisation.types import Letterhead
from cchc.plans.queries.brief import LateWork, Overview, Tally
from cchc.ui import display

_UNITS, _STUCK, _LAST, _WORDS = 5, 4, 5, 110
"""How much of each fits the two pages; the annexes hold all of it."""
_NO_WORK = gettext_noop("không giao việc")
_CAME_OF = {
    "done": gettext_noop("đã xong"),
    "done_late": gettext_noop("đã xong, trễ hạn"),
    "late": gettext_noop("trễ hạn"),
    "undated": gettext_noop("quá hạn đăng ký ngày hoàn thành"),
    "awaiting": gettext_noop("chờ xác nhận"),
    "at_risk": gettext_noop("sắp đến hạn hoặc vướng mắc"),
    "on_track": gettext_noop("đang làm"),
    "not_started": gettext_noop("chưa bắt đầu"),
    "cancelled": gettext_noop("việc đã hủy"),
}


def _quarter(meeting: Meeting) -> str:
    return f"quý {display.QUARTERS[meeting.quarter - 1]} năm {meeting.year}"


def title(meeting: Meeting) -> str:
    """Return the words by which the conclusions are known."""
    return f"Kết luận phiên họp Ban Chỉ đạo cải cách hành chính {_quarter(meeting)}"


def came_of(line: ConclusionLine, translate: Callable[[str], str] = str) -> str:
    """Return in words what came of a conclusion; ``translate`` says them in the language of a page."""
    if line.came_of is None:
        return translate(_NO_WORK)
    said = translate(_CAME_OF[line.came_of.status.value])
    return said if line.came_of.percent in (0, 100) else f"{said}, {line.came_of.percent}%"


def notice(meeting: Meeting, lines: Sequence[ConclusionLine], head: Letterhead, signature: Signature) -> Official:
    """Return the notice of conclusions (type TB)."""
    where = f", tại {meeting.place}" if meeting.place else ""
    opening = (
        f"Ngày {writing.date(meeting.held_on)}{where}, {meeting.chair} đã chủ trì"
        f" phiên họp Ban Chỉ đạo cải cách hành chính {_quarter(meeting)}."
        " Sau khi nghe báo cáo và ý kiến của các thành viên, người chủ trì kết luận như sau:"
    )
    return Official(
        kind="TB",
        issuer=head.name,
        superior=head.superior,
        symbol=f"TB-{head.symbol}",
        place=head.place,
        title=title(meeting),
        blocks=(Paragraph(opening), *(_conclusion(line) for line in lines)),
        signature=signature,
        recipients=("Thành viên Ban Chỉ đạo", "Các đơn vị được giao việc", f"Lưu: VT, {head.symbol}"),
    )


def _conclusion(line: ConclusionLine) -> Paragraph:
    given = f" Giao {line.unit} thực hiện, xong trước ngày {writing.date(line.due_on)}." if line.due_on else ""
    return Paragraph(f"{line.position}. {line.text.rstrip('.')}.{given}")


def brief(summary: Brief, head: Letterhead, signature: Signature) -> Official:
    """Return the brief as a draft: it is laid before a meeting, not issued."""
    meeting = summary.meeting
    return Official(
        kind="BC",
        issuer=head.name,
        superior=head.superior,
        symbol=f"BC-{head.symbol}",
        place=head.place,
        title=f"Tóm tắt tình hình cải cách hành chính {_quarter(meeting)},"
        f" phục vụ phiên họp ngày {writing.date(meeting.held_on)}",
        blocks=tuple(_body(summary)),
        signature=signature,
        recipients=("Thành viên Ban Chỉ đạo",),
        annexes=tuple(_annexes(summary)),
        draft=True,
    )


def _body(summary: Brief) -> Iterator[Block]:
    yield Heading(1, "I", "KẾT QUẢ")
    yield from _results(summary)
    yield Heading(1, "II", "CHẬM VÀ VƯỚNG")
    yield from _troubles(summary)
    yield Heading(1, "III", "XIN Ý KIẾN BAN CHỈ ĐẠO")
    yield from _decisions(summary)
    yield Heading(1, "IV", "KẾT LUẬN PHIÊN TRƯỚC VÀ KẾT QUẢ")
    yield from _last(summary)


def _results(summary: Brief) -> Iterator[Block]:
    if summary.standing is None:
        yield Paragraph("Chưa có kế hoạch nào của năm được phê duyệt.")
    else:
        overview, tally = summary.standing.overview, summary.standing.overview.tally
        yield Paragraph(
            f"Kế hoạch {summary.standing.name}: {display.number(tally.total)} việc giao cho"
            f" {display.number(overview.units)} đơn vị. {_figure(overview, 'tasks_done')};"
            f" {_figure(overview, 'year_done')}; {_figure(overview, 'tasks_late')}"
            f" (trong đó quá hạn đăng ký ngày hoàn thành {display.number(tally.undated)});"
            f" chờ xác nhận {display.number(tally.awaiting)}."
        )
    for one in summary.sending:
        missing = f"; quá hạn: {_some(one.late)}" if one.late else ""
        yield Paragraph(f"{one.title}: {one.sent}/{one.units} đơn vị đã gửi{missing}.", bullet="-")
    for figure in summary.measured[:4]:
        yield Paragraph(f"{figure.label}: {said(figure.of, figure.year)} từ đầu năm.", bullet="-")


def _troubles(summary: Brief) -> Iterator[Block]:
    worst = [one for one in summary.units if one.tally.late][:_UNITS]
    if worst:
        listed = "; ".join(f"{one.name} ({one.tally.late} việc)" for one in worst)
        yield Paragraph(f"Trễ nhiều nhất, tính cả đơn vị trực thuộc: {listed}. Danh sách đủ ở Phụ lục.")
    else:
        yield Paragraph("Không có việc trễ hạn.")
    yield Paragraph(f"Vướng mắc đang chờ cấp này quyết định: {len(summary.stuck)}.")


def _decisions(summary: Brief) -> Iterator[Block]:
    if not summary.stuck:
        yield Paragraph("Không có nội dung xin ý kiến.")
    for number, one in enumerate(summary.stuck[:_STUCK], 1):
        who = summary.names.get(one.unit_id, "")
        words = display.short(one.text, _WORDS)
        yield Paragraph(f"{number}. {who}, nhiệm vụ {one.code}: {words} (chờ từ {writing.date(one.since)}).")
    if len(summary.stuck) > _STUCK:
        yield Paragraph(f"Còn {len(summary.stuck) - _STUCK} vướng mắc nữa ở Phụ lục.")


def _last(summary: Brief) -> Iterator[Block]:
    if summary.before is None:
        yield Paragraph("Chưa có phiên họp nào trước phiên này.")
        return
    yield Paragraph(
        f"Phiên ngày {writing.date(summary.before.held_on)} (Thông báo {summary.before.number}) giao"
        f" {summary.last_given} việc, đã xong {summary.last_done}."
    )
    for line in summary.last[:_LAST]:
        yield Paragraph(f"{display.short(line.text, _WORDS)}: {came_of(line)}.", bullet="-")


def _annexes(summary: Brief) -> Iterator[Annex]:
    yield Annex("Tiến độ theo đơn vị", (_unit_table(summary),), landscape=False)
    yield Annex("Chỉ số trong quý và từ đầu năm", (_figures(summary),), landscape=False)
    if summary.late:
        yield Annex("Việc trễ hạn", (_late_table(summary),))
    if summary.stuck:
        yield Annex("Vướng mắc chờ quyết định", (_stuck_table(summary),))


def _unit_table(summary: Brief) -> Table:
    titles = ("Việc", "Đến hạn", "Xong", "Tỷ lệ", "Trễ", "Nguy cơ")
    columns = (Column("Đơn vị (tính cả trực thuộc)", 4), *(Column(one, 1, "end") for one in titles))
    rows = (
        Row((one.name, *(display.number(n) for n in (t.total, t.due, t.due_done)), _share(t),
             display.number(t.late), display.number(t.at_risk)))
        for one in summary.units for t in [one.tally]
    )  # fmt: skip
    return Table(columns, tuple(rows), size=11)


def _figures(summary: Brief) -> Table:
    columns = (Column("Chỉ số", 4), Column("Trong quý", 1.4, "end"), Column("Từ đầu năm", 1.4, "end"))
    rows = (Row((one.label, said(one.of, one.quarter), said(one.of, one.year))) for one in summary.measured)
    return Table(columns, tuple(rows), size=11)


def _late_table(summary: Brief) -> Table:
    columns = (
        Column("Mã", 0.6),
        Column("Nhiệm vụ", 4),
        Column("Đơn vị", 2.4),
        Column("Hạn", 1),
        Column("Trễ", 0.8, "end"),
    )
    held = summary.meeting.held_on
    rows = (
        Row((one.code, one.title, summary.names.get(one.unit_id, ""), _due(one),
             f"{max((held - one.due_on).days, 0)} ngày"))
        for one in summary.late
    )  # fmt: skip
    return Table(columns, tuple(rows), size=11)


def _due(one: LateWork) -> str:
    return writing.date(one.due_on) + (" (hạn đăng ký ngày hoàn thành)" if one.undated else "")


def _stuck_table(summary: Brief) -> Table:
    columns = (Column("Đơn vị", 2), Column("Nhiệm vụ", 2.4), Column("Vướng mắc và đề nghị", 4), Column("Chờ từ", 1))
    rows = (
        Row((summary.names.get(one.unit_id, ""), f"{one.code} {one.title}", one.text, writing.date(one.since)))
        for one in summary.stuck
    )
    return Table(columns, tuple(rows), size=11)


def _share(tally: Tally) -> str:
    return "–" if tally.due_share is None else display.percent(round(100 * tally.due_share, 1))


def _figure(overview: Overview, name: str) -> str:
    """Return a figure of the plan under its name in the registry, with what it is a share of."""
    one, (part, whole) = indicators.known()[f"plans.{name}"], overview.figures[name]
    shown = display.number(part) if one.kind == "count" else said(one, (part, whole))
    return f"{one.label} (của kế hoạch này): {shown}"


def said(of: Indicator, fraction: Fraction, language: str = "vi") -> str:
    """Return an indicator as it is read: 84,37% (540/640), 81,32 điểm, 12 tin; a share of nothing is a dash."""
    found = indicators.value(of.kind, fraction)
    if found is None:
        return "–"
    if of.kind != "ratio":
        return f"{display.number(found, None, language)} {of.unit_beside(found)}"
    part, whole = (display.number(one, None, language) for one in fraction)
    return f"{display.percent(round(found, 1), None, language)} ({part}/{whole})"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:6]) + (f" và {len(names) - 6} đơn vị nữa" if len(names) > 6 else "")


def kept(summary: Brief) -> dict[str, Any]:
    """Return the brief as plain values, to be kept with the meeting that was told it."""
    standing = summary.standing
    return {
        "as_of": dt.date.isoformat(summary.meeting.held_on),
        "plan": standing.name if standing else "",
        "tally": {status.value: n for status, n in standing.overview.tally.counts.items()} if standing else {},
        "units": [[one.unit_id, one.name, one.tally.total, one.tally.done, one.tally.late] for one in summary.units],
        "late": [[one.assignment_id, one.code, one.unit_id, one.due_on.isoformat()] for one in summary.late],
        "stuck": [[one.difficulty_id, one.unit_id, one.text] for one in summary.stuck],
        "sending": [[one.title, one.units, one.sent, list(one.late)] for one in summary.sending],
        "measured": [[one.key, list(one.quarter), list(one.year)] for one in summary.measured],
        "last": [[line.id, line.text, came_of(line)] for line in summary.last],
    }
