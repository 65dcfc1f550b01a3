"""The lines by which matters are named: kept in Vietnamese, whoever acts; their fixed words follow the reader."""

from functools import cache

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

_heads: list[str | Promise] = []


def register(head: str | Promise) -> str | Promise:
    """Know the fixed words before a colon, which their module translates, and return them."""
    _heads.append(head)
    _known.cache_clear()
    return head


@cache
def _known() -> frozenset[str]:
    with translation.override("vi"):
        return frozenset(str(head) for head in _heads)


def headed(head: str | Promise, rest: str) -> str:
    """Return the line as it is kept: "Khắc phục sau kiểm tra: Chưa niêm yết thủ tục"."""
    with translation.override("vi"):
        return f"{head}: {rest}"


def said(title: str) -> str:
    """Return a kept line for the reader: its fixed words in the language of the page, the rest as it was written."""
    head, colon, rest = title.partition(": ")
    return f"{gettext(head)}: {rest}" if colon and head in _known() else title
