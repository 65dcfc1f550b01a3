"""Reads the session's user with the roles in force, in the one query that Django makes anyway."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from cchc.accounts.models import User
from cchc.accounts.queries import subjects
from cchc.kernel import clock


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """The username and password of an active account; an account switched off fails like a wrong password."""

    def get_user(self, user_id: Any) -> User | None:
        user = subjects.with_grants(int(user_id), clock.today())
        return user if user is not None and user.is_active else None

    @classmethod
    def _stash_user(cls, user: User | None) -> None:
        """Keep allauth from telling a visitor with the right password that the account is switched off."""
