"""What people are told of their own account."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.accounts import events
from cchc.accounts.queries import people, sign_ins
from cchc.inbox.queries import titles
from cchc.kernel import clock
from cchc.kernel.events import Skipped
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import News

_HEAD = titles.register(_("Số lần đăng nhập sai vào tài khoản của bạn"))


def sign_ins_failed(event: events.SignInsFailed) -> None:
    """Tell the owner of an account that somebody tries it, and from where the last attempt came."""
    contact = people.contacts([event.user_id]).get(event.user_id)
    if contact is None or contact.unit_id is None:
        raise Skipped("nobody works with that account, or in no unit")
    title = titles.headed(_HEAD, str(event.failures))
    news = News(
        f"accounts.sign_in:{event.sign_in_id}", "sign_ins", contact.unit_id, title, reverse("own_account"),
        to=(), note=sign_ins.last_address(event.sign_in_id), people=(event.user_id,),
    )  # fmt: skip
    tell([news], now=clock.now())
