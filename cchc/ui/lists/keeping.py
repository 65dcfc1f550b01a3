"""What people keep of lists: their columns, and filters under a name.

It is read with the person who asks, in the same statement (``with_person``), so that no list costs a query more.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import sort_key, squeeze
from cchc.ui.models import KeptView

MAX_FILTERS = 20
"""Of one list: more are no help, and all are read with each page."""
_WORD = re.compile(r"[a-z0-9_.-]{1,40}")
_listings: set[str] = set()


def announce(listing: str) -> None:
    """Let columns and filters be kept of a list; of what is none nobody keeps anything."""
    _listings.add(listing)


@dataclass(frozen=True)
class Saved:
    """A filter under a name: what its address says."""

    name: str
    query: str


@dataclass(frozen=True)
class Kept:
    """What a reader keeps of one list; no ``columns``: they have not chosen."""

    columns: frozenset[str] = frozenset()
    filters: tuple[Saved, ...] = ()


def with_person(owner: str) -> ArraySubquery:
    """Return all that the person in the column ``owner`` keeps, as ``kept_views`` of the statement that reads them."""
    rows = KeptView.objects.filter(owner_id=OuterRef(owner)).order_by("pk")
    return ArraySubquery(rows.values(json=JSONObject(of="listing", name="name", query="query", columns="columns")))


def kept(request: HttpRequest, listing: str) -> Kept:
    """Return what the reader keeps of a list; nothing of somebody who is not read with it (a first sign-in)."""
    rows: Sequence[dict[str, Any]] = getattr(getattr(request, "user", None), "kept_views", None) or ()
    mine = [one for one in rows if one["of"] == listing]
    columns = next((one["columns"] for one in mine if not one["name"]), ())
    saved = (Saved(one["name"], one["query"]) for one in mine if one["name"])
    return Kept(frozenset(columns), tuple(sorted(saved, key=lambda one: sort_key(one.name))))


def keep_columns(owner_id: int, listing: str, columns: Sequence[str]) -> None:
    """Remember the columns that a person wants of a list; none: as it is for everybody."""
    chosen = [one for one in columns if _WORD.fullmatch(one)][: MAX_FILTERS * 2]
    if not chosen:
        KeptView.objects.filter(owner_id=owner_id, listing=listing, name="").delete()
        return
    _keep(KeptView(owner_id=owner_id, listing=_known(listing), columns=chosen))


def keep_filter(owner_id: int, listing: str, name: str, query: str) -> None:
    """Keep filters and order of a list under a name; the same name again means the new ones."""
    named = squeeze(name)
    if not named:
        raise Refusal("Ghi tên cho bộ lọc.", "name")
    if len(named) > 60 or len(query) > 2000:
        raise Refusal("Tên bộ lọc dài tối đa %(most)s ký tự.", "name", most=60)
    others = KeptView.objects.filter(owner_id=owner_id, listing=listing).exclude(name__in=["", named])
    if others.count() >= MAX_FILTERS:
        raise Refusal("Danh sách này đã có %(most)s bộ lọc được lưu: hãy bỏ bớt rồi lưu lại.", most=MAX_FILTERS)
    _keep(KeptView(owner_id=owner_id, listing=_known(listing), name=named, query=query))


def drop_filter(owner_id: int, listing: str, name: str) -> None:
    """Forget a filter; no error where there is none."""
    KeptView.objects.filter(owner_id=owner_id, listing=listing, name=squeeze(name)).exclude(name="").delete()


def _known(listing: str) -> str:
    if listing not in _listings:
        raise Refusal("Không rõ danh sách nào: hãy mở lại trang rồi thử lại.")
    return listing


def _keep(one: KeptView) -> None:
    KeptView.objects.bulk_create(
        [one],
        update_conflicts=True,
        unique_fields=["owner_id", "listing", "name"],
        update_fields=["query", "columns"],
    )
