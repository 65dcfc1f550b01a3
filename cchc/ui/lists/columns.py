"""A column of a list: what its cells show on the page, and what they say in a file."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.functional import Promise

from cchc.kernel.sheets.writing import Kind
from cchc.ui.lists.cells import NOTHING
from cchc.ui.templatetags.ui import vn_date, vn_moment, vn_money, vn_number

Title = str | Promise
Cell = Callable[[Any, Any], Any]
"""From a row and from what the page knows about its rows (``Rows.about``) to text, or to markup that is safe."""


@dataclass(frozen=True)
class Part:
    """A column of the file: a cell of the page may show several facts, which stand apart there."""

    title: Title
    value: Cell
    kind: Kind = "text"
    width: int = 18


@dataclass(frozen=True)
class Column:
    """A column: ``key`` is its word in the address and in ``List.orders``.

    ``names`` its row: always shown, the head of the row. ``usual``: shown until the reader chooses. ``look``: classes
    of its cells. A column without ``parts`` is in no file.
    """

    key: str
    title: Title
    cell: Cell
    parts: tuple[Part, ...] = ()
    look: str = ""
    names: bool = False
    usual: bool = True


def words(key: str, title: Title, of: str | Cell, *, look: str = "", usual: bool = True, width: int = 18) -> Column:
    """Return a column of text; ``of`` is the row's attribute, or what makes the text."""
    value = _value(of)
    return Column(
        key,
        title,
        lambda row, about: value(row, about) or NOTHING,
        (Part(title, value, width=width),),
        look,
        usual=usual,
    )


def day(key: str, title: Title, of: str | Cell, *, usual: bool = True) -> Column:
    """Return a column of days."""
    value = _value(of)
    return Column(
        key,
        title,
        lambda row, about: vn_date(value(row, about)) or NOTHING,
        (Part(title, value, "date"),),
        "nowrap",
        usual=usual,
    )


def moment(key: str, title: Title, of: str | Cell, *, usual: bool = True) -> Column:
    """Return a column of moments."""
    value = _value(of)
    return Column(
        key,
        title,
        lambda row, about: vn_moment(value(row, about)),
        (Part(title, value, "moment"),),
        "nowrap",
        usual=usual,
    )


def figure(key: str, title: Title, of: str | Cell, *, usual: bool = True) -> Column:
    """Return a column of numbers."""
    value = _value(of)
    return Column(
        key, title, lambda row, about: vn_number(value(row, about)), (Part(title, value, "number"),), "num", usual=usual
    )


def money(key: str, title: Title, of: str | Cell, *, usual: bool = True) -> Column:
    """Return a column of sums in whole đồng."""
    value = _value(of)
    part = Part(title, lambda row, about: value(row, about) or None, "money")
    return Column(key, title, lambda row, about: vn_money(value(row, about) or None), (part,), "num", usual=usual)


def _value(of: str | Cell) -> Cell:
    if callable(of):
        return of
    read = attrgetter(of)
    return lambda row, _about: read(row)
