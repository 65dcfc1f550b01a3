"""Words and colours of reports."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc.kernel import indicators
from cchc.reports.queries.figures import FigureShown
from cchc.reports.queries.sending import Line
from cchc.reports.states import ReportState
from cchc.ui import display
from cchc.ui.templatetags.ui import tag

register = template.Library()

COLOURS = {
    ReportState.DRAFT: "neutral",
    ReportState.CHECKED: "info",
    ReportState.SIGNED: "info",
    ReportState.SENT: "done",
    ReportState.ACCEPTED: "done",
    ReportState.RETURNED: "risk",
}


@register.simple_tag
def report_tag(line: Line, today: dt.date) -> SafeString:
    """Return the tag of a unit's report: late beats its state, "not yet" beats nothing."""
    if line.is_overdue:
        days = line.days_late
        return tag("late", ngettext("trễ %d ngày", "trễ %d ngày", days) % days)
    if line.state is None:
        return tag("neutral", _("Chưa lập"))
    if line.is_delivered and line.days_late:
        days = line.days_late
        return tag("risk", ngettext("gửi trễ %d ngày", "gửi trễ %d ngày", days) % days)
    return state_tag(line.state)


@register.simple_tag
def state_tag(state: str) -> SafeString:
    """Return the tag of a state."""
    found = ReportState(state)
    return tag(COLOURS[found], found.label)


@register.filter
def figure_value(value: Decimal | None) -> str:
    """Return a figure as people read it; a share of nothing is a dash."""
    if value is None:
        return "–"
    return display.number(value, None if value == value.to_integral_value() else 1)


@register.filter
def fraction(value: tuple[int, int] | None) -> str:
    """Return part and whole: ``12/40``."""
    return "–" if value is None else f"{display.number(value[0])}/{display.number(value[1])}"


@register.filter
def counters(figure: FigureShown, which: str) -> str:
    """Return the counters of one source of a figure, as its kind writes them."""
    value = getattr(figure.sources, which)
    if value is None:
        return "–"
    return display.number(value[0]) if figure.of.kind == "count" else fraction(value)


@register.simple_tag
def indicator_label(key: str) -> str:
    """Return the words of an indicator; its key if the platform no longer has it."""
    known = indicators.known().get(key)
    return str(known.label) if known else key
