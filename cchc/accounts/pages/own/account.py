"""My account: what I am here, my password, my sessions, my language."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.actions import passwords, people, sessions
from cchc.accounts.forms.own import LanguageForm, PasswordForm
from cchc.accounts.pages.own.confirmation import confirmed
from cchc.accounts.pages.request import actor_of, user_of
from cchc.accounts.queries import people as known
from cchc.accounts.queries import person, units
from cchc.kernel import clock, reading
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui.answering import form_page


@permission("own_account")
@require_http_methods(["GET"])
def overview(request: HttpRequest) -> HttpResponse:
    """Show who I am here and lead to what I can change."""
    user, today = user_of(request), clock.today()
    grants = person.grants_of(user.pk)
    context = {
        "person": user,
        "roles": units.grants_in_words(list(grants), today),
        "unit_name": units.names([user.unit_id], today).get(user.unit_id),
        "has_factor": known.has_second_factor(user.pk),
        "sign_ins": person.sign_ins(user.pk, 10),
        "language_form": LanguageForm(initial={"language": user.language}),
    }
    return render(request, "accounts/pages/own/account.html", context)


@permission("own_account")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password; the other sessions end and this one gets a new key."""
    user = user_of(request)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and confirmed(request, form):
        key, actor, now = request.session.session_key, actor_of(request), clock.now()
        try:
            written = passwords.change(
                user.pk, new=form.cleaned_data["new_password"], keep_session=key, actor=actor, now=now
            )
        except Refusal as refusal:
            form.add_error("new_password", say(refusal))
        else:
            update_session_auth_hash(request, written)  # which changes the key, so that an old cookie is worth nothing
            sessions.follow(written.pk, key, request.session.session_key, actor=actor, now=now)
            messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc."))
            return redirect("own_account")
    context = {"form": form, "first": user.must_change_password}
    return form_page(request, "accounts/pages/own/password.html", context)


@permission("own_account")
@require_http_methods(["GET", "POST"])
def open_sessions(request: HttpRequest) -> HttpResponse:
    """List where I am signed in; end one, or all the others."""
    user, key = user_of(request), request.session.session_key
    now = dt.datetime.now(dt.UTC)  # sessions expire by true time, also where a demonstration stands still
    if request.method == "POST":
        chosen = reading.wholes(request.POST.getlist("session"), 100)
        ended = (
            sessions.end(user.pk, chosen, actor=actor_of(request), now=now)
            if chosen
            else sessions.end_all(user.pk, keep=key, actor=actor_of(request), now=now)
        )
        messages.success(request, _("Đã kết thúc %(count)d phiên đăng nhập.") % {"count": ended})
        return redirect("own_sessions")
    found = person.sessions(user.pk, current=key, now=now)
    return render(request, "accounts/pages/own/sessions.html", {"sessions": found})


@permission("own_account")
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in which to greet me."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        people.edit(user_of(request).pk, language=chosen, actor=actor_of(request), now=clock.now())
        messages.success(request, _("Đã ghi nhớ ngôn ngữ."))
        return redirect(translate_url(request.path.removesuffix("ngon-ngu/"), chosen))
    return redirect("own_account")
