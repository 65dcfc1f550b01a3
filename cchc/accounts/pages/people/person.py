"""One person's account as an administrator sees and changes it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from cchc.accounts.access import people as access
from cchc.accounts.actions import people
from cchc.accounts.forms.people import NewPersonForm, PersonForm, ResetForm
from cchc.accounts.models import User
from cchc.accounts.pages.request import actor_of, subject_of
from cchc.accounts.queries import people as known
from cchc.accounts.queries import person, units
from cchc.kernel import clock, reading
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.ui import seen
from cchc.ui.answering import form_page, refuse
from cchc.ui.once import sent


@permission("account.read")
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account, and what may be done to it."""
    subject, today, now = subject_of(request), clock.today(), clock.now()
    found = access.person(subject, pk)
    open_to_me = subject.user_id != pk and subject.may_manage(access.managed(found, today))
    context = {
        "person": found,
        "unit_name": units.names([found.unit_id], today).get(found.unit_id),
        "roles": units.grants_in_words(list(person.grants_of(pk)), today),
        "waits_until": person.waits_until(pk, now),
        "has_factor": known.has_second_factor(pk),
        "sign_ins": person.sign_ins(pk),
        "sessions": person.sessions(pk, current=None, now=dt.datetime.now(dt.UTC)) if open_to_me else [],
        "tokens": person.tokens(pk)[:100] if open_to_me else [],
        "open_to_me": open_to_me,
        "may_write": subject.may("account.write"),
        "reset_form": ResetForm(),
        "now": now,
    }
    return render(request, "accounts/pages/people/person.html", context)


def one_time_password(request: HttpRequest, user: User, password: str | None, *, is_new: bool) -> HttpResponse:
    """Show a password this once; whoever loads the answer again is led to the account."""
    context = {"person": user, "password": password, "is_new": is_new}
    answer = render(request, "accounts/pages/people/one_time_password.html", context)
    answer["Content-Location"] = reverse("person", args=[user.pk])
    return answer


@permission("account.write")
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make an account; the one-time password is shown once, on the answer to the form."""
    subject, today = subject_of(request), clock.today()
    initial = {"unit": reading.whole(request.GET.get("don-vi"))}  # from the list of units without accounts
    choices = units.choices(subject.scope("account.write"), today)
    form = NewPersonForm(request.POST or None, initial=initial, units=choices)
    if request.method == "POST" and form.is_valid():
        unit, given = form.cleaned_data["unit"], {**form.cleaned_data}
        del given["unit"]
        try:
            with sent(request, form):
                made = people.create(**given, unit_id=unit, actor=actor_of(request), now=clock.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return one_time_password(request, access.person(subject, made.user_id), made.password, is_new=True)
    return form_page(request, "accounts/pages/people/form.html", {"form": form, "person": None})


@permission("account.write")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, e-mail, unit and position; a person moves only within the administrator's own reach."""
    subject, today = subject_of(request), clock.today()
    found = access.manageable(subject, pk, today)
    scope = subject.scope("account.write")
    kept = ("full_name", "email", "phone", "position")

    def shown() -> dict[str, Any]:
        person = User.objects.get(pk=pk)
        return {**{name: getattr(person, name) for name in kept}, "unit": person.unit_id}

    form = PersonForm(request.POST or None, initial=shown(), units=units.choices(scope, today))
    form.opened_on(seen.row(User, pk, shown))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["unit"] not in scope:
            raise PermissionDenied("account.write")
        changes = {name: given[name] for name in kept}
        try:
            with seen.held(form, actor_of(request)):
                people.edit(pk, **changes, unit_id=given["unit"], actor=actor_of(request), now=clock.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã lưu thay đổi."))
            return redirect("person", pk)
    context = {"form": form, "person": found}
    return form_page(request, "accounts/pages/people/form.html", context)
