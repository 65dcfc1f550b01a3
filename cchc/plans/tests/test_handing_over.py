"""A paper that names an ended department: its successor is offered on the review, and stands in this paper alone."""

import datetime as dt

import pytest

from cchc.organisation import queries
from cchc.organisation.actions import changes
from cchc.organisation.rules.changes import Record
from cchc.organisation.rules.registry import Party
from cchc.plans.models import Reading
from cchc.plans.rules.draft import find
from cchc.plans.tests.drafts import DAY, bearers
from cchc.plans.tests.reading_cases import OFFICE, Readings, clear
from cchc.plans.tests.review_pages import seen, signed_in, url

pytestmark = pytest.mark.django_db
WHY = "“{name}” đã kết thúc ngày {day}; {heir} kế thừa: hãy chọn đơn vị thực hiện."


@pytest.fixture
def paper(readings: Readings) -> tuple[Reading, str, str]:
    """Return a reading that names S2, which merged into S1 a week before the paper's day, and the two names."""
    named = queries.directory(DAY).unit_by_code
    old, heir = named["TS2"].name, named["TS1"].name
    on = DAY - dt.timedelta(days=7)
    changes.merge([Party("thu-s2"), Party("thu-s1")], "thu-s1", Record(on=on, basis="Quyết định"), **OFFICE)
    day = f"{on - dt.timedelta(days=1):%d/%m/%Y}"
    lead = bearers(old, unresolved=[old])
    reading = readings.waiting(clear("1.a", lead=lead), clear("1.b", lead=lead))
    why = WHY.format(name=old, day=day, heir=heir)
    reading.draft["doubts"] = [
        {"task": key, "where": code, "field": "lead", "why": why} for key, code in (("1", "1.a"), ("2", "1.b"))
    ]
    reading.save()
    return reading, old, heir


def test_the_successor_is_offered_and_stands_for_it_in_every_task(
    readings: Readings, paper: tuple[Reading, str, str]
) -> None:
    reading, old, heir = paper
    client = signed_in(readings)
    assert f"Giao cho {heir}" in seen(client.get(url("review", reading.pk)))
    client.post(url("hand_over", reading.pk), {"ten": old, "nhan": "TS1"})
    reading.refresh_from_db()
    for key in ("1", "2"):
        lead = find(reading.opened, key)[1].lead
        assert (lead.units, lead.unresolved) == (("TS1",), ())
    assert reading.opened.doubts == ()
    assert not queries.directory(DAY).meanings(old)  # the registry has learnt nothing


@pytest.mark.parametrize("target", ["TX1", "", "TS2"])
def test_who_does_not_follow_is_refused(readings: Readings, paper: tuple[Reading, str, str], target: str) -> None:
    reading, old, _ = paper
    signed_in(readings).post(url("hand_over", reading.pk), {"ten": old, "nhan": target})
    reading.refresh_from_db()
    assert find(reading.opened, "1")[1].lead.unresolved == (old,)
