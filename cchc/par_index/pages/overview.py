"""Tổng hợp cấp xã: the rounds that districts ran over their communes, and all communes in one ranking."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from cchc.kernel import reading, sheets
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.par_index import access
from cchc.par_index.documents.sheets import place_rows
from cchc.par_index.queries import rolled_up
from cchc.ui import listing

LEVEL = "commune"
ORDER: Mapping[str, Callable[[rolled_up.Place], Any]] = {
    "ten": lambda one: sort_key(one.name), "noi-cham": lambda one: sort_key(one.operator),
    "hang": lambda one: one.own_rank, "chi-so": lambda one: one.index,
}  # fmt: skip


@permission(access.READ)
@slow("xuat")
def overview(request: HttpRequest) -> HttpResponseBase:
    """Show each operator's published round as one line, and the units of all of them by index."""
    subject = subject_of(request)
    years = rolled_up.years(LEVEL)
    asked = reading.year(request.GET.get("nam"))
    year = asked if asked in years else next(iter(years), 0)
    found = rolled_up.over(year, LEVEL)
    if request.GET.get("xuat"):
        columns, rows = place_rows(found)
        return sheets.download(sheets.chosen(request.GET["xuat"]), f"Tong hop cap xa {year}", columns, rows)
    order = listing.Sort.read(request.GET, ORDER, "-chi-so")
    page = listing.page_of(order.ordered(found.places, ORDER), request.GET, per_page=200)
    seen = access.visible_sheets(subject).filter(pk__in=[one.sheet_id for one in page.object_list])
    context = {
        "found": found, "scheme": found.scheme, "years": years, "year": year, "page": page,
        "sheets": set(seen.values_list("pk", flat=True)), "title": _("Tổng hợp cấp xã"),
    }  # fmt: skip
    return render(request, "par_index/pages/overview.html", context)
