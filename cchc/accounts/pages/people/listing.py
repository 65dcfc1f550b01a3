"""Who has an account: a list to filter, order and export."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cchc.accounts.documents import people as sheet
from cchc.accounts.forms.people import ListForm
from cchc.accounts.models import User
from cchc.accounts.pages.request import actor_of, subject_of
from cchc.accounts.queries import people, roles, units
from cchc.kernel import clock, history, sheets
from cchc.kernel.ordering import Sparse
from cchc.kernel.permission import permission
from cchc.kernel.slow_lane import slow
from cchc.ui.listing import Sort, page_of

_COLUMNS = {
    "name": "sort_key",
    "username": "username",
    "unit": "unit_place",
    "seen": Sparse("signed_in_at"),
    "joined": "joined_at",
}
_MOST_EXPORTED = 20_000


@permission("account.read")
@require_GET
def list_people(request: HttpRequest) -> HttpResponse:
    """Show the people in scope."""
    form, found = _chosen(request)
    page = page_of(found, request.GET)
    context = {
        "form": form,
        "page": page,
        "rows": units.people_in_words(list(page), clock.today()),
        "may_write": subject_of(request).may("account.write"),
    }
    return render(request, "accounts/pages/people/list.html", context)


@permission("account.read")
@slow()
@require_GET
def export_people(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Hand out the same list as a file; whoever took it is recorded, since it is personal data."""
    if kind not in sheets.FORMATS:
        raise Http404
    _form, found = _chosen(request)
    rows = units.people_in_words(list(found[:_MOST_EXPORTED]), clock.today())
    history.record_read(
        actor_of(request), "accounts_user", [row.person.pk for row in rows], what="Danh sách người dùng", why=f".{kind}"
    )
    return sheets.download(cast(sheets.Format, kind), "nguoi-dung", sheet.COLUMNS, map(sheet.row, rows))


def _chosen(request: HttpRequest) -> tuple[ListForm, QuerySet[User]]:
    """Return the filter and what it leaves of the people in scope, in the order asked for."""
    today, scope = clock.today(), subject_of(request).scope("account.read")
    form = ListForm(request.GET or None, units=units.choices(scope, today), roles=roles.known())
    given: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else {}
    unit_id = given.get("unit")
    chosen = people.Filter(
        words=given.get("q", ""),
        unit_ids=units.under(unit_id, today) if unit_id else None,
        role=given.get("role", ""),
        state=given.get("state", ""),
    )
    found = people.listed(scope, chosen, today, clock.now()).annotate(unit_place=units.place(today))
    return form, found.order_by(*Sort.read(request.GET, _COLUMNS, "name").order_by(_COLUMNS))
