"""Words and colours of meetings."""

from django import template
from django.utils.translation import gettext

from cchc.meetings.documents import paper
from cchc.meetings.queries.brief import Measured
from cchc.meetings.queries.meetings import ConclusionLine
from cchc.ui import reader

register = template.Library()

_COLOURS = {
    "done": "done",
    "done_late": "done",
    "late": "late",
    "undated": "late",
    "at_risk": "risk",
    "awaiting": "info",
    "on_track": "info",
}


@register.filter
def conclusion_colour(status: object) -> str:
    """Return the colour of what came of a conclusion."""
    return _COLOURS.get(word := str(getattr(status, "value", status or "")), word)


@register.filter
def came_of(line: ConclusionLine) -> str:
    """Say what came of a conclusion."""
    return paper.came_of(line, gettext)


@register.filter
def measured(one: Measured, span: str) -> str:
    """Say what an indicator comes to in the quarter or from the beginning of the year."""
    fraction = one.quarter if span == "quarter" else one.year
    return paper.said(one.of, fraction, reader.language())
