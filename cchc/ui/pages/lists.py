"""What a reader keeps of a list: its columns, and filters under a name. Each leads back to the list."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui.lists import keeping

OWN = "list.own"


@permission(OWN)
@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Remember which columns to show."""
    chosen = [] if "mac-dinh" in request.POST else request.POST.getlist("cot")
    return _done(request, lambda owner, of: keeping.keep_columns(owner, of, chosen), _("Đã ghi nhớ các cột của bạn."))


@permission(OWN)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters of a list under a name."""
    name, query = request.POST.get("ten", ""), request.POST.get("loc", "")
    return _done(request, lambda owner, of: keeping.keep_filter(owner, of, name, query), _("Đã lưu bộ lọc."))


@permission(OWN)
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Forget a filter; the list stays narrowed by it, so that it can be kept again."""
    name = request.POST.get("ten", "")
    return _done(request, lambda owner, of: keeping.drop_filter(owner, of, name), _("Đã bỏ bộ lọc đã lưu."))


def _done(request: HttpRequest, act: Callable[[int, str], None], said: str) -> HttpResponse:
    owner, back = subject_of(request).user_id, request.POST.get("ve", "")
    try:
        if owner is not None:
            act(owner, request.POST.get("ds", ""))
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said)
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "/")
