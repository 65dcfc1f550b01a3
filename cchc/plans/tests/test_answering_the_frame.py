"""Number, day and year that the paper leaves open: the plan waits for an answer, and then is understood by it."""

import datetime as dt
from typing import Any

import pytest

from cchc.kernel import clock
from cchc.kernel.refusal import Refusal
from cchc.plans.actions import adoption, mending, reading
from cchc.plans.actions._open import open_doubts
from cchc.plans.models import Plan, Reading
from cchc.plans.rules.mending import Bearers, TaskMend
from cchc.plans.tests.reading_cases import NOW, OFFICE, Readings, clear
from cchc.plans.tests.work_cases import Case

BLOCKS = {"where": "", "field": "number", "why": "Phần đầu văn bản ghi “9/KH-UBND” và “8/KH-UBND”", "blocks": True}
QUARTER = {"text": "Quý I", "kind": "undetermined", "start": None, "end": None, "rrule": None, "event": None}


@pytest.fixture
def readings(db: None) -> Readings:
    return Readings(Case.make())


def now(waiting: Reading) -> Reading:
    return Reading.objects.get(pk=waiting.pk)


def schedules(waiting: Reading) -> list[tuple[str, str | None]]:
    found = [task.schedule for task in now(waiting).opened.tasks]
    return [(when.kind, when.end.isoformat() if when.end else None) for when in found]


@pytest.mark.parametrize("missing", [{"number": ""}, {"issued_on": None}, {"year": None}])
def test_nothing_is_adopted_while_the_frame_has_a_gap(readings: Readings, missing: dict[str, Any]) -> None:
    waiting = readings.waiting(clear("1.a"), **missing)
    with pytest.raises(Refusal):
        adoption.adopt(waiting.pk, **OFFICE)
    (doubt,) = open_doubts(now(waiting))
    assert (doubt.blocks, doubt.may_stand, doubt.field) == (True, False, next(iter(missing)))
    with pytest.raises(Refusal):
        reading.settle(waiting.pk, doubt.key, **OFFICE)
    reading.settle_all(waiting.pk, **OFFICE)
    assert open_doubts(now(waiting)) == (doubt,), "agreeing to all is no answer"
    answer = {"number": "9/KH-UBND", "issued_on": "2018-12-06", "year": 2019}[doubt.field]
    mending.mend_frame(waiting.pk, now(waiting).version, {doubt.field: answer}, **OFFICE)
    assert isinstance(adoption.adopt(waiting.pk, **OFFICE), Plan)


def test_a_number_that_is_not_sure_waits_for_an_answer_and_may_be_right(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"), doubts=[BLOCKS])
    with pytest.raises(Refusal):
        adoption.adopt(waiting.pk, **OFFICE)
    reading.settle_all(waiting.pk, **OFFICE)
    (doubt,) = open_doubts(now(waiting))
    assert (doubt.blocks, doubt.may_stand) == (True, True)
    reading.settle(waiting.pk, doubt.key, **OFFICE)
    assert adoption.adopt(waiting.pk, **OFFICE).number == "9/KH-UBND"


def test_saving_the_frame_unchanged_answers_nothing(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"), doubts=[BLOCKS])
    mending.mend_frame(waiting.pk, 1, {"number": "9/KH-UBND"}, **OFFICE)
    assert [doubt.field for doubt in open_doubts(now(waiting))] == ["number"]
    mending.mend_frame(waiting.pk, 2, {"number": "8/KH-UBND"}, **OFFICE)
    assert open_doubts(now(waiting)) == ()


def test_the_answered_year_gives_quarters_their_days_but_leaves_what_the_office_chose(readings: Readings) -> None:
    chosen = {**QUARTER, "kind": "deadline", "end": "2019-05-01"}
    waiting = readings.waiting(clear("1.a", schedule=QUARTER), clear("1.b", schedule=chosen), year=None)
    mending.mend_frame(waiting.pk, 1, {"year": 2019}, **OFFICE)
    assert schedules(waiting) == [("window", "2019-03-31"), ("deadline", "2019-05-01")]
    mending.mend_frame(waiting.pk, 2, {"year": 2020}, **OFFICE)
    assert schedules(waiting) == [("window", "2020-03-31"), ("deadline", "2019-05-01")]


def test_the_answered_day_says_which_units_there_are(readings: Readings) -> None:
    """A plan whose day was blank was looked up by the units of the day it was sent."""
    waiting = readings.waiting(clear("1.a"), issued_on=None)
    Reading.objects.filter(pk=waiting.pk).update(as_of=NOW.astimezone(clock.ZONE).date())
    mending.mend_frame(waiting.pk, 1, {"issued_on": "2018-11-20"}, **OFFICE)
    assert now(waiting).as_of == dt.date(2018, 11, 20)


def test_units_of_another_day_that_the_office_chose_stay(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"))
    Reading.objects.filter(pk=waiting.pk).update(as_of=dt.date(2018, 1, 1))
    mending.mend_frame(waiting.pk, 1, {"issued_on": "2018-11-20"}, **OFFICE)
    assert now(waiting).as_of == dt.date(2018, 1, 1)


def test_a_mended_lead_stays_when_the_day_changes(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"), issued_on=None)
    mending.mend_task(waiting.pk, 1, "1", TaskMend(lead=Bearers(("TH",))), **OFFICE)
    mending.mend_frame(waiting.pk, 2, {"issued_on": "2018-11-20"}, **OFFICE)
    (task,) = now(waiting).opened.tasks
    assert task.lead.units == ("TH",)
