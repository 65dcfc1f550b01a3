"""``{% load documents %}``: how a document stands."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cchc.documents.states import OutgoingState, stands
from cchc.ui.templatetags.ui import tag

register = template.Library()


@register.simple_tag
def standing_tag(state: str, is_signed: bool) -> SafeString:
    """Return how an outgoing document stands as colour, mark and word."""
    return _standing(state, is_signed, get_language())


@lru_cache
def _standing(state: str, is_signed: bool, _language: str | None) -> SafeString:
    tone = "late" if state == OutgoingState.WITHDRAWN else "done" if is_signed else "info"
    return tag(tone, stands(state, is_signed=is_signed))
