"""Issue and revoke keys for programs."""

import datetime as dt
from collections.abc import Collection

from cchc.accounts.access.subject import Somebody
from cchc.accounts.actions import _secrets
from cchc.accounts.models import ApiToken, User
from cchc.accounts.queries import subject_for_token
from cchc.accounts.rules import tokens as format
from cchc.accounts.types import Issued
from cchc.kernel import history, rights
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal

LONGEST = 366
MOST = 20
_COARSE = dt.timedelta(hours=1)


def issue(owner_id: int, *, name: str, scopes: Collection[str], days: int, actor: Actor, now: dt.datetime) -> Issued:
    """Make a token limited to ``scopes`` for so many days; its text is returned once and never stored."""
    unknown = set(scopes) - rights.of_tokens()
    if unknown or not scopes:
        raise Refusal("Hãy chọn ít nhất một phạm vi trong danh sách.", "scopes")
    if not 1 <= days <= LONGEST:
        raise Refusal("Thời hạn từ 1 đến %(days)s ngày.", "days", days=LONGEST)
    prefix, secret = _secrets.token_parts()
    with history.attributed(actor):
        locked(User, owner_id)
        if ApiToken.objects.filter(owner_id=owner_id, revoked_at=None, expires_at__gt=now).count() >= MOST:
            raise Refusal("Mỗi người giữ nhiều nhất %(count)s mã; hãy thu hồi mã không dùng nữa.", count=MOST)
        token = ApiToken.objects.create(
            owner_id=owner_id,
            name=name.strip()[:80],
            prefix=prefix,
            digest=format.digest(secret),
            scopes=sorted(scopes),
            created_at=now,
            expires_at=now + dt.timedelta(days=days),
        )
    return Issued(token.pk, format.compose(prefix, secret))


def revoke(token_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Make a token useless from now on; saying it twice changes nothing."""
    with history.attributed(actor):
        ApiToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=now)


def authenticate(raw: str, now: dt.datetime) -> Somebody | None:
    """Return whom a token acts for, and note that it is in use; for the door of the API. 1 query, 2 once an hour."""
    subject = subject_for_token(raw, now)
    if subject is not None and subject.token_id is not None:
        note_use(subject.token_id, subject.token_last_used_at, now=now)
    return subject


def note_use(token_id: int, last_used_at: dt.datetime | None, *, now: dt.datetime) -> bool:
    """Remember, at most once an hour, that a token is in use; tell whether it was written."""
    if last_used_at is not None and abs(now - last_used_at) < _COARSE:
        return False
    ApiToken.objects.filter(pk=token_id).update(last_used_at=now)
    return True
