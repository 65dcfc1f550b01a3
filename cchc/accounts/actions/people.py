"""Make, change and switch off people's accounts."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cchc.accounts.actions import sessions
from cchc.accounts.actions._secrets import one_time_password
from cchc.accounts.models import ApiToken, User
from cchc.accounts.types import Created
from cchc.kernel import history, text
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.saying import of_django
from cchc.organisation import queries as organisation

_EDITABLE = frozenset({"full_name", "email", "phone", "unit_id", "position", "language"})
_TAKEN = {
    "accounts_user_username_key": ("username", marked("Đã có người dùng tên đăng nhập này; hãy chọn tên khác.")),
    "one_person_per_email": ("email", marked("Đã có người dùng địa chỉ thư này; mỗi người cần một địa chỉ riêng.")),
}


def create(
    *,
    username: str,
    full_name: str,
    unit_id: int | None,
    email: str = "",
    phone: str = "",
    position: str = "",
    language: str = "vi",
    password: str | None = None,
    must_change_password: bool = True,
    is_demo: bool = False,
    actor: Actor,
    now: dt.datetime,
) -> Created:
    """Make an account; without ``password`` make up a one-time one. Raise ``Refusal`` for a name or address taken."""
    if unit_id is not None:
        organisation.require_living(unit_id, day_of(now))
    given = text.nfc(password) if password is not None else one_time_password()
    user = User(
        username=username.strip().lower(),
        full_name=full_name,
        email=email.strip().lower(),
        phone=phone.strip(),
        unit_id=unit_id,
        position=position,
        language=language,
        must_change_password=must_change_password,
        is_demo=is_demo,
        joined_at=now,
    )
    _check(user)
    if password is not None and not is_demo:
        check_password(given, user)
    user.set_password(given)
    with history.attributed(actor):
        _write(user)
    return Created(user.pk, given if password is None else None)


def edit(user_id: int, *, actor: Actor, now: dt.datetime, **changes: Any) -> None:
    """Change name, e-mail, unit, position or language; raise ``Refusal`` for what can't be."""
    unknown = set(changes) - _EDITABLE
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    with history.attributed(actor):
        user = locked(User, user_id)
        if changes.get("unit_id") not in (None, user.unit_id):
            organisation.require_living(changes["unit_id"], day_of(now))
        for name, value in changes.items():
            setattr(user, name, value.strip().lower() if name == "email" else value)
        _check(user)
        _write(user, {*changes, *User.FOLLOWING})  # never the password's hash again: statements are seen by others


def deactivate(user_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Switch an account off: no more signing in, open sessions end, its tokens are revoked."""
    if actor.user_id == user_id:
        raise Refusal("Không thể tự ngừng tài khoản của chính mình; hãy nhờ người quản trị khác.")
    with history.attributed(actor):
        locked(User, user_id)
        User.objects.filter(pk=user_id).update(is_active=False)
        ApiToken.objects.filter(owner_id=user_id, revoked_at=None).update(revoked_at=now)
        sessions.end_all(user_id, actor=actor, now=now)


def reactivate(user_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Switch an account on again; its tokens stay revoked."""
    with history.attributed(actor):
        locked(User, user_id)
        User.objects.filter(pk=user_id).update(is_active=True)


def check_password(password: str, user: User) -> None:
    """Raise ``Refusal`` with what the password rules find wanting."""
    try:
        validate_password(password, user)
    except ValidationError as wanting:
        raise Refusal(of_django(wanting), "password") from wanting


def _check(user: User) -> None:
    try:
        user.clean_fields(exclude=["password", "unit"])
    except ValidationError as wanting:
        field, wrong = next(iter(wanting.error_dict.items()))
        raise Refusal(of_django(ValidationError(wrong)), field) from wanting


def _write(user: User, columns: Collection[str] | None = None) -> None:
    try:
        with transaction.atomic():
            user.save(update_fields=columns)
    except IntegrityError as clash:
        for constraint, (field, message) in _TAKEN.items():
            if constraint in str(clash):
                raise Refusal(message, field) from clash
        raise
