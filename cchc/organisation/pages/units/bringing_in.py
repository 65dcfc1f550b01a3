"""Bring in a list: hand over the file, look at what would change, then write all of it."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, sheets
from cchc.kernel.history import actor_of
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.kernel.slow_lane import slow
from cchc.organisation.access import units as access
from cchc.organisation.actions import importing
from cchc.organisation.documents import unit_sheet as columns
from cchc.organisation.forms import unit_sheet as forms
from cchc.organisation.forms.recording import SheetForm
from cchc.organisation.rules.importing import Difference, Import
from cchc.organisation.rules.invariants import written
from cchc.ui.answering import form_page

_KEPT_SECONDS = 60 * 60
_SHOWN = 200
_LABELS = {
    "code": columns.CODE,
    "name": columns.NAME,
    "official_name": columns.OFFICIAL_NAME,
    "short": columns.SHORT,
    "level": columns.LEVEL,
    "kind": columns.KIND,
    "parent": columns.PARENT,
    "symbol": columns.SYMBOL,
    "valid_from": columns.VALID_FROM,
    "valid_to": columns.VALID_TO,
    "note": columns.NOTE,
}


@permission(access.WRITE)
@slow("mau")
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for the file and show what it would change; hand out an empty list to fill in with ``?mau``."""
    access.check_write(subject_of(request))
    if "mau" in request.GET:
        return sheets.download("xlsx", "mau-don-vi", columns.COLUMNS, [])
    if request.method == "GET":
        return _page(request, SheetForm())
    form = SheetForm(request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, form)
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        sheet = forms.read(file.name, data)
    except Refusal as refusal:
        form.add_error("file", say(refusal))
        return _page(request, form)
    found = importing.preview(sheet.rows)
    errors = [say(one) for one in (*sheet.errors, *(problem.in_row for problem in found.problems))]
    token = ""
    if not errors and found.differences:
        token = secrets.token_urlsafe(24)
        cache.set(_key(request, token), (file.name, data), _KEPT_SECONDS)
    return _page(request, form, refused=bool(errors) or None, **_preview(file.name, found, errors, token))


@permission(access.WRITE)
@require_http_methods(["POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Write the list that was looked at."""
    access.check_write(subject_of(request))
    key = _key(request, request.POST.get("token", "")[:64])
    kept = cache.get(key)
    if kept is None:
        messages.error(request, _("Đã quá một giờ từ lúc xem trước: hãy chọn lại tệp."))
        return redirect("organisation:bring_in")
    try:
        done = importing.import_rows(forms.read(*kept).rows, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:  # somebody changed the registry meanwhile
        messages.error(request, say(refusal))
        return redirect("organisation:bring_in")
    cache.delete(key)
    said = _("Đã ghi %(units)d đơn vị mới và %(versions)d giai đoạn.")
    messages.success(request, said % {"units": done.units, "versions": done.versions})
    return redirect("organisation:units")


def _key(request: HttpRequest, token: str) -> str:
    """A list waits under the name of whoever handed it over, so that nobody applies another's."""
    return f"organisation.import.{actor_of(request).user_id}.{token}"


def _page(request: HttpRequest, form: SheetForm, *, refused: bool | None = None, **more: Any) -> HttpResponse:
    return form_page(request, "organisation/pages/units/bring_in.html", {"form": form, **more}, refused=refused)


def _preview(name: str, found: Import, errors: list[str], token: str) -> dict[str, Any]:
    return {
        "name": name,
        "errors": errors[:_SHOWN],
        "more_errors": max(len(errors) - _SHOWN, 0),
        "differences": [_in_words(one) for one in found.differences[:_SHOWN]] if not errors else [],
        "count": len(found.differences),
        "unchanged": found.unchanged,
        "token": token,
    }


def _in_words(one: Difference) -> dict[str, Any]:
    changed = [
        {"label": _LABELS[key], "old": _value(one.before, key), "new": _value(one.after, key)}
        for key in one.after
        if key in _LABELS and one.before.get(key) != one.after[key]
    ]
    return {"row": one.row, "name": one.name, "is_new": not one.before, "changed": changed}


def _value(side: Mapping[str, object], key: str) -> str:
    value = side.get(key)
    if value is None or value == "":
        return ""
    return written(value) if hasattr(value, "toordinal") else str(value)  # type: ignore[arg-type]
