"""Background work: queued with the transaction, run by a real worker, tried again, taken up when a worker dies."""

import threading
from argparse import Namespace
from typing import Any

import pytest
from django.db import connection, transaction

from cchc.kernel import history, jobs
from cchc.kernel.jobs import housekeeping, inline, progress, worker
from cchc.kernel.models import JobProgress, JobState
from cchc.kernel.refusal import Refusal

done: list[Any] = []


@pytest.fixture(autouse=True)
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs of this file only, so that a test names what runs."""
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(jobs, "_schedules", [])
    done.clear()
    jobs.define("test.note", lambda **given: done.append(given))


def states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs ORDER BY id")
        return [status for (status,) in cursor.fetchall()]


def work() -> None:
    worker.run(Namespace(concurrency=1, once=True))


def test_a_job_runs_with_its_arguments(db: None) -> None:
    jobs.enqueue("test.note", unit=3, word="Sở Nội vụ")
    assert done == []
    assert inline.run_waiting() == 1
    assert done == [{"unit": 3, "word": "Sở Nội vụ"}]
    assert inline.run_waiting() == 0


def test_what_a_job_writes_is_the_platforms(probe: str) -> None:
    def write() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO probe (id) VALUES (1)")

    jobs.define("test.write", write)
    jobs.enqueue("test.write")
    inline.run_waiting()
    history.settle()
    entry = history.of("probe", 1)[0]
    assert (entry.who, entry.source) == ("Hệ thống", "job test.write")


def test_an_unknown_job_is_not_queued(db: None) -> None:
    with pytest.raises(KeyError):
        jobs.enqueue("test.nothing")


@pytest.mark.django_db(transaction=True)
def test_a_job_lives_and_dies_with_its_transaction() -> None:
    with transaction.atomic():
        jobs.enqueue("test.note", kept=False)
        transaction.set_rollback(True)
    with transaction.atomic():
        jobs.enqueue("test.note", kept=True)
    work()
    assert done == [{"kept": True}]
    assert states() == ["succeeded"]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_queued_again_for_later() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    jobs.define("test.fail", fail, retries=3)
    jobs.enqueue("test.fail")
    work()
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts, scheduled_at > now() FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo", 1, True)]


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_dead_worker_is_taken_up_again() -> None:
    jobs.enqueue("test.note", again=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
    work()
    assert done == []
    housekeeping.rescue()
    assert states() == ["todo"]
    work()
    assert done == [{"again": True}]


@pytest.mark.django_db(transaction=True)
def test_the_progress_of_a_job_shows_while_its_transaction_is_open() -> None:
    seen: list[tuple[int, str]] = []

    def long(watched: progress.Progress) -> str:
        with transaction.atomic():
            watched.at(40, "Đang đọc trang 4/10")
            reader = threading.Thread(target=look)
            reader.start()
            reader.join()
        return "/ke-hoach/1/"

    def look() -> None:
        row = JobProgress.objects.get()
        seen.append((row.percent, row.message))
        connection.close()

    jobs.define("test.long", long, reports=True)
    progress.start("test.long", title="Đọc kế hoạch", owner_id=7)
    work()
    assert seen == [(40, "Đang đọc trang 4/10")]
    row = JobProgress.objects.get()
    assert (row.state, row.percent, row.result, row.is_over) == (JobState.DONE, 100, "/ke-hoach/1/", True)


@pytest.mark.django_db(transaction=True)
def test_a_refusal_ends_a_job_and_is_told_as_it_is() -> None:
    def refuse(watched: progress.Progress) -> None:
        raise Refusal("Tệp này không phải kế hoạch.")

    jobs.define("test.refuse", refuse, reports=True)
    progress.start("test.refuse", title="Đọc kế hoạch", owner_id=7)
    work()
    assert states() == ["succeeded"], "there is nothing to try again"
    row = JobProgress.objects.get()
    assert (row.state, row.message) == (JobState.REFUSED, "Tệp này không phải kế hoạch.")


@pytest.mark.django_db(transaction=True)
def test_what_the_database_can_not_store_ends_a_job_and_frees_its_lock() -> None:
    def write(watched: progress.Progress, size: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::smallint", [size])

    jobs.define("test.write", write, reports=True)
    for size in (99_999, 7):
        progress.start("test.write", title="Ghi", owner_id=7, lock="test.write", size=size)
    work()
    assert states() == ["succeeded", "succeeded"], "the second had not to wait for tries that change nothing"
    wrong, _right = JobProgress.objects.order_by("started_at")
    assert wrong.state == JobState.REFUSED
    assert "không ghi được" in wrong.message


@pytest.mark.django_db(transaction=True)
def test_a_crash_is_told_as_a_crash_without_its_trace_and_tried_again() -> None:
    def crash(watched: progress.Progress) -> None:
        raise ZeroDivisionError("mật khẩu trong thông báo lỗi")

    jobs.define("test.crash", crash, reports=True)
    progress.start("test.crash", title="Đọc kế hoạch", owner_id=7)
    work()
    row = JobProgress.objects.get()
    assert row.state == JobState.FAILED
    assert "mật khẩu" not in row.message
    assert states() == ["todo"]


@pytest.mark.parametrize(("hour", "cron"), [(0, "5 17 * * *"), (7, "5 0 * * *"), (6, "5 23 * * *")])
def test_a_daily_job_is_scheduled_at_the_local_hour(hour: int, cron: str) -> None:
    jobs.daily("test.note", hour=hour, minute=5)
    assert jobs.schedules() == (jobs.Schedule("test.note", cron),)


def test_a_schedule_that_does_not_divide_the_hour_is_refused() -> None:
    with pytest.raises(ValueError, match="divide"):
        jobs.every_minutes("test.note", 25)
