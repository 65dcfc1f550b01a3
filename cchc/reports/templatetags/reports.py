"""Words and colours of reports."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc.documents.queries.prose import paragraphs
from cchc.documents.types import Run
from cchc.kernel import indicators
from cchc.kernel.indicators import Fraction, Indicator
from cchc.reports.queries import figures
from cchc.reports.queries.figures import FigureShown
from cchc.reports.queries.sending import Line
from cchc.reports.rules.figures import shown
from cchc.reports.states import ReportState
from cchc.reports.types import FigureOf
from cchc.ui.templatetags.ui import tag, vn_number

register = template.Library()

COLOURS = {
    ReportState.DRAFT: "neutral",
    ReportState.CHECKED: "info",
    ReportState.NUMBERED: "info",
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
    return vn_number(value, None if value == value.to_integral_value() else 1)


@register.filter
def fraction(value: tuple[int, int] | None) -> str:
    """Return part and whole: ``12/40``."""
    return "–" if value is None else f"{vn_number(value[0])}/{vn_number(value[1])}"


@register.filter
def counters(figure: FigureShown, which: str) -> str:
    """Return the counters of one source of a figure, as its kind writes them: a count has no whole."""
    return counted(getattr(figure.sources, which), figure.of)


@register.filter
def counted(value: Fraction | None, of: FigureOf) -> str:
    """Return counters as the kind of their figure writes them; what nobody has given yet is said so."""
    if value is None:
        return _("chưa có")
    return vn_number(value[0]) if of.kind == "count" else fraction(value)


@register.filter
def worth(figure: FigureShown, which: str = "counts") -> str:
    """Return a figure with its unit; what was not given is "not yet", nothing over nothing did not occur."""
    value = getattr(figure.sources, which)
    if value is None:
        return _("chưa có")
    found = shown(figure.of.kind, value)
    if found is None:
        return _("không phát sinh trong kỳ")
    unit = figures.unit_beside(figure.of, found)
    return figure_value(found) + (unit if unit == "%" else f" {unit}" if unit else "")


@register.simple_tag
def indicator_label(key: str) -> str:
    """Return the words of an indicator; its key if the platform no longer has it."""
    known = indicators.known().get(key)
    return str(known.label) if known else key


@register.filter
def prose(text: str) -> SafeString:
    """Return a text as people wrote it, for a page: paragraphs, lists, bold and italic."""
    parts: list[SafeString] = []
    for bullet, group in groupby(paragraphs(text), key=lambda one: bool(one.bullet)):
        lines = [_hands(runs_of(one.words)) for one in group]
        if bullet:
            parts.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines))))
        else:
            parts += [format_html("<p>{}</p>", line) for line in lines]
    return mark_safe("".join(parts))  # noqa: S308, each part is escaped above


def _hands(runs: Sequence[Run]) -> SafeString:
    forms = {(True, False): "<b>{}</b>", (False, True): "<i>{}</i>", (True, True): "<b><i>{}</i></b>"}
    return mark_safe("".join(format_html(forms.get((run.bold, run.italic), "{}"), run.text) for run in runs))  # noqa: S308


def runs_of(words: str | tuple[Run, ...]) -> Sequence[Run]:
    """Return words as runs."""
    return (Run(words),) if isinstance(words, str) else words


@register.filter
def indicated(indicator: Indicator, value: Decimal | None) -> str:
    """Return an indicator's value with its unit: 84,4%, 81,3 điểm, 12 tin."""
    if value is None:
        return figure_value(value)
    return figure_value(value) + ("%" if indicator.kind == "ratio" else f" {indicator.unit_beside(value)}")
