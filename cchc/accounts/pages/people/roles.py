"""Give a person a role, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.access import people as access
from cchc.accounts.actions import grants
from cchc.accounts.forms.people import GrantForm
from cchc.accounts.pages.request import actor_of, subject_of
from cchc.accounts.queries import roles, units
from cchc.kernel import clock
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui.answering import form_page, refuse
from cchc.ui.once import sent


@permission("account.write")
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role over a unit within the administrator's own reach."""
    subject, today = subject_of(request), clock.today()
    found = access.manageable(subject, pk, today)
    choices = units.choices(subject.scope("account.write"), today)
    known = roles.usable()
    form = GrantForm(request.POST or None, initial={"valid_from": today}, units=choices, roles=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        role = known[given["role"]].over(given["unit"])
        if role.kind not in subject.grantable(role.unit_id):
            form.add_error("role", _("Vai trò này chỉ người quản trị toàn tỉnh giao được."))
            return render(request, "accounts/pages/people/grant.html", {"form": form, "person": found}, status=403)
        access.grant_to(subject, found, role, today)
        try:
            with sent(request, form):
                grants.give(
                    pk,
                    role=role.role,
                    unit_id=role.unit_id,
                    valid_from=given["valid_from"],
                    last_day=given["last_day"],
                    actor=actor_of(request),
                    now=clock.now(),
                )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("person", pk)
    context = {"form": form, "person": found}
    return form_page(request, "accounts/pages/people/grant.html", context)


@permission("account.write")
@require_POST
def end(request: HttpRequest, pk: int, grant_pk: int) -> HttpResponse:
    """Take a role back at once."""
    subject, today = subject_of(request), clock.today()
    found = access.manageable(subject, pk, today)
    grant = access.grant(subject, found, grant_pk, today)
    try:
        grants.end(grant.pk, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Đã thu hồi vai trò."))
    return redirect("person", pk)
