"""Make the accounts of a list at once, all of them or none, each with a one-time password seen on its slip only."""

import datetime as dt
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import IntegrityError

from cchc.accounts.actions import _secrets
from cchc.accounts.models import Grant, User
from cchc.accounts.queries import bringing_in, subjects
from cchc.accounts.queries.bringing_in import Newcomer
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import clean

KEPT_SECONDS = 60 * 60
_GONE = marked(
    "Đã quá một giờ từ lúc xem trước, hoặc danh sách đã được ghi: hãy xem danh sách người dùng trước khi chọn lại tệp."
)
_WRITTEN = marked(
    "Danh sách này đã được ghi, phiếu mật khẩu đã được hiện: không phải làm lại. Ai chưa có phiếu thì đặt lại mật khẩu."
)


@dataclass(frozen=True)
class Slip:
    """What one person is handed: shown once."""

    user_id: int
    full_name: str
    unit_name: str
    username: str
    password: str


def keep(user_id: int, name: str, data: bytes) -> str:
    """Keep a list that was looked at for an hour, under its owner's number; return the token to write it by."""
    token = secrets.token_urlsafe(24)
    cache.set(_list_key(user_id, token), (name, data), KEPT_SECONDS)
    return token


def write(token: str, *, actor: Actor, now: dt.datetime, progress: Callable[[int], None] = lambda percent: None) -> int:
    """Make the accounts of a kept list and seal their slips; return how many. ``progress`` hears how far, 0 … 100.

    The list is read again: what has changed since it was looked at is a ``Refusal``, and nothing is written. Passwords
    are hashed before the transaction, since that is slow on purpose; the list is forgotten within it, so that a job
    that is run twice writes once: the second time it leads to the slips of the first, while they wait.
    """
    user_id = actor.user_id or 0
    kept = cache.get(_list_key(user_id, token))
    if kept is None and waiting(user_id, token):
        return 0
    if cache.get(_shown_key(user_id, token)):
        raise Refusal(_WRITTEN)
    subject = subjects.subject_for_user(user_id, day_of(now)) if kept else None
    if kept is None or subject is None:
        raise Refusal(_GONE)
    name, data = kept
    found = bringing_in.read(name, data, subject, day_of(now))
    if found.problems:
        raise Refusal("Từ lúc xem trước đã có thay đổi nên chưa ghi gì. %(first)s", first=found.problems[0])
    passwords = [_secrets.one_time_password() for _ in found.people]
    hashed = []
    for place, password in enumerate(passwords, start=1):
        hashed.append(make_password(password))
        progress(95 * place // len(passwords))
    with history.attributed(actor):
        made = [_made(one, given, actor, now) for one, given in zip(found.people, hashed, strict=True)]
        slips = [
            Slip(user.pk, one.full_name, one.unit_name, one.username, password)
            for user, one, password in zip(made, found.people, passwords, strict=True)
        ]
        sealed = _secrets.seal(json.dumps([list(vars(slip).values()) for slip in slips]))
        cache.set(_slips_key(user_id, token), sealed, KEPT_SECONDS)
        cache.delete(_list_key(user_id, token))
    return len(made)


def _made(one: Newcomer, hashed: str, actor: Actor, now: dt.datetime) -> User:
    user = User(
        username=one.username, full_name=one.full_name, email=one.email, phone=one.phone, position=one.position,
        unit_id=one.unit_id, password=hashed, must_change_password=True, joined_at=now,
    )  # fmt: skip
    try:
        user.save()
    except IntegrityError as clash:
        raise Refusal(
            "Dòng %(number)s: tên đăng nhập hoặc thư điện tử vừa có người khác dùng; chưa ghi gì.", number=one.number
        ) from clash
    if one.role:
        Grant.objects.create(
            user=user, role=one.role, unit_id=one.unit_id, granted_by_id=actor.user_id, valid_from=day_of(now)
        )
    return user


def waiting(user_id: int, token: str) -> bool:
    """Tell whether the slips of a list have been made and not yet been shown."""
    return cache.get(_slips_key(user_id, token)) is not None


def show_once(token: str, *, actor: Actor, now: dt.datetime) -> Sequence[Slip]:
    """Return the slips of a list and forget them; that they were seen is in the trail. ``Refusal`` the second time."""
    key = _slips_key(actor.user_id or 0, token)
    with history.attributed(actor):
        sealed = cache.get(key)
        if sealed is None or not cache.delete(key):
            raise Refusal(
                "Phiếu mật khẩu đã được hiện một lần, hoặc đã quá một giờ: hãy đặt lại mật khẩu cho từng người."
            )
        cache.set(_shown_key(actor.user_id or 0, token), True, KEPT_SECONDS)
        slips = [Slip(*fields) for fields in json.loads(_secrets.unseal(sealed))]
        ids = [slip.user_id for slip in slips]
        history.record_read(actor, "accounts_user", ids, what="Phiếu mật khẩu dùng một lần", why="in phiếu")
    return slips


def _list_key(user_id: int, token: str) -> str:
    return f"accounts.bringing_in.list.{user_id}.{clean(token)[:64]}"


def _slips_key(user_id: int, token: str) -> str:
    return f"accounts.bringing_in.slips.{user_id}.{clean(token)[:64]}"


def _shown_key(user_id: int, token: str) -> str:
    return f"accounts.bringing_in.shown.{user_id}.{clean(token)[:64]}"
