"""Points, stages and rules as people read them."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel.saying import say
from cchc.kernel.text import fold
from cchc.par_index.models import Score
from cchc.par_index.rules import rule_text
from cchc.par_index.rules.numbers import rounded, spoken
from cchc.par_index.rules.reasons import REASONS
from cchc.par_index.states import Source, Stage
from cchc.par_index.types import Scheme
from cchc.ui import display
from cchc.ui.templatetags.ui import tag

register = template.Library()


@register.filter
def points(value: Decimal | str | None, scheme: Scheme) -> str:
    """Return points as the scheme shows them; a dash for nothing."""
    if value is None or value == "":
        return "–"
    return display.number(rounded(Decimal(value), scheme.places, scheme.mode), scheme.places, get_language() or "vi")


@register.filter
def why(text: str) -> str:
    """Return the reason of a score in the language of the reader, with its decimal sign."""
    return say(REASONS.of(text)) if (get_language() or "vi") != "vi" else spoken(text)


@register.filter
def given(score: Score | str | None) -> str:
    """Return what a figure was scored by; nothing for no figure."""
    if not isinstance(score, Score):
        return ""
    if score.num or score.den:
        return why(f"{score.num}/{score.den}")
    return _("không áp dụng") if score.value.casefold() == "na" else why(score.value)


@register.filter
def reason(score: Score) -> str:
    """Return what a figure was scored by and why; once where the reason names it: "“đạt”: 0,5 điểm", "45/50 = 90%"."""
    said, because = given(score), why(score.why)
    named, first = fold(because), fold(said.split(";")[0].strip())
    if not said or f"“{first}”" in named or named.startswith((f"{first} = ", f"{first} × ", f"{first} so voi ")):
        return because
    return format_html("<b>{}</b>: {}", said, because)


@register.filter
def rule_name(rule: Mapping[str, Any] | None) -> str:
    """Return the name of a rule's kind."""
    name = rule_text.NAMES.get(str((rule or {}).get("type")), "")
    return _(name) if name else ""


@register.filter
def rule_lines(rule: Mapping[str, Any] | None) -> str:
    """Return a rule as its lines."""
    return why(rule_text.write(rule)) if rule else ""


@register.simple_tag
def stage_tag(stage: str) -> SafeString:
    """Return the tag of a stage."""
    found = Stage(stage)
    kinds = {Stage.PUBLISHED: "done", Stage.CANCELLED: "neutral"}
    return tag(kinds.get(found, "info"), found.label)


@register.simple_tag
def source_tag(source: str) -> SafeString | str:
    """Return the tag of where a value came from; nothing for what was typed."""
    found = Source(source)
    return "" if found is Source.ENTERED else tag("info", found.label)


@register.simple_tag
def rise(places: int | None) -> SafeString | str:
    """Return how many places were won or lost."""
    if places is None:
        return ""
    if not places:
        return format_html('<span class="faint">{}</span>', _("giữ hạng"))
    if places > 0:
        return tag("done", _("tăng %d") % places, "↑")
    return tag("risk", _("giảm %d") % -places, "↓")


@register.filter
def fraction_points(value: Fraction | None) -> str:
    """Return exact points with two places."""
    if value is None:
        return "–"
    found = rounded(Decimal(value.numerator) / Decimal(value.denominator), 2, "half_up")
    return display.number(found, 2, get_language() or "vi")


@register.filter
def fraction_value(value: Fraction | str) -> str:
    """Return the value that a step leads to: a rate or a count, or an option's words."""
    if isinstance(value, str):
        return value
    return display.number(
        rounded(Decimal(value.numerator) / Decimal(value.denominator), 2, "half_up"), None, get_language() or "vi"
    )
