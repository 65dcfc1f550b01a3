"""Events: written with what happened, delivered once to each reaction, in order, also after a crash in between."""

import datetime as dt
import threading
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import history
from cchc.kernel.events import Event, Skipped, delivery, publish, store, subject, wants
from cchc.kernel.jobs import inline
from cchc.kernel.models import Event as Row
from cchc.kernel.models import EventOutcome


@dataclass(frozen=True)
class Adopted(Event):
    plan_id: int
    on: dt.date
    title: str = "Kế hoạch"
    units: tuple[int, ...] = ()
    amount: Decimal | None = None
    number: UUID | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True)
class Several(Event):
    plan_ids: tuple[int, ...]


@dataclass(frozen=True)
class Plain(Event):
    word: str


calls: list[tuple[str, Event]] = []
broken: list[str] = []


def first(event: Adopted) -> None:
    calls.append(("first", event))


def second(event: Adopted) -> None:
    calls.append(("second", event))
    Row.objects.create(kind="dấu vết của phản ứng", payload={}, at=dt.datetime.now(dt.UTC))
    if broken:
        raise RuntimeError(broken[0])


def third(event: Adopted) -> None:
    calls.append(("third", event))
    raise Skipped("đơn vị này không nhận thông báo")


REACTIONS = {Adopted: [first, second, third]}
EVENT = Adopted(5, dt.date(2019, 4, 30), units=(1, 2))


@pytest.fixture(autouse=True)
def listed():
    calls.clear()
    broken.clear()
    with override_settings(REACTIONS=f"{__name__}.REACTIONS"):
        yield


def outcomes() -> list[tuple[str, str]]:
    rows = EventOutcome.objects.order_by("reaction").values_list("reaction", "state")
    return [(reaction.rpartition(".")[2], state) for reaction, state in rows]


def test_each_reaction_gets_the_event_in_order_and_leaves_an_outcome(db: None) -> None:
    publish(EVENT)
    inline.run_waiting()
    assert calls == [("first", EVENT), ("second", EVENT), ("third", EVENT)]
    assert outcomes() == [("first", "done"), ("second", "done"), ("third", "skipped")]
    assert EventOutcome.objects.get(state="skipped").detail == "đơn vị này không nhận thông báo"


def test_what_failed_is_tried_again_and_what_was_done_is_not(db: None) -> None:
    broken.append("máy chủ thư không trả lời")
    number = publish(EVENT)
    with pytest.raises(delivery.Undelivered):
        delivery.deliver(number)
    assert outcomes() == [("first", "done"), ("second", "failed"), ("third", "skipped")]
    assert "máy chủ thư không trả lời" in EventOutcome.objects.get(state="failed").detail
    assert not Row.objects.filter(kind="dấu vết của phản ứng").exists(), "what a failed reaction wrote is undone"
    broken.clear()
    calls.clear()
    delivery.deliver(number)
    assert calls == [("second", EVENT)]
    assert outcomes() == [("first", "done"), ("second", "done"), ("third", "skipped")]


TRACE = "dấu vết của phản ứng"


def traces() -> int:
    return Row.objects.filter(kind=TRACE).count()


def waiting() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'event' FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [int(event) for (event,) in cursor.fetchall()]


