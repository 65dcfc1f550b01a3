"""Who must wait before the next attempt to sign in, and how an administrator ends it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cchc.accounts.actions import sign_in
from cchc.accounts.forms.people import AddressForm
from cchc.accounts.pages.request import actor_of, subject_of
from cchc.accounts.queries import sign_ins
from cchc.kernel import clock
from cchc.kernel.permission import permission
from cchc.ui.listing import page_of


@permission("account.write")
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """List accounts, and for who manages everybody addresses, that must wait now."""
    scope = subject_of(request).scope("account.write")
    page = page_of(sign_ins.slowed(scope, clock.now()), request.GET)
    context = {"page": page, "everywhere": scope.everything}
    return render(request, "accounts/pages/people/slowed.html", context)


@permission("account.write")
@require_POST
def lift_address(request: HttpRequest) -> HttpResponse:
    """End the waits of an address: a whole office may share it, so only who manages everybody may."""
    if not subject_of(request).scope("account.write").everything:
        raise PermissionDenied("account.write")
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy nêu một địa chỉ mạng, ví dụ 10.0.0.7."))
    elif sign_in.unlock_address(form.cleaned_data["address"], actor=actor_of(request), now=clock.now()):
        messages.success(request, _("Đã bỏ chờ đăng nhập từ %(address)s.") % form.cleaned_data)
    else:
        messages.warning(request, _("Không có gì phải chờ từ %(address)s.") % form.cleaned_data)
    return redirect("people_slowed")
