"""What an administrator does to an account with one button."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cchc.accounts.access import people as access
from cchc.accounts.actions import passwords, people, second_factor, sessions, sign_in, tokens
from cchc.accounts.forms.people import ResetForm
from cchc.accounts.models import User
from cchc.accounts.pages.people.person import one_time_password
from cchc.accounts.pages.request import actor_of, subject_of
from cchc.kernel import clock
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui.once import sent

Act = Callable[[HttpRequest, User], object]


def _button(act: Act, done: str | Promise) -> Callable[..., HttpResponse]:
    """Return the view of a button: find the person, do the act, say so and return to the account."""

    @permission("account.write")
    @require_POST
    def press(request: HttpRequest, pk: int) -> HttpResponse:
        found = access.manageable(subject_of(request), pk, clock.today())
        try:
            act(request, found)
        except Refusal as refusal:
            messages.error(request, say(refusal))
        else:
            messages.success(request, str(done))
        return redirect("person", pk)

    return press


deactivate = _button(
    lambda request, person: people.deactivate(person.pk, actor=actor_of(request), now=clock.now()),
    _("Đã ngừng tài khoản, kết thúc các phiên và thu hồi các mã truy cập."),
)
reactivate = _button(
    lambda request, person: people.reactivate(person.pk, actor=actor_of(request), now=clock.now()),
    _("Đã mở lại tài khoản."),
)
unlock = _button(
    lambda request, person: sign_in.unlock(person.pk, actor=actor_of(request), now=clock.now()),
    _("Đã bỏ chờ đăng nhập."),
)
remove_second_factor = _button(
    lambda request, person: second_factor.remove(person.pk, actor=actor_of(request), now=clock.now()),
    _("Đã bỏ xác thực hai bước; người này cài lại ở lần đăng nhập sau."),
)
end_sessions = _button(
    lambda request, person: sessions.end_all(person.pk, actor=actor_of(request), now=clock.now()),
    _("Đã kết thúc mọi phiên đăng nhập của người này."),
)


@permission("account.write")
@never_cache
@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a one-time password, shown once on this answer."""
    found = access.manageable(subject_of(request), pk, clock.today())
    form = ResetForm(request.POST)
    revoke = form.is_valid() and form.cleaned_data["revoke_tokens"]
    try:
        with sent(request, form):
            password = passwords.reset(pk, revoke_tokens=revoke, actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect("person", pk)
    return one_time_password(request, found, password, is_new=False)


@permission("account.write")
@require_POST
def revoke_token(request: HttpRequest, pk: int, token_pk: int) -> HttpResponse:
    """Make a token of that person useless."""
    found = access.manageable(subject_of(request), pk, clock.today())
    token = access.token_of(found, token_pk)
    tokens.revoke(token.pk, actor=actor_of(request), now=clock.now())
    messages.success(request, _("Đã thu hồi mã truy cập."))
    return redirect("person", pk)
