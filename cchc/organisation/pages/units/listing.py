"""The units of a day: counted, listed, narrowed, sorted, exported; as a tree; as suggestions while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.sheets import FORMATS
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import fold, sort_key
from cchc.organisation import queries
from cchc.organisation.access import units as access
from cchc.organisation.documents.unit_sheet import download_units
from cchc.organisation.forms.unit_lists import UnitFilter, day
from cchc.organisation.models import Level
from cchc.organisation.pages.units import asking
from cchc.organisation.types import UnitListed, UnitNode
from cchc.ui import display, listing

_ORDERS = {
    "ma": lambda row: row.code,
    "ten": lambda row: sort_key(row.name),
    "loai": lambda row: (sort_key(row.kind), sort_key(row.name)),
    "tren": lambda row: (sort_key(row.above), sort_key(row.name)),
}
_MOST_SUGGESTED = 20


@permission(access.READ)
@slow("xuat")
def units(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, the units of the day that the address asks for; today's otherwise."""
    today = clock.today()
    asked = UnitFilter.read(request.GET, today)
    if request.GET.get("xuat") in FORMATS:
        return download_units(request.GET["xuat"], asked.as_of, asked.level or None)
    everything = queries.listed(asked.as_of)
    rows = _narrowed(everything, asked)
    sort = listing.Sort.read(request.GET, list(_ORDERS), "")
    if sort.key:
        rows.sort(key=_ORDERS[sort.key], reverse=sort.descending)
    page = listing.page_of(rows, request.GET)
    context = {
        "asked": asked,
        "page": page,
        "unverified": any(not row.is_verified for row in page),
        "figures": _figures(asked),
        "levels": asking.levels(),
        "kinds": [(kind, kind) for kind in sorted({row.kind for row in everything}, key=sort_key)],
        "may_write": access.may_write(subject_of(request)),
        "is_today": asked.as_of == today,
        "day": display.date(asked.as_of, display.TYPED),
    }
    return render(request, "organisation/pages/units/units.html", context)


def _narrowed(rows: tuple[UnitListed, ...], asked: UnitFilter) -> list[UnitListed]:
    found = None
    if asked.words:
        found = {node.id for node in queries.search(asked.words, asked.as_of)}
    return [
        row
        for row in rows
        if asked.level in ("", row.level) and asked.kind in ("", row.kind) and (found is None or row.id in found)
    ]


def _figures(asked: UnitFilter) -> list[dict[str, Any]]:
    """Return a figure for each level, which leads to the units behind it."""
    address = reverse("organisation:units")
    return [
        {
            "value": count,
            "label": Level(level).label,
            "url": f"{address}?{urlencode({'ngay': asked.as_of.isoformat(), 'cap': level})}",
        }
        for level, count in queries.count_by_level(asked.as_of).items()
    ]


@permission(access.READ)
def tree(request: HttpRequest) -> HttpResponse:
    """Show who hung below whom on a day."""
    asked = UnitFilter.read(request.GET, clock.today())
    roots = queries.tree(asked.as_of)
    context = {
        "asked": asked,
        "nodes": [_branch(node, asked, is_open=True) for node in roots],
        "count": sum(queries.count_by_level(asked.as_of).values()),
        "day": display.date(asked.as_of, display.TYPED),
    }
    return render(request, "organisation/pages/units/tree.html", context)


def _branch(node: UnitNode, asked: UnitFilter, *, is_open: bool = False) -> dict[str, Any]:
    count = len(node.children)
    code = "" if node.code == node.slug else node.code  # a unit without an official code
    query = urlencode({"ngay": asked.as_of.isoformat()})
    return {
        "label": node.name,
        "url": f"{reverse('organisation:unit', args=[node.slug])}?{query}",
        "detail": ", ".join(filter(None, [code, _("%(count)d trực thuộc") % {"count": count} if count else ""])),
        "open": is_open,
        "children": [_branch(child, asked) for child in node.children],
    }


@permission(access.READ)
def suggest(request: HttpRequest) -> JsonResponse:
    """Return the units whose names begin like what is being typed (``q``), on a day (``ngay``)."""
    on = day(request.GET, "ngay") or clock.today()
    words = request.GET.get("q", "")[:200]
    rows = {row.id: row for row in queries.listed(on)}
    found = queries.search(words, on)[:_MOST_SUGGESTED] if fold(words) else ()
    return JsonResponse(
        [{"id": node.id, "name": node.name, "detail": rows[node.id].above or node.code} for node in found], safe=False
    )
