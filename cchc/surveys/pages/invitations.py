"""Giấy mời trả lời khảo sát: codes as slips to print and cut, or as a table; both are seen this once."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.surveys.models import Survey
from cchc.ui import qr

MAX_SLIPS = 500
Codes = list[tuple[int, str, str]]
"""(unit, stratum, code)"""


def slips(request: HttpRequest, survey: Survey, names: Mapping[int, str], codes: Codes) -> HttpResponseBase:
    """Show a slip for each code with its QR code."""
    address = _address(request)
    shown = [
        {
            "unit": names.get(unit, ""),
            "stratum": stratum,
            "code": _legible(code),
            "drawing": qr.svg(f"{address}?ma={code}", _("Mã QR của địa chỉ trả lời")),
        }
        for unit, stratum, code in codes
    ]
    context = {"survey": survey, "slips": shown, "address": address}
    return _once(render(request, "surveys/pages/invitations.html", context))


def table(request: HttpRequest, survey: Survey, names: Mapping[int, str], codes: Codes) -> HttpResponseBase:
    """Send the codes as .xlsx, each with the address of its form."""
    address = _address(request)
    widths = {_("Đơn vị"): 40, _("Nhóm"): 20, _("Mã"): 16, _("Địa chỉ trả lời"): 60}
    columns = [sheets.Column(word, width=width) for word, width in widths.items()]
    rows = ([names.get(unit, ""), group, _legible(code), f"{address}?ma={code}"] for unit, group, code in codes)
    return _once(sheets.download("xlsx", f"Ma khao sat {survey.last_on.year}", columns, rows))


def _address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("surveys:answer"))


def _legible(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def _once(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-store"
    return response
