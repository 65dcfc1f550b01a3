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
from cchc.notifications.documents.sheets import sheet
from cchc.notifications.queries import lists
from cchc.notifications.states import ENDED_BADLY, Channel, DeliveryState
from cchc.notifications.transports import TRANSPORTS
from cchc.organisation import queries as organisation
from cchc.ui import listing
from cchc.ui.answering import pressed

_RECENT = dt.timedelta(days=30)


@permission("delivery.read")
@slow("xuat")
@require_http_methods(["GET", "HEAD"])
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, the deliveries to people of the reader's units."""
    visible, today, asked = access.visible_deliveries(subject_of(request)), clock.today(), request.GET
    words, state, channel = asked.get("q", "")[:200], asked.get("ket-qua", ""), asked.get("kenh", "")
    sort = listing.Sort.read(asked, lists.DELIVERY_ORDER, "-luc")
    found = lists.deliveries(visible, words, state, channel).order_by(*sort.order_by(lists.DELIVERY_ORDER))
    if asked.get("xuat"):
        return sheet(found, today, asked["xuat"])
    page = listing.page_of(found, asked)
    context = {
        "page": page,
        "words": words,
        "state": state,
        "channel": channel,
        "states": DeliveryState.choices,
        "channels": [(one.value, one.label, transport.configured()) for one, transport in TRANSPORTS.items()],
        "tally": lists.tally(visible, today - _RECENT),
        "run": lists.last_run(),
        "names": organisation.full_names({row.unit_id for row in page.object_list if row.unit_id}, today),
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
