"""Run what is queued here and now: for tests, and for commands that wait for their own work."""

from django.db import connection

from cchc.kernel import jobs
from cchc.kernel.jobs.worker import execute

_NEXT = (
    "UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (SELECT id FROM procrastinate_jobs WHERE status = 'todo'"
    " AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, task_name, args"
)


def run_waiting() -> int:
    """Run every job that is due, oldest first, also those they queue, and return how many; errors come through."""
    count = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_NEXT)
            row = cursor.fetchone()
            if row is None:
                return count
            number, name, given = row
            arguments = given if isinstance(given, dict) else _loaded(given)
            execute(jobs.known()[name], aside=False, **arguments)
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'succeeded', attempts = attempts + 1 WHERE id = %s", [number]
            )
            count += 1


def _loaded(given: str) -> dict[str, object]:
    import json

    return dict(json.loads(given))