def begin(number: int, attempts: int = 0) -> None:
    """Do what the queue does before it runs the job of an event."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE args ->> 'event' = %s",
            [attempts, str(number)],
        )


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_two_reactions_leaves_nothing_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(event: Adopted) -> None:
        raise SystemExit("power cut")

    monkeypatch.setitem(REACTIONS, Adopted, [second, dies])
    with transaction.atomic():
        number = publish(EVENT)
    with pytest.raises(SystemExit):
        delivery.deliver(number)
    assert (traces(), outcomes()) == (0, []), "what was not committed is not there"
    monkeypatch.setitem(REACTIONS, Adopted, [second, first])
    delivery.deliver(number)
    assert (traces(), outcomes()) == (1, [("first", "done"), ("second", "done")])
    delivery.deliver(number)
    assert traces() == 1


def cost(events: int) -> int:
    """Return how many statements the delivery of so many events takes, all in one job."""
    for plan in range(events):
        publish(replace(EVENT, plan_id=plan))
    with CaptureQueriesContext(connection) as queries:
        delivery.deliver(waiting()[0])
    assert len(waiting()) == 1, "its own, which the queue takes out"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    return len(queries)


def test_events_that_wait_go_together(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [first])
    alone = cost(1)
    assert [event.plan_id for _name, event in calls] == [0]
    calls.clear()
    assert cost(20) - alone == 19 * 4 + 1, "of each: savepoint, its name, release, the job's name; and the jobs go"
    assert [event.plan_id for _name, event in calls] == list(range(20)), "in order"


def test_one_that_fails_takes_no_other_with_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def picky(event: Adopted) -> None:
        Row.objects.create(kind=TRACE, payload={}, at=dt.datetime.now(dt.UTC))
        if event.plan_id == 2 and broken:
            raise RuntimeError(broken[0])

    monkeypatch.setitem(REACTIONS, Adopted, [picky])
    broken.append("hỏng")
    numbers = [publish(replace(EVENT, plan_id=plan)) for plan in (1, 2, 3)]
    delivery.deliver(numbers[0])
    assert sorted(EventOutcome.objects.values_list("event", "state")) == [
        (numbers[0], "done"), (numbers[1], "failed"), (numbers[2], "done"),
    ]  # fmt: skip
    assert traces() == 2
    assert waiting() == numbers[:2], "its own, and the one that failed"
    broken.clear()
    inline.run_waiting()
    assert set(EventOutcome.objects.values_list("state", flat=True)) == {"done"}
    assert (traces(), waiting()) == (3, [])


def test_what_cant_be_read_takes_no_other_with_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [first])
    numbers = [publish(replace(EVENT, plan_id=plan)) for plan in (1, 2, 3)]
    Row.objects.filter(pk=numbers[1]).update(payload={"on": "2019-04-30"})
    delivery.deliver(numbers[0])
    assert [event.plan_id for _name, event in calls] == [1, 3]
    assert waiting() == numbers[:2]
    with pytest.raises(ValueError, match="plan_id"):
        delivery.deliver(numbers[1])


def test_what_is_about_one_record_keeps_its_order(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [first])
    numbers = [publish(replace(EVENT, plan_id=plan, units=(place,))) for place, plan in enumerate((1, 2, 2, 1))]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 1 WHERE args ->> 'event' = %s", [str(numbers[1])])
    delivery.deliver(numbers[0])
    assert [event.units for _name, event in calls] == [(0,), (3,)], "the second of 2 waits for the first of 2"
    assert waiting() == numbers[:3]


def test_what_is_about_the_same_waits_for_one_that_failed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def picky(event: Adopted) -> None:
        if event.units == (0,) and broken:
            raise RuntimeError(broken[0])
        calls.append(("picky", event))

    monkeypatch.setitem(REACTIONS, Adopted, [picky])
    broken.append("hỏng")
    numbers = [publish(replace(EVENT, plan_id=plan, units=(place,))) for place, plan in enumerate((1, 1, 2))]
    with pytest.raises(delivery.Undelivered):
        delivery.deliver(numbers[0])
    assert [event.units for _name, event in calls] == [(2,)], "the second of 1 waits, what is about 2 does not"
    assert waiting() == numbers[:2]
    broken.clear()
    inline.run_waiting()
    assert [event.units for _name, event in calls] == [(2,), (0,), (1,)], "in order"


def test_a_job_that_is_tried_again_takes_nothing_along(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [first])
    numbers = [publish(replace(EVENT, plan_id=plan)) for plan in (1, 2)]
    begin(numbers[0], attempts=1)
    delivery.deliver(numbers[0])
    assert [event.plan_id for _name, event in calls] == [1]
    assert waiting() == numbers[1:]


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, ended = threading.Event(), threading.Event()

    def slow(event: Adopted) -> None:
        Row.objects.create(kind=TRACE, payload={"plan": event.plan_id}, at=dt.datetime.now(dt.UTC))
        if event.plan_id == 0:
            begun.set()
            assert ended.wait(20)

    monkeypatch.setitem(REACTIONS, Adopted, [slow])
    with transaction.atomic():
        numbers = [publish(replace(EVENT, plan_id=plan)) for plan in range(4)]
    begin(numbers[0])
    other = threading.Thread(target=deliver_and_close, args=(numbers[0],))
    other.start()
    assert begun.wait(20)
    with transaction.atomic():
        late = publish(replace(EVENT, plan_id=9))
    delivery.deliver(late)  # and none of those that the other has taken
    assert list(Row.objects.filter(kind=TRACE).values_list("payload", flat=True)) == [{"plan": 9}]
    ended.set()
    other.join()
    told = sorted(one["plan"] for one in Row.objects.filter(kind=TRACE).values_list("payload", flat=True))
    assert told == [0, 1, 2, 3, 9]


def deliver_and_close(number: int) -> None:
    try:
        delivery.deliver(number)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("event", "about"),
    [(EVENT, "kernel.plan_id:5"), (Several((7, 8)), "kernel.plan_id:7"), (Several(()), None), (Plain("x"), None)],
)
def test_the_first_field_says_what_an_event_is_about(event: Event, about: str | None) -> None:
    assert subject(event) == about


def test_an_event_that_nobody_reacts_to_is_kept_and_queues_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [])
    publish(EVENT)
    assert Row.objects.count() == 1
    assert inline.run_waiting() == 0


@wants(lambda event: event.plan_id == 5)
def picky(event: Adopted) -> None:
    calls.append(("picky", event))


def test_a_reaction_gets_only_what_it_wants(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [picky])
    publish(replace(EVENT, plan_id=6))
    assert (inline.run_waiting(), calls, outcomes()) == (0, [], []), "kept, and no job: nobody wants it"
    publish(EVENT)
    assert inline.run_waiting() == 1
    assert (calls, outcomes()) == ([("picky", EVENT)], [("picky", "done")])


def test_what_one_reaction_does_not_want_another_gets(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REACTIONS, Adopted, [picky, first])
    other = replace(EVENT, plan_id=6)
    publish(other)
    assert inline.run_waiting() == 1
    assert (calls, outcomes()) == ([("first", other)], [("first", "done")])


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_rolled_back_transaction_never_happened() -> None:
    with transaction.atomic():
        publish(EVENT)
        transaction.set_rollback(True)
    assert inline.run_waiting() == 0
    assert not Row.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_event_must_be_part_of_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        publish(EVENT)


def test_what_a_reaction_writes_is_the_platforms(probe: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    def write(event: Adopted) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO probe (id) VALUES (1)")

    monkeypatch.setitem(REACTIONS, Adopted, [write])
    number = publish(EVENT)
    inline.run_waiting()
    history.settle()
    entry = history.of("probe", 1)[0]
    assert (entry.who, entry.source) == ("Hệ thống", f"event {number}")


@given(
    st.builds(
        Adopted,
        plan_id=st.integers(),
        on=st.dates(),
        title=st.text(st.characters(exclude_categories=["Cs"])),
        units=st.lists(st.integers()).map(tuple),
        amount=st.none() | st.decimals(allow_nan=False, allow_infinity=False),
        number=st.none() | st.uuids(),
        at=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    )
)
def test_an_event_comes_back_as_it_went(event: Adopted) -> None:
    assert store.unpack(Adopted, store.pack(event)) == event


def test_an_event_whose_class_has_changed_is_refused() -> None:
    with pytest.raises(ValueError, match="plan_id"):
        store.unpack(Adopted, {"on": "2019-04-30"})
