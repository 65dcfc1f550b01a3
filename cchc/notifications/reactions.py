"""What people are told of their own account, and of what their unit gives them to do."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cchc.accounts import events
from cchc.accounts.queries import people, sign_ins
from cchc.inbox.events import ItemsGiven, ItemsTaken
from cchc.inbox.queries import handlings, titles
from cchc.kernel import clock
from cchc.kernel.events import Skipped
from cchc.notifications.actions import settling
from cchc.notifications.actions.telling import tell
from cchc.notifications.types import News

_GIVEN = titles.register(_("Số việc được phân công"))
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


def items_given(event: ItemsGiven) -> None:
    """Tell a person what their unit gave them to do: the item itself, or how many they are."""
    given = handlings.given(event.handling_ids, event.person_id)
    if not given:
        raise Skipped("given to somebody else by now")
    first, key = given[0], f"inbox.handling:{min(event.handling_ids)}"
    if len(given) == 1:
        news = News(key, "given", first.unit_id, first.title, first.path, to=(), people=(event.person_id,),
                    matter=first.matter)  # fmt: skip
    else:
        with translation.override("vi"):
            page = f"{reverse('inbox:work')}?ai=toi"
        title = titles.headed(_GIVEN, f"{len(given)}")
        news = News(key, "given", first.unit_id, title, page, to=(), people=(event.person_id,))
    tell([news], now=clock.now())


def items_taken(event: ItemsTaken) -> None:
    """Close what a person was told of items that they have no more; they may have got some of them back by now."""
    lost = set(event.matters) - handlings.matters_of(event.person_id, event.matters)
    if not lost:
        raise Skipped("theirs again by now")
    settling.called_off(event.person_id, "given", lost, clock.now())
