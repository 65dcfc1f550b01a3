"""Lists whose order and page live in the address, so that a view can be sent to a colleague."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from cchc.kernel import ordering

Row = TypeVar("Row")
SORT = "sap"
PAGE = "trang"
EXPORT = "xuat"
WHOLE = "het"
_EVERYTHING = {("xem", "tat-ca"), ("muc", "tat-ca")}
PER_PAGE = 50


@dataclass(frozen=True)
class Sort:
    """The column by which a list is ordered, as the address says it (``sap=-due``)."""

    key: str
    descending: bool

    @classmethod
    def read(cls, params: QueryDict, allowed: Collection[str], default: str) -> "Sort":
        """Return the order that ``params`` ask for, or ``default`` (``-due``: descending) when it is unknown."""
        asked = params.get(SORT, "")
        chosen = asked if asked.removeprefix("-") in allowed else default
        return cls(chosen.removeprefix("-"), chosen.startswith("-"))

    def order_by(self, columns: Mapping[str, str], tie: str = "pk") -> tuple[str | OrderBy, str]:
        """Return arguments for ``QuerySet.order_by``; ``tie`` keeps pages from overlapping."""
        return ordering.directed(columns[self.key], self.descending), tie

    def ordered(self, rows: Iterable[Row], columns: Mapping[str, Callable[[Row], Any]]) -> list[Row]:
        """Return rows that are at hand already in this order; equal ones stay as they stood."""
        return sorted(rows, key=columns[self.key], reverse=self.descending)


def is_narrowed(params: QueryDict) -> bool:
    """Tell whether the address asks for some of a list only; its order and its page do not."""
    return any(
        value.strip() and (name, value) not in _EVERYTHING
        for name, values in params.lists()
        if name not in (SORT, PAGE, EXPORT, WHOLE)
        for value in values
    )


@dataclass(frozen=True)
class _Counted:
    """A query whose number of rows is known already, so that the pager does not count again."""

    rows: "QuerySet[Any]"
    total: int
    ordered: bool = True

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: Any) -> Any:
        return self.rows[part]


def page_of(
    rows: "QuerySet[Any] | Sequence[Any]",
    params: QueryDict,
    per_page: int = PER_PAGE,
    *,
    few: bool = False,
    total: int | None = None,
) -> Page[Any]:
    """Return the page that ``params`` ask for; a page that does not exist becomes the nearest one.

    ``few`` says that one page mostly holds them all: then a first page costs no query that counts. So does ``total``,
    how many rows there are where that is known already.
    """
    if isinstance(rows, QuerySet) and total is not None:
        rows = cast("Sequence[Any]", _Counted(rows, total))
    if isinstance(rows, QuerySet) and params.get(PAGE, "1") == "1" and few:
        first = list(rows[: per_page + 1])
        rows = first if len(first) <= per_page else rows
    return Paginator(rows, per_page, allow_empty_first_page=True).get_page(params.get(PAGE, "1"))
