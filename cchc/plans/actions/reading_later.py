"""A plan that takes longer to read than anybody waits for a page: a job reads it and opens its review."""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from cchc.kernel.history import Actor
from cchc.kernel.jobs import later
from cchc.plans.actions import reading

JOB = "plans.read"


def start(
    name: str, data: bytes, unit_id: int, as_of: dt.date | None, plan_id: int | None, *, actor: Actor
) -> uuid.UUID:
    """Keep a file and queue its reading; return the number of its progress."""
    title = _("Đọc tệp kế hoạch “%(name)s”") % {"name": name[-80:]}
    day = as_of.isoformat() if as_of else ""
    return later.start(JOB, name, data, title=title, actor=actor, unit_id=unit_id, as_of=day, plan_id=plan_id)


def finish(
    name: str,
    data: bytes,
    unit_id: int,
    as_of: dt.date | None,
    plan_id: int | None,
    *,
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Read a kept file and return the number of its reading; a job that runs twice finds what the first has made."""
    try:
        return reading.read_upload(name, data, unit_id, as_of, plan_id, actor=actor, now=now).pk
    except reading.AlreadyRead as already:
        if already.plan_id is None:
            return already.reading_id
        raise
