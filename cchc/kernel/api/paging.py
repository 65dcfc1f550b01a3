"""Lists: a page at a time, with the number of all and the address of the next."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field, create_model

from cchc.kernel.api.json import answer

BigId = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""A record's number; what PostgreSQL can't hold is refused before it is asked."""
SmallInt = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Paging(Schema):
    """``page`` from 1, ``page_size`` up to 200."""

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=200)] = 50

    @property
    def start(self) -> int:
        return (self.page - 1) * self.page_size


def page_of(item: type[Schema]) -> type[Schema]:
    """Return the schema of a page of ``item``, for the document."""
    fields: dict[str, Any] = {"items": (list[item], ...), "count": (int, ...), "next": (str | None, None)}  # type: ignore[valid-type]
    return create_model(f"{item.__name__}Page", __base__=Schema, **fields)


def listed(
    request: HttpRequest, paging: Paging, count: int, rows: Callable[[int, int], Sequence[dict[str, Any]]]
) -> HttpResponse:
    """Answer with one page; ``rows(start, size)`` is asked only for a page that there is."""
    items = rows(paging.start, paging.page_size) if paging.start < count else ()
    following = None
    if paging.start + paging.page_size < count:
        query = request.GET.copy()
        query["page"] = str(paging.page + 1)
        following = request.build_absolute_uri(f"?{query.urlencode()}")
    return answer({"items": items, "count": count, "next": following})
