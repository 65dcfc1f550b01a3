"""The rows of a list on a page, or in a file: the same rows, columns and order in both."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.ui import listing
from cchc.ui.lists.asking import WHOLE, Asked, List
from cchc.ui.lists.columns import Column
from cchc.ui.lists.filters import Filter
from cchc.ui.templatetags.ui import escaped


@dataclass(frozen=True)
class Rows:
    """The rows asked for, not read yet.

    ``about`` is told the rows of a page, or of the file, and returns what their cells need beside them: the names of
    their units. ``read`` makes rows of a part of ``found`` where they are no models.
    """

    found: "QuerySet[Any] | Sequence[Any]"
    about: Callable[[Sequence[Any]], Any] = lambda _rows: None
    read: Callable[[Any], Sequence[Any]] = list


@dataclass(frozen=True)
class Shown:
    """A page of a list as ``<c-list>`` draws it."""

    asked: Asked
    page: Page[Any]
    rows: SafeString

    @property
    def of(self) -> Any:
        return self.asked.of

    @property
    def head(self) -> SafeString:
        """The heads of the columns; those that order the list are links."""
        return mark_safe("".join(_head(self.asked, column) for column in self.asked.columns))  # noqa: S308

    @property
    def sorts(self) -> Iterator[tuple[Any, str, str]]:
        """Yield title, address and direction of each column that orders the list: a phone shows no heads."""
        return (_sorting(self.asked, column) for column in self.asked.columns if column.key in self.of.orders)

    @property
    def fields(self) -> Iterator[tuple[Filter, Any]]:
        """Yield the filters with their values."""
        return ((one, "" if self.asked[one.key] is None else self.asked[one.key]) for one in self.of.filters)

    @property
    def choices(self) -> Iterator[tuple[Column, bool]]:
        """Yield the columns that may be left out, and whether they are shown."""
        return ((one, one in self.asked.columns) for one in self.of.columns if not one.names)

    @property
    def exports(self) -> Iterator[tuple[str, str]]:
        """Yield the words and the address of each file."""
        for word, ending in self.of.kinds.items():
            yield _("Xuất .%(ending)s") % {"ending": ending}, self.asked.address(xuat=word)
        if not self.asked.is_whole:
            for word, ending in self.of.kinds.items():
                words = _("Xuất .%(ending)s đủ cột") % {"ending": ending}
                yield words, self.asked.address(xuat=word, **{WHOLE: "tat-ca"})


def page(asked: Asked, rows: Rows, **paging: Any) -> Shown:
    """Return the page asked for; ``paging`` as ``listing.page_of`` takes it."""
    found = listing.page_of(_ordered(asked, rows.found), asked.params, **paging)
    found.object_list = rows.read(found.object_list)
    return Shown(asked, found, drawn(asked.columns, found.object_list, rows.about(found.object_list)))


def sheet(asked: Asked, rows: Rows, name: str = "") -> HttpResponseBase:
    """Return the file asked for: every row of the list up to ``most``, in its order, of the columns shown or of all.

    ``name``: what this one is called, where the list has a name for each record that it belongs to.
    """
    columns = asked.of.columns if asked.params.get(WHOLE) == "tat-ca" else asked.columns
    found = rows.read(_ordered(asked, rows.found)[: asked.of.most])
    kind = asked.of.kinds.get(asked.wanted, "xlsx")
    return _download(kind, name or str(asked.of.file), columns, found, rows.about(found))


def whole(of: List, rows: Rows, kind: str, name: str) -> HttpResponseBase:
    """Return a file of every column of a list, of rows in the order that they have, for a command."""
    found = rows.read(rows.found)
    return _download(sheets.chosen(kind), name, of.columns, found, rows.about(found))


def _download(
    kind: sheets.Format, name: str, columns: Sequence[Column], rows: Sequence[Any], about: Any
) -> HttpResponseBase:
    parts = [part for column in columns for part in column.parts]
    heads = [sheets.Column(part.title, part.kind, part.width) for part in parts]
    return sheets.download(kind, name, heads, ([part.value(row, about) for part in parts] for row in rows))


def _ordered(asked: Asked, found: "QuerySet[Any] | Sequence[Any]") -> "QuerySet[Any] | Sequence[Any]":
    if isinstance(found, QuerySet):
        return found.order_by(*asked.sort.order_by(asked.of.orders))
    return asked.sort.ordered(found, asked.of.orders)


def drawn(columns: Sequence[Column], rows: Sequence[Any], about: Any) -> SafeString:
    """Return the rows as a table has them."""
    ready = [(column.cell, *_ends(column)) for column in columns]
    lines = (
        "".join(f"{opening}{escaped(cell(row, about))}{closing}" for cell, opening, closing in ready) for row in rows
    )
    return mark_safe("".join(f"<tr>{line}</tr>\n" for line in lines))  # noqa: S308


def _ends(column: Column) -> tuple[str, str]:
    look = f' class="{column.look}"' if column.look else ""
    if column.names:
        return f'<th scope="row"{look}>', "</th>"
    return f'<td data-label="{escaped(column.title)}"{look}>', "</td>"


def _head(asked: Asked, column: Column) -> str:
    look = ' class="num"' if column.look == "num" else ""
    if column.key not in asked.of.orders:
        return f'<th scope="col"{look}>{escaped(column.title)}</th>'
    title, where, state = _sorting(asked, column)
    sorted_ = f' aria-sort="{state}"' if state else ""
    return f'<th scope="col"{look}{sorted_}><a data-sort href="{escaped(where)}">{escaped(title)}</a></th>'


def _sorting(asked: Asked, column: Column) -> tuple[Any, str, str]:
    """Return title, address and present direction of a column that orders the list."""
    is_now = asked.sort.key == column.key
    state = ("descending" if asked.sort.descending else "ascending") if is_now else ""
    key = f"-{column.key}" if state == "ascending" else column.key
    return column.title, asked.address(**{listing.SORT: key}), state
