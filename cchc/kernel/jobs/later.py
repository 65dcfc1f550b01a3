"""A file that takes longer than anybody should wait for a page: kept for an hour, worked on by a job, with progress.

A view works on it at once, within ``apart.AT_ONCE``; where that raises ``apart.Exceeded`` it calls ``start`` and sends
its reader to the progress page, which ends on what the job returns. Files are done one after another, so that the
other jobs go on, and of two people who sent several each has theirs in turn.
"""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.cache import cache

from cchc.kernel import jobs
from cchc.kernel.history import Actor
from cchc.kernel.jobs import progress
from cchc.kernel.jobs.progress import Progress
from cchc.kernel.models import JobProgress, JobState
from cchc.kernel.refusal import Refusal

KEPT_SECONDS = 60 * 60
MOST = 5
"""Of one person's work in the background when they send another file."""
_LOCK = "kernel.later"


def define(name: str, run: Callable[..., Any]) -> None:
    """Offer the job ``name``: ``run`` gets name and bytes of the file, ``actor``, and what ``start`` was given.

    It returns the address of what it made; a ``Refusal`` ends on the progress page. It may run twice.
    """

    def work(shown: Progress, token: str, actor: dict[str, Any], **given: Any) -> Any:
        kept = cache.get(_key("file", token))
        if kept is None:
            raise Refusal("Tệp không còn được giữ (quá một giờ, hoặc máy chủ vừa khởi động lại): hãy gửi lại.", "file")
        shown.at(10)
        return run(*kept, actor=Actor(**actor), **given)

    jobs.define(name, work, reports=True)


def start(job: str, name: str, data: bytes, *, title: str, actor: Actor, **given: Any) -> uuid.UUID:
    """Keep a file and queue ``job`` for it in the name of ``actor``; return the number of its progress.

    Refuses whoever has five under way already.
    """
    under_way = JobProgress.objects.filter(owner_id=actor.user_id, state__in=[JobState.WAITING, JobState.RUNNING])
    waiting = under_way.count()
    if waiting >= MOST:
        raise Refusal("Bạn đang có %(count)s việc chạy nền: chờ xong rồi gửi tiếp.", "file", count=waiting)
    token = secrets.token_urlsafe(24)
    if not cache.add(_key("file", token), (name, data), KEPT_SECONDS):
        raise Refusal("Chưa giữ được tệp để xử lý nền: hãy gửi lại.", "file")
    return progress.start(
        job,
        title=title,
        owner_id=actor.user_id,
        lock=_LOCK,
        priority=-waiting,
        token=token,
        actor=asdict(actor),
        **given,
    )


def keep(value: Any, owner_id: int | None) -> str:
    """Keep what a job has found, plain data, for its owner alone and an hour; return the word to ask for it by."""
    token = secrets.token_urlsafe(24)
    cache.set(_key(f"found.{owner_id}", token), value, KEPT_SECONDS)
    return token


def kept(token: str, owner_id: int | None) -> Any:
    """Return what was kept for that person under ``token``; nothing if it wasn't, or is over."""
    return cache.get(_key(f"found.{owner_id}", token))


def _key(what: str, token: str) -> str:
    return f"later.{what}.{token[:64]}"
