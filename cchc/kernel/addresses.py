"""Addresses of pages, remembered: a menu and a list write the same ones again and again."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language


def address(name: str, *numbers: int) -> str:
    """Return the address of the page called ``name``, of the record with these numbers, in the language now active."""
    return _reversed(name, numbers, get_language())


@lru_cache(4096)
def _reversed(name: str, numbers: tuple[int, ...], _language: str | None) -> str:
    return reverse(name, args=numbers)
