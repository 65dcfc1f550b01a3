"""Give and end roles; whether the giver may is ``access``'s to ask."""

import datetime as dt

from django.db import IntegrityError, transaction

from cchc.accounts.actions.roles import require_usable
from cchc.accounts.models import Grant, SecondFactorRule, User
from cchc.accounts.rules.roles import Role
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation


def give(
    user_id: int,
    *,
    role: str,
    unit_id: int,
    valid_from: dt.date,
    last_day: dt.date | None = None,
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Let a person hold ``role`` over a unit and its subtree, up to and with ``last_day``; return the grant's id."""
    if last_day is not None and last_day < valid_from:
        raise Refusal("Ngày kết thúc phải từ ngày bắt đầu trở đi.", "last_day")
    organisation.require_living(unit_id, valid_from)
    grant = Grant(
        user_id=user_id,
        role=role,
        unit_id=unit_id,
        granted_by_id=actor.user_id,
        valid_from=valid_from,
        valid_to=last_day + dt.timedelta(days=1) if last_day else None,
    )
    with history.attributed(actor):
        require_usable(role)
        if not locked(User, user_id).is_active:
            raise Refusal("Tài khoản này đã ngừng dùng; hãy mở lại trước khi giao vai trò.")
        try:
            with transaction.atomic():
                grant.save()
        except IntegrityError as clash:
            if "grant_once_a_day" not in str(clash):
                raise
            raise Refusal("Người này đã giữ vai trò đó ở đơn vị đó trong thời gian này.", "role") from clash
    return grant.pk


def end(grant_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take a role back at once; the grant stays on record."""
    with history.attributed(actor):
        grant = locked(Grant, grant_id)
        if grant.valid_to is not None and grant.valid_to <= day_of(now):
            raise Refusal("Vai trò này đã hết hiệu lực từ trước.")
        grant.valid_to = max(day_of(now), grant.valid_from)
        grant.save(update_fields=["valid_to"])


def require_second_factor(role: Role, *, valid_from: dt.date, actor: Actor, now: dt.datetime) -> None:
    """Make holders of ``role`` need a second factor from a day on; saying it twice changes nothing."""
    with history.attributed(actor):
        SecondFactorRule.objects.get_or_create(role=role, valid_from=valid_from)
