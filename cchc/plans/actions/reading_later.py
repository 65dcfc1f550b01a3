"""A file too long to be read while somebody waits: kept for an hour, read by a job, its review opened at the end."""

import datetime as dt
import secrets
import uuid
from collections.abc import Callable
from dataclasses import asdict

from django.core.cache import cache
from django.utils.translation import gettext as _

from cchc.kernel.history import Actor
from cchc.kernel.jobs import progress
from cchc.kernel.refusal import Refusal
from cchc.plans.actions import reading

JOB = "plans.read"
_KEPT_SECONDS = 60 * 60


def start(
    name: str, data: bytes, unit_id: int, as_of: dt.date | None, plan_id: int | None, *, actor: Actor
) -> uuid.UUID:
    """Keep a file and queue its reading, one file after another; return the number of its progress."""
    token = secrets.token_urlsafe(24)
    cache.set(_key(token), (name, data), _KEPT_SECONDS)
    return progress.start(
        JOB,
        title=_("Đọc tệp kế hoạch “%(name)s”") % {"name": name[-80:]},
        owner_id=actor.user_id,
        lock=JOB,
        token=token,
        unit_id=unit_id,
        as_of=as_of.isoformat() if as_of else "",
        plan_id=plan_id,
        actor=asdict(actor),
    )


def finish(
    token: str,
    unit_id: int,
    as_of: dt.date | None,
    plan_id: int | None,
    *,
    actor: Actor,
    now: dt.datetime,
    advanced: Callable[[int], None] = lambda percent: None,
) -> int:
    """Read a kept file and return the number of its reading; a job that runs twice finds what the first has made."""
    kept = cache.get(_key(token))
    if kept is None:
        raise Refusal("Đã quá một giờ từ lúc gửi tệp: hãy gửi lại.")
    name, data = kept
    advanced(10)
    try:
        return reading.read_upload(name, data, unit_id, as_of, plan_id, actor=actor, now=now).pk
    except reading.AlreadyRead as already:
        if already.plan_id is None:
            return already.reading_id
        raise


def _key(token: str) -> str:
    return f"plans.reading.{token[:64]}"
