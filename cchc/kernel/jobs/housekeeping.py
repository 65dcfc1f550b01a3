"""Keep the queue in order: take up what a dead worker left, forget what is long done."""

import datetime as dt

from asgiref.sync import async_to_sync
from django.db import connection

from cchc.kernel import claims, clock

_MOST_ATTEMPTS = 8  # a job that kills its worker each time is not given to a ninth
_KEPT = {"succeeded": dt.timedelta(days=7), "failed": dt.timedelta(days=60)}
_PROGRESS_KEPT = dt.timedelta(days=30)


def rescue() -> None:
    """Queue again the jobs of workers that show no sign of life."""
    async_to_sync(_rescue)()


async def _rescue() -> None:
    from procrastinate.contrib.django import app
    from procrastinate.jobs import Status

    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts < _MOST_ATTEMPTS:
            await app.job_manager.retry_job(job)
        else:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)


def tidy() -> None:
    """Delete old jobs, progress rows and stored answers to POSTs."""
    with connection.cursor() as cursor:
        for status, kept in _KEPT.items():
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE status = %s::procrastinate_job_status AND id IN"
                " (SELECT job_id FROM procrastinate_events GROUP BY job_id HAVING max(at) < %s)",
                [status, dt.datetime.now(dt.UTC) - kept],  # the queue writes the true time, also in a demonstration
            )
        cursor.execute("DELETE FROM kernel_jobprogress WHERE changed_at < %s", [clock.now() - _PROGRESS_KEPT])
        cursor.execute("DELETE FROM kernel_idempotency WHERE at < %s", [clock.now() - claims.KEPT])
