"""What tests committed outside Django's own tables, which ``flush`` leaves: the queue, and notes on loaded content."""

from django.db import connection


def empty_queue() -> None:
    """Empty both; a job left behind would be run by the next test that runs what waits, without its event."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers, kernel_seed CASCADE"
        )


def forget_jobs() -> None:
    """Take what waits out of the queue: its events may be about rows that a story has taken back."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
