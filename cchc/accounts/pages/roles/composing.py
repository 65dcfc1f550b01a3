"""Compose a role, change one (whom that reaches is said before it is done), put one out of use."""

from collections.abc import MutableMapping
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.access import roles as access
from cchc.accounts.actions import roles as actions
from cchc.accounts.forms.roles import NewRoleForm, RoleForm, token
from cchc.accounts.models import ComposedRole
from cchc.accounts.pages.request import subject_of
from cchc.accounts.pages.roles.reading import found
from cchc.accounts.queries import roles as queries
from cchc.accounts.rules import composing
from cchc.accounts.rules.roles import Role
from cchc.kernel import clock, rights
from cchc.kernel.permission import permission
from cchc.ui.answering import Act, form_page, pressed, submitted
from cchc.ui.seen import Opened

_MOST_NAMED = 20


@permission(access.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def compose(request: HttpRequest) -> HttpResponse:
    """Make a role of the province's own."""
    access.whole_province(subject_of(request))
    form = NewRoleForm(request.POST or None)
    made: list[str] = []

    def act() -> Act:
        given = {**form.cleaned_data, "base": Role(form.cleaned_data["base"])}
        return lambda *, actor, now: made.append(actions.compose(**given, actor=actor, now=now))

    if submitted(request, form, act, _("Đã lập vai trò; giao cho người dùng ở trang của từng người.")):
        return redirect("role", made[0])
    return form_page(request, "accounts/pages/roles/form.html", {"form": form})


@permission(access.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, role_code: str) -> HttpResponse:
    """Decide anew what a role may do; the first press shows what that gives and takes, and from whom."""
    role = found(request, role_code)

    def shown() -> dict[str, Any]:
        now = queries.known()[role.code]
        return {"name": str(now.label), "means": str(now.means), "words": sorted(now.words)}

    form = RoleForm(request.POST or None, initial=shown(), base=role.base, is_own=role.is_own)
    form.opened_on(Opened(partial(actions.hold, role.code), shown, partial(_trail, role.code)))
    context: dict[str, Any] = {"form": form, "role": role, "reached": queries.reached(clock.today()).get(role.code)}
    if request.method == "POST" and form.is_valid() and not form.is_reviewed():
        cast(MutableMapping[str, str], form.data)["reviewed"] = token(form.cleaned_data["words"])
        return form_page(request, "accounts/pages/roles/form.html", context | _effect(role, form))

    def act() -> Act:
        given = {name: form.cleaned_data[name] for name in ("words", "name", "means") if name in form.cleaned_data}
        return partial(actions.change, role.code, **given)

    if submitted(request, form, act, _("Đã lưu vai trò; có hiệu lực ngay với mọi người đang giữ.")):
        return redirect("role", role.code)
    return form_page(request, "accounts/pages/roles/form.html", context)


def _effect(role: queries.RoleInWords, form: RoleForm) -> dict[str, Any]:
    known = rights.known()
    change = composing.change(role.words, form.cleaned_data["words"])
    held = queries.holders(role.code, clock.today())[: _MOST_NAMED * 2]
    return {
        "is_review": True,
        "added": [known[word].label for word in change.added],
        "removed": [known[word].label for word in change.removed],
        "people": list(dict.fromkeys(grant.user.full_name for grant in held))[:_MOST_NAMED],
    }


def _trail(code: str) -> list[tuple[str, Any]]:
    rows = ComposedRole.objects.filter(code=code).values_list("pk", flat=True)
    return [(ComposedRole._meta.db_table, pk) for pk in rows]


@permission(access.WRITE)
@require_POST
def retire(request: HttpRequest, role_code: str) -> HttpResponse:
    """Put a role of the province's own out of use."""
    role = found(request, role_code)
    pressed(request, partial(actions.retire, role.code), _("Đã ngừng dùng vai trò."))
    return redirect("role", role.code)
