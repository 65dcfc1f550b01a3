"""The rules of ``rules.passwords`` as Django asks for them: at every way by which somebody chooses a password."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cchc.accounts.rules.passwords import Weakness, weaknesses
from cchc.kernel import clock
from cchc.organisation import queries as organisation


class GuessedPasswordValidator(CommonPasswordValidator):
    """Refuses names of the owner and of their unit, and well-known passwords, also dressed up; rows of the keyboard."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` with each thing that makes the password easily guessed."""
        own = [getattr(user, name, "") or "" for name in ("username", "full_name", "email")]
        places = organisation.called_around(getattr(user, "unit_id", None), clock.today())
        found = weaknesses(password, own, self.passwords, places)
        words: dict[Weakness, str] = {
            "own": _("Mật khẩu chứa tên, tên đăng nhập hoặc thư điện tử của bạn."),
            "place": _("Mật khẩu chỉ có tên tỉnh hoặc đơn vị của bạn, thêm số, dấu: ai cũng đoán được."),
            "common": _("Mật khẩu thông dụng, kể cả khi thêm số, dấu: ai cũng đoán được."),
            "monotonous": _("Mật khẩu là vài ký tự lặp lại hoặc một dãy phím liền nhau."),
        }
        if found:
            raise ValidationError([text for name, text in words.items() if name in found])

    def get_help_text(self) -> str:
        """Say what is asked for."""
        return _(
            "Không chứa tên của bạn; không phải tên tỉnh, tên đơn vị hay mật khẩu thông dụng thêm số; không phải một"
            " dãy phím."
        )
