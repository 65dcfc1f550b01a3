"""Phân công: items of a unit are given to one of its people, or to all of them again."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.inbox.actions import handing
from cchc.inbox.pages.listing import GIVE
from cchc.inbox.queries import lists
from cchc.kernel import clock, reading
from cchc.kernel.permission import Record, permission, subject_of
from cchc.ui.answering import pressed


@permission("inbox.give")
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Give the ticked items to the chosen person; with none chosen, take them back."""
    subject = subject_of(request)
    home = subject.unit_id
    if home is None or not subject.may(GIVE, Record("unit", home)):
        raise PermissionDenied(GIVE)
    ticked = request.POST.getlist("viec")[: handing.MAX_AT_ONCE]
    records = frozenset(key[:120].partition(" ")[0] for key in ticked)
    found = [
        item for item in lists.one(subject, clock.today(), records) if item.unit_id == home and not item.is_decision
    ]
    person = reading.whole(request.POST.get("nguoi"))
    if person is None:
        pressed(request, partial(handing.take_back, [item.record for item in found], home), _("Đã bỏ phân công."))
    else:
        pressed(request, partial(handing.give, found, home, person), _("Đã phân công, người nhận được báo."))
    return redirect("inbox:work")
