"""Many write at once: the chain follows the order of commits, has no gap, and nobody waits for ever."""

import random
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection, transaction

from cchc.kernel import history
from cchc.kernel.history import checking, coverage, entries

pytestmark = pytest.mark.django_db(transaction=True)


def run(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def tables():
    run("CREATE TABLE crowd (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, worker int, n int)")
    run(
        "CREATE TABLE crowd_child (id bigint PRIMARY KEY, parent bigint REFERENCES crowd DEFERRABLE INITIALLY DEFERRED)"
    )
    coverage.install()
    yield
    run("DROP TABLE crowd_child, crowd")


def together(*works: Callable[[], None]) -> list[BaseException]:
    """Run ``works`` at the same time, each on a connection of its own, and return what they raised."""
    errors: list[BaseException] = []

    def one(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def wait_for_a_waiter() -> None:
    """Return once another connection of this database waits for a lock."""
    for _ in range(10_000):
        run("SELECT pg_stat_clear_snapshot()")
        if run("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"):
            return
    pytest.fail("nobody waits for a lock")


class Undo(Exception):
    pass


def worker(number: int, rounds: int) -> Callable[[], None]:
    dice = random.Random(number)

    def step() -> None:
        with history.attributed(history.Actor(number, f"Người {number}", "")):
            run("INSERT INTO crowd (worker, n) SELECT %s, i FROM generate_series(1, %s) i", number, dice.randint(1, 3))
            with suppress(Undo), transaction.atomic():
                run("INSERT INTO crowd (worker, n) VALUES (%s, 99)", number)
                if dice.random() < 0.5:
                    raise Undo
            run("UPDATE crowd SET n = n + 1 WHERE worker = %s AND n < 5", number)
            if dice.random() < 0.2:
                raise Undo

    def work() -> None:
        for _round in range(rounds):
            with suppress(Undo):
                step()

    return work


def test_parallel_writers_savepoints_and_rollbacks_leave_a_whole_chain(tables: None) -> None:
    assert together(*(worker(number, 40) for number in range(1, 7))) == []
    result = checking.verify()
    assert result.findings == ()
    inserted = run("SELECT count(*) FROM kernel_auditentry WHERE table_name = 'crowd' AND action = 'insert'")
    assert inserted == run("SELECT count(*) FROM crowd"), "each surviving row is noted once, an undone one never"
    strangers = run(
        "SELECT count(*) FROM kernel_auditentry WHERE actor_id <> (coalesce(after, before) ->> 'worker')::int"
    )
    assert strangers == [(0,)]
    assert run("SELECT count(*) FROM kernel_auditpending") == run("SELECT count(*) FROM kernel_auditbatch") == [(0,)]


def test_entries_of_one_transaction_stand_together_in_the_order_of_commits(tables: None) -> None:
    first_wrote, second_done = threading.Event(), threading.Event()

    def slow() -> None:
        with history.attributed(history.Actor(1, "chậm", "")):
            run("INSERT INTO crowd (worker) VALUES (1)")
            first_wrote.set()
            second_done.wait(10)
            run("INSERT INTO crowd (worker) VALUES (1)")

    def quick() -> None:
        first_wrote.wait(10)
        with history.attributed(history.Actor(2, "nhanh", "")):
            run("INSERT INTO crowd (worker) VALUES (2)")
        second_done.set()

    assert together(slow, quick) == []
    assert [e.actor_id for e in reversed(entries.search(entries.Query(table="crowd")))] == [2, 1, 1]


def test_a_foreign_key_checked_at_commit_does_not_lock_against_the_head(tables: None) -> None:
    """The one commits and checks its parent's row, which the other has locked and then wants the head."""
    (parent,) = run("INSERT INTO crowd (worker) VALUES (0) RETURNING id")[0]
    locked, committing = threading.Event(), threading.Event()

    def child() -> None:
        locked.wait(10)
        with history.attributed(history.Actor(1, "con", "")):
            run("INSERT INTO crowd (worker) VALUES (1)")  # so that the trail is the first to be dealt with at commit
            run("INSERT INTO crowd_child VALUES (1, %s)", parent)
            committing.set()

    def lock() -> None:
        with history.attributed(history.Actor(2, "cha", "")):
            run("SELECT 1 FROM crowd WHERE id = %s FOR UPDATE", parent)
            run("UPDATE crowd SET n = 1 WHERE id = %s", parent)
            locked.set()
            committing.wait(10)
            wait_for_a_waiter()  # the other one is inside its commit now, waiting for our row

    assert together(child, lock) == []
    assert checking.verify().findings == ()


def test_a_transaction_that_checks_its_constraints_early_is_chained_whole(tables: None) -> None:
    with history.attributed(history.Actor(1, "Lan", "")):
        run("INSERT INTO crowd (worker) VALUES (1)")
        connection.check_constraints()
        run("INSERT INTO crowd (worker) VALUES (2)")
    assert len(entries.search(entries.Query(table="crowd"))) == 2
    assert checking.verify().findings == ()
