"""Events: written with what happened, delivered once to each reaction, in order, also after a crash in between."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import history
from cchc.kernel.events import Event, Skipped, delivery, publish, store, wants
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


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_two_reactions_repeats_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        number = publish(EVENT)
    real = delivery._react

    def die_after_first(row, reaction, happened):
        answer = real(row, reaction, happened)
        if reaction is first:
            raise SystemExit("power cut")
        return answer

    monkeypatch.setattr(delivery, "_react", die_after_first)
    with pytest.raises(SystemExit):
        delivery.deliver(number)
    monkeypatch.setattr(delivery, "_react", real)
    delivery.deliver(number)
    assert [name for name, _event in calls] == ["first", "second", "third"]


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
