"""Filters of the pages of documents."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return what ``mapping`` holds under ``key``, or nothing."""
    return mapping.get(key, "")
