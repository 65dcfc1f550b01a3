"""Set passwords: by an administrator for one use, by their owner for good."""

import datetime as dt

from cchc.accounts.actions import people, sessions
from cchc.accounts.actions._secrets import one_time_password
from cchc.accounts.models import ApiToken, User
from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal


def reset(user_id: int, *, revoke_tokens: bool = False, actor: Actor, now: dt.datetime) -> str:
    """Give a one-time password, which must be changed at the next sign-in, and end the open sessions.

    ``revoke_tokens`` is for an account that may have been taken over.
    """
    if actor.user_id == user_id:
        raise Refusal("Hãy đổi mật khẩu của mình ở trang “Tài khoản của tôi”.")
    password = one_time_password()
    with history.attributed(actor):
        user = locked(User, user_id)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        sessions.end_all(user_id, actor=actor, now=now)
        if revoke_tokens:
            ApiToken.objects.filter(owner_id=user_id, revoked_at=None).update(revoked_at=now)
    return password


def change(user_id: int, *, new: str, keep_session: str | None, actor: Actor, now: dt.datetime) -> User:
    """Set the password its owner has chosen, end the other sessions and return the user as written.

    Raise ``Refusal`` (field ``password``) when it is too weak or the one in use.
    """
    with history.attributed(actor):
        user = locked(User, user_id)
        if user.has_usable_password() and user.check_password(new):
            raise Refusal("Mật khẩu mới phải khác mật khẩu đang dùng.", "password")
        people.check_password(new, user)
        user.set_password(new)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        sessions.end_all(user_id, keep=keep_session, actor=actor, now=now)
    return user
