"""Mending, settling and dropping a reading while others do the same."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from cchc.kernel.refusal import Refusal
from cchc.plans.actions import adoption, mending, reading
from cchc.plans.actions._open import Overtaken, open_doubts
from cchc.plans.models import Reading
from cchc.plans.rules.draft import find
from cchc.plans.rules.mending import Bearers, TaskMend
from cchc.plans.tests.drafts import bearers, task
from cchc.plans.tests.reading_cases import OFFICE, Readings, clear, led_by
from cchc.plans.tests.work_cases import Case

ASKS = {"where": "1.a", "field": "schedule", "why": "Có lẽ là quý II"}


@pytest.fixture
def readings(db: None) -> Readings:
    return Readings(Case.make())


def draft(waiting: Reading) -> Reading:
    return Reading.objects.get(pk=waiting.pk)


def test_a_mend_of_an_older_version_is_refused_and_loses_nothing(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"), clear("1.b"))
    mending.mend_task(waiting.pk, 1, "1", TaskMend(note="của người thứ nhất"), **OFFICE)
    with pytest.raises(Overtaken, match="đã được sửa từ khi bạn mở trang"):
        mending.mend_task(waiting.pk, 1, "2", TaskMend(note="của người thứ hai"), **OFFICE)
    now = draft(waiting)
    assert (now.version, find(now.opened, "1")[1].note, find(now.opened, "2")[1].note) == (
        2,
        "của người thứ nhất",
        "",
    )
    assert now.as_read == waiting.as_read


@pytest.mark.django_db(transaction=True)
def test_of_two_mends_at_the_same_moment_one_is_refused() -> None:
    waiting = Readings(Case.make()).waiting(clear("1.a"))
    barrier, outcomes = threading.Barrier(2), []

    def mend(note: str) -> Callable[[], None]:
        def run() -> None:
            barrier.wait()
            try:
                mending.mend_task(waiting.pk, 1, "1", TaskMend(note=note), **OFFICE)
                outcomes.append(note)
            except Overtaken:
                outcomes.append("refused")
            finally:
                connection.close()

        return run

    threads = [threading.Thread(target=mend(note)) for note in ("một", "hai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("refused") == 1
    (kept,) = [outcome for outcome in outcomes if outcome != "refused"]
    assert (draft(waiting).version, find(draft(waiting).opened, "1")[1].note) == (2, kept)


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_of_one_number_adopted_at_the_same_moment_one_is_refused() -> None:
    readings = Readings(Case.make())
    waiting = [readings.waiting(clear("1.a")).pk for _ in range(2)]
    barrier, outcomes = threading.Barrier(2), []

    def adopt(pk: int) -> None:
        barrier.wait()
        try:
            outcomes.append(adoption.adopt(pk, **OFFICE).number)
        except Refusal as refusal:
            outcomes.append(refusal.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt, args=[pk]) for pk in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(outcome) > 20 for outcome in outcomes) == [False, True]
    assert "9/KH-UBND" in outcomes


def test_settling_needs_no_version_and_is_done_once(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"), doubts=[ASKS])
    (asked,) = open_doubts(waiting)
    mending.mend_task(waiting.pk, 1, "1", TaskMend(note="x"), **OFFICE)
    reading.settle(waiting.pk, asked.key, **OFFICE)
    reading.settle(waiting.pk, asked.key, **OFFICE)
    assert (draft(waiting).settled, open_doubts(draft(waiting))) == ([asked.key], ())


def test_what_blocks_can_not_be_settled(readings: Readings) -> None:
    waiting = readings.waiting(task("1.a", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])))
    (blocking,) = open_doubts(waiting)
    with pytest.raises(Refusal, match="phải sửa, không bỏ qua được"):
        reading.settle(waiting.pk, blocking.key, **OFFICE)


def test_settling_all_leaves_bound_leads_to_the_units_and_blocking_doubts_open(readings: Readings) -> None:
    waiting = readings.waiting(
        clear("1.a", schedule={**clear("1.a")["schedule"]}),
        clear("1.b", lead=led_by("H", condition="có điều kiện")),
        task("1.c", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])),
        doubts=[ASKS, {"where": "1.b", "field": "lead", "why": "Không nêu tên huyện"}],
    )
    reading.settle_all(waiting.pk, **OFFICE)
    now = draft(waiting)
    assert find(now.opened, "2")[1].lead.optional is True
    assert [(doubt.where, doubt.blocks) for doubt in open_doubts(now)] == [("1.c", True)]


def test_a_task_is_added_and_another_taken_out(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"), clear("1.b"))
    new = TaskMend(code="1.c", title="Sót", group="g2", lead=Bearers(("TS2",)))
    assert mending.add_task(waiting.pk, 1, new, **OFFICE) == "3"
    mending.remove_task(waiting.pk, 2, "2", **OFFICE)
    assert [task.code for task in draft(waiting).opened.tasks] == ["1.a", "1.c"]


def test_a_dropped_reading_is_closed(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"))
    reading.drop(waiting.pk, **OFFICE)
    assert (draft(waiting).state, draft(waiting).closed_at) == ("dropped", OFFICE["now"])
    for act in (
        lambda: reading.drop(waiting.pk, **OFFICE),
        lambda: mending.mend_task(waiting.pk, 2, "1", TaskMend(note="x"), **OFFICE),
        lambda: reading.settle_all(waiting.pk, **OFFICE),
    ):
        with pytest.raises(Refusal, match="đã được phê duyệt hoặc đã bỏ"):
            act()
