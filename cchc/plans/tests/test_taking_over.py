"""What was followed elsewhere comes in at once, and counts as if it had been reported here."""

import datetime as dt

import pytest

from cchc.kernel.refusal import Refusal
from cchc.plans.actions import taking_over
from cchc.plans.actions.taking_over import NamedDay, Past
from cchc.plans.models import Report
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at

NOW = {"actor": SETUP, "now": at(MARCH)}
FEBRUARY = dt.date(2019, 2, 4)


@pytest.fixture
def case(db: None) -> Case:
    return Case.make()


def test_reports_count_as_if_they_had_been_made_here(case: Case) -> None:
    going, done, waiting = (case.assignment(end_on=dt.date(2019, 2, 20)) for _ in range(3))
    office = case.people["office"].pk
    given = [
        Past(going.pk, at(FEBRUARY), 40, "Đang làm", spent=5_000),
        Past(done.pk, at(FEBRUARY), 30, "Đang làm"),
        Past(done.pk, at(FEBRUARY, 15), 100, "Xong", reference="7/BC", decided_by=office, decided_at=at(FEBRUARY, 16)),
        Past(waiting.pk, at(FEBRUARY), 100, "Xong", reference="8/BC"),
    ]
    assert taking_over.take_over(given, **NOW) == 4
    for row in (going, done, waiting):
        row.refresh_from_db()
    assert (going.percent, going.done_on, going.spent, going.reported_at) == (40, None, 5_000, at(FEBRUARY))
    assert (done.percent, done.done_on) == (100, FEBRUARY)
    assert (waiting.done_on, waiting.is_pending) == (None, True)
    assert list(Report.objects.order_by("pk").values_list("state", flat=True)) == [
        "noted",
        "noted",
        "confirmed",
        "sent",
    ]


def test_named_days_come_with_the_day_on_which_they_were_named(case: Case) -> None:
    work = case.assignment()
    taking_over.take_over([], [NamedDay(work.pk, dt.date(2019, 6, 14), FEBRUARY)], **NOW)
    work.refresh_from_db()
    assert (work.target_on, work.registered_on, work.due_on) == (dt.date(2019, 6, 14), FEBRUARY, dt.date(2019, 6, 14))


@pytest.mark.parametrize("later", [{"at": at(MARCH, 10)}, {"decided_at": at(MARCH, 10)}])
def test_nothing_comes_in_from_the_future(case: Case, later: dict[str, dt.datetime]) -> None:
    work = case.assignment()
    with pytest.raises(Refusal, match="tương lai"):
        taking_over.take_over(
            [Past(**{"assignment_id": work.pk, "at": at(FEBRUARY), "percent": 100, "words": "x"} | later)], **NOW
        )
    assert not Report.objects.exists()
