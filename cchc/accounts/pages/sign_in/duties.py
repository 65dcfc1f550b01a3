"""What somebody who has signed in owes before anything else: an own password, a second factor."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cchc.accounts.access.subject import Somebody

SECOND_FACTOR_DUE = "second_factor_due"


@dataclass(frozen=True)
class Duty:
    url_name: str
    why: str | Promise


PASSWORD = Duty("own_password", _("Hãy đặt mật khẩu của riêng mình trước khi làm việc."))
SECOND_FACTOR = Duty("own_second_factor", _("Vai trò của bạn cần xác thực hai bước; hãy cài trước khi làm việc."))


def due(request: HttpRequest, subject: Somebody) -> Duty | None:
    """Return the next thing owed; a second factor is found wanting at sign-in and remembered in the session."""
    if subject.must_change_password:
        return PASSWORD
    return SECOND_FACTOR if request.session.get(SECOND_FACTOR_DUE) else None
