"""My tokens: keys for programs that act for me, within chosen scopes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.access import people as access
from cchc.accounts.actions import tokens
from cchc.accounts.forms.own import TokenForm
from cchc.accounts.pages.own.confirmation import confirmed
from cchc.accounts.pages.request import actor_of, subject_of, user_of
from cchc.accounts.queries import person
from cchc.kernel import clock, rights
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.ui.answering import form_page, refuse
from cchc.ui.once import sent


@permission("token.own")
@never_cache
@require_http_methods(["GET", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """List my tokens and make one; its text is shown once, on the answer to the form."""
    user, issued = user_of(request), None
    held = frozenset().union(*(grant.words for grant in subject_of(request).holder.grants))
    form = TokenForm(request.POST or None, user=user, held=held)
    if request.method == "POST" and confirmed(request, form):
        chosen = {name: form.cleaned_data[name] for name in ("name", "scopes", "days")}
        try:
            with sent(request, form):
                issued = tokens.issue(user.pk, **chosen, actor=actor_of(request), now=clock.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            form = TokenForm(user=user, held=held)
    listed = [(token, _called(token.scopes)) for token in person.tokens(user.pk)[:100]]
    context = {"form": form, "issued": issued, "tokens": listed, "now": clock.now()}
    return form_page(request, "accounts/pages/own/tokens.html", context)


def _called(scopes: list[str]) -> list[str | Promise]:
    """Return what scopes are called; one that no module declares any more allows nothing, and stands by its word."""
    known = rights.known()
    return [known[scope].label if scope in known else scope for scope in scopes]


@permission("token.own")
@require_POST
def revoke_own_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one of my tokens useless."""
    token = access.own_token(subject_of(request), pk)
    tokens.revoke(token.pk, actor=actor_of(request), now=clock.now())
    messages.success(request, _("Đã thu hồi mã “%(name)s”.") % {"name": token.name})
    return redirect("own_tokens")
