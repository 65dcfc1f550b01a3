"""How far a long job has come: a row that the page ``/tien-trinh/…`` shows as a percentage."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import DataError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from cchc.kernel import clock, jobs
from cchc.kernel.models import JobProgress, JobState
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say

log = logging.getLogger("cchc.jobs")


@dataclass
class Progress:
    """What a running job tells its reader."""

    number: uuid.UUID
    _connection: BaseDatabaseWrapper

    def at(self, percent: int, message: str = "") -> None:
        """Say how far it has come, 0 … 100, and what it is at."""
        self._write(JobState.RUNNING, max(0, min(percent, 100)), message)

    def end(self, result: Any) -> None:
        """Say that it is done; ``result`` is the address of what it made, or nothing."""
        self._write(JobState.DONE, 100, "", str(result or ""))

    def fail(self, state: JobState, message: str) -> None:
        """Say that it ended without a result."""
        self._write(state, None, message)

    def _write(self, state: JobState, percent: int | None, message: str, result: str = "") -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE kernel_jobprogress SET state = %s, percent = coalesce(%s, percent), message = %s,"
                " result = %s, changed_at = %s WHERE id = %s",
                [state.value, percent, message, result, clock.now(), self.number],
            )


def start(
    name: str, /, *, title: str, owner_id: int | None, lock: str | None = None, priority: int = 0, **arguments: Any
) -> uuid.UUID:
    """Queue the job ``name`` and return the number of its progress, which ``owner_id`` may look at."""
    now = clock.now()
    row = JobProgress.objects.create(job=name, title=title, owner_id=owner_id, started_at=now, changed_at=now)
    language = get_language() or "vi"
    jobs.enqueue(name, lock=lock, priority=priority, progress=str(row.pk), language=language, **arguments)
    return row.pk


@contextmanager
def watching(number: str, language: str = "vi", *, aside: bool) -> Iterator[Progress]:
    """Give a job its ``Progress``; a refusal is told in ``language``, a crash as a crash (and tried again).

    What the database can't store is refused as well, for good: the job ends, and so does its lock.
    """
    with closing(connection.copy()) if aside else nullcontext(connection) as own:
        progress = Progress(uuid.UUID(number), own)
        progress.at(0)
        try:
            yield progress
        except Refusal as refusal:
            with override(language):
                progress.fail(JobState.REFUSED, say(refusal))
        except DataError:  # the database refuses a value of the file: trying again changes nothing
            log.exception("a value that can't be stored, in the job of %s", number)
            with override(language):
                progress.fail(
                    JobState.REFUSED,
                    _("Có giá trị không ghi được (ký tự lạ, số quá lớn, chữ quá dài): hãy sửa rồi làm lại."),
                )
        except Exception:
            with override(language):
                progress.fail(JobState.FAILED, _("Việc bị gián đoạn do lỗi của hệ thống; hệ thống sẽ tự thử lại."))
            raise
