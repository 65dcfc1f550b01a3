"""Nhật ký gửi thông báo: what was sent, to whom, and whether it arrived."""

import datetime as dt
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.notifications import access
from cchc.notifications.actions import sending
from cchc.notifications.pages.listed import DELIVERIES, names_of
from cchc.notifications.queries import lists as queries
from cchc.notifications.states import ENDED_BADLY, Channel, DeliveryState
from cchc.notifications.transports import TRANSPORTS
from cchc.ui import lists
from cchc.ui.answering import pressed
from cchc.ui.lists import Rows

_RECENT = dt.timedelta(days=30)


@permission("delivery.read")
@slow("xuat")
@require_http_methods(["GET", "HEAD"])
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, the deliveries to people of the reader's units."""
    visible, asked = access.visible_deliveries(subject_of(request)), lists.asked(request, DELIVERIES)
    found = queries.deliveries(visible, asked["q"], asked["ket-qua"], asked["kenh"]).defer("text")
    rows = Rows(found, names_of)
    if asked.wanted:
        return lists.sheet(asked, rows)
    context = {
        "list": lists.page(asked, rows),
        "states": DeliveryState.choices,
        "channels": [(one.value, one.label, transport.configured()) for one, transport in TRANSPORTS.items()],
        "tally": queries.tally(visible, clock.today() - _RECENT),
        "run": queries.last_run(),
    }
    return render(request, "notifications/pages/deliveries.html", context)


@permission("delivery.read")
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Show one delivery whole; what did not arrive can be sent again to the address the person now has."""
    found = access.delivery(subject_of(request), delivery_id)
    if request.method == "POST":
        pressed(request, partial(sending.again, found.pk), _("Sẽ gửi lại trong vài phút."))
        return redirect("notifications:delivery", found.pk)
    context = {"delivery": found, "channel": Channel(found.channel).label, "may_resend": found.state in ENDED_BADLY}
    return render(request, "notifications/pages/delivery.html", context)
