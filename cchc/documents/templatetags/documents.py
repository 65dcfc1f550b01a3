"""``{% load documents %}``: how a document stands, and the rows of a register."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cchc.documents.states import OutgoingState, stands
from cchc.kernel.addresses import address
from cchc.ui.templatetags.ui import demo_mark, escaped, short, tag, vn_date

register = template.Library()


@register.simple_tag
def standing_tag(state: str, is_signed: bool) -> SafeString:
    """Return how an outgoing document stands as colour, mark and word."""
    return _standing(state, is_signed, get_language())


@lru_cache
def _standing(state: str, is_signed: bool, _language: str | None) -> SafeString:
    tone = "late" if state == OutgoingState.WITHDRAWN else "done" if is_signed else "info"
    return tag(tone, stands(state, is_signed=is_signed))


@register.simple_tag(takes_context=True)
def outgoing_rows(context: template.Context, rows: Iterable[Any], names: Mapping[int, str]) -> SafeString:
    """Return the rows of the register, of documents as ``queries.registers.outgoing`` finds them.

    ``names`` are of units. A template for each row took half of the page's time.
    """
    lines = []
    for row in rows:
        unit, day, title = escaped(names.get(row.unit_id, "")), vn_date(row.issued_on), escaped(short(row.title, 140))
        lines.append(
            f'<tr><td class="nowrap">{escaped(row)}</td><th scope="row" class="wide">'
            f'<a href="{address("documents:document", row.pk)}">{title}</a> {demo_mark(context, row.is_demo)}'
            f'<span class="only-phone"><span>{day}</span><span>{unit}</span></span></th><td class="nowrap">{day}</td>'
            f'<td class="name">{unit}</td><td class="name">{escaped(row.signer)}</td>'
            f"<td>{standing_tag(row.state, row.is_signed)}</td></tr>\n"
        )
    return mark_safe("".join(lines))  # noqa: S308
