"""The lines by which matters are named: kept in Vietnamese, whoever acts; their fixed words follow the reader."""

import re
from functools import cache

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

_heads: list[str | Promise] = []
_NAMED = re.compile(r"(?P<name>.+?)(?P<rest>(?: \d{4})?(?:, .*)?)", re.DOTALL)
"""A name that the program gives, then the year and the unit: "Báo cáo quý III 2019, Sở Nội vụ"."""


def register(head: str | Promise) -> str | Promise:
    """Know fixed words before a colon, or a name of the program's own, which their module translates; return them."""
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
    return f"{gettext(head)}: {_named(rest)}" if colon and head in _known() else _named(title)


def _named(text: str) -> str:
    found = _NAMED.fullmatch(text)
    return gettext(found["name"]) + found["rest"] if found and found["name"] in _known() else text
