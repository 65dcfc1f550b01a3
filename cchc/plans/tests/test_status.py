"""The status rule as a table, and the same rule as the lists, figures and reminders see it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cchc.kernel.period import Period
from cchc.notifications.queries.reached import reached as due_now
from cchc.plans.models import Assignment, Plan
from cchc.plans.queries import brief, dashboard, figures
from cchc.plans.queries.counted import counted
from cchc.plans.queries.cuts import cuts
from cchc.plans.rules.status import Facts, Status, days_late, status
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import signed_in, text_of, with_roles

NEAR = dt.timedelta(days=15)
BY = dt.date(2019, 1, 31)  # plan 272/KH-UBND: units set their days in January


@pytest.mark.parametrize(
    ("facts", "is_now", "days"),
    [
        ({}, Status.NOT_STARTED, 0),
        ({"date_by": dt.date(2019, 3, 1)}, Status.NOT_STARTED, 0),  # the last day on which it may be set
        ({"date_by": BY}, Status.UNDATED, 29),
        ({"date_by": BY, "is_started": True}, Status.UNDATED, 29),
        ({"date_by": BY, "is_blocked": True}, Status.UNDATED, 29),
        ({"date_by": BY, "due_on": dt.date(2019, 6, 30)}, Status.NOT_STARTED, 0),  # has set it
        ({"date_by": BY, "due_on": dt.date(2019, 2, 27)}, Status.LATE, 2),
        ({"date_by": BY, "is_pending": True}, Status.AWAITING, 0),
        ({"date_by": BY, "done_on": MARCH}, Status.DONE, 0),
        ({"date_by": BY, "is_cancelled": True}, Status.CANCELLED, 0),
        ({"due_on": dt.date(2019, 3, 16)}, Status.AT_RISK, 0),
        ({"due_on": dt.date(2019, 3, 17)}, Status.NOT_STARTED, 0),
        ({"due_on": dt.date(2019, 2, 1), "done_on": dt.date(2019, 2, 3)}, Status.DONE_LATE, 2),
    ],
)
def test_the_status_and_the_days(facts: dict[str, Any], is_now: Status, days: int) -> None:
    found = Facts(**facts)
    assert (status(found, MARCH, NEAR), days_late(found, MARCH)) == (is_now, days)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Two pieces of work without a day, one with a day that has passed, one that is done; days were owed by 31/01."""
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    case = with_roles()
    Plan.objects.filter(pk=case.plan.pk).update(target_by=BY)
    case.assignment(title="Không ngày một")
    case.assignment("X1", title="Không ngày hai")
    case.assignment(title="Quá hạn", end_on=dt.date(2019, 2, 1), schedule_kind="deadline")
    done = case.assignment(title="Xong rồi")
    Assignment.objects.filter(pk=done.pk).update(done_on=MARCH, percent=100, is_started=True)
    return case


def test_work_without_a_day_counts_as_late_everywhere_once_its_day_was_owed(case: Case) -> None:
    work = Assignment.objects.filter(plan=case.plan)
    tally = figures.tallies_by(work, "plan_id", MARCH)[case.plan.pk]
    assert (tally.late, tally.undated, tally.done, tally.total) == (3, 2, 1, 4)
    assert figures.tallies_by(work, "plan_id", BY)[case.plan.pk].late == 0
    late = brief.late_work(Plan.objects.get(pk=case.plan.pk), MARCH)
    assert [(one.title, one.due_on, one.undated) for one in late] == [
        ("Quá hạn", dt.date(2019, 2, 1), False),
        ("Không ngày một", BY, True),
        ("Không ngày hai", BY, True),
    ]


def test_the_lists_name_it_and_can_be_narrowed_to_it(case: Case) -> None:
    client, address = signed_in(case, "office"), f"/ke-hoach/{case.plan.pk}/viec/"
    titles = {
        word: [row.title for row in client.get(address, {"trang-thai": word}).context["list"].page.object_list]
        for word in ("tre", "late", "undated")
    }
    assert titles == {
        "tre": ["Không ngày một", "Không ngày hai", "Quá hạn"],
        "late": ["Quá hạn"],
        "undated": ["Không ngày một", "Không ngày hai"],
    }
    assert "Quá hạn đăng ký ngày hoàn thành" in text_of(client.get(address))
    mine = signed_in(case, "clerk").get("/viec/?muc=tre")
    assert {line.row.title for line in mine.context["rows"]} == {"Quá hạn", "Không ngày một"}
    one = Assignment.objects.get(task__title="Không ngày một")
    seen = text_of(signed_in(case, "clerk").get(f"/viec/{one.pk}/"))
    assert "Quá hạn đăng ký ngày hoàn thành" in seen
    assert "Hạn đăng ký: 31/01/2019" in seen


def test_the_ladder_reminds_of_the_day_that_is_owed_and_the_office_can_urge(case: Case) -> None:
    told = {due.title: (due.due_on, rung.days) for due, rung in due_now(MARCH) if due.source == "assignment"}
    assert told["Đăng ký ngày hoàn thành: 1.1 Không ngày một"] == (BY, 7)
    assert told["1.3 Quá hạn"] == (dt.date(2019, 2, 1), 7)
    before = {due.title: rung.days for due, rung in due_now(dt.date(2019, 1, 24))}
    assert before["Đăng ký ngày hoàn thành: 1.2 Không ngày hai"] == -7
    page = text_of(signed_in(case, "office").get(reverse("notifications:urge", args=[f"kehoach-{case.plan.pk}"])))
    assert "Không ngày một" in page


def test_a_dashboard_says_of_each_figure_what_the_registry_counts(case: Case) -> None:
    case.assignment(title="Từ sự việc", schedule_kind="event", event="Có yêu cầu", offset_days=10, offset_unit="days")
    gone = case.assignment(title="Thôi", end_on=dt.date(2019, 2, 1), schedule_kind="deadline")
    Assignment.objects.filter(pk=gone.pk).update(cancelled_at="2019-02-02T00:00Z", cancel_reason="Thôi")
    work = Assignment.objects.filter(plan=case.plan)
    for day in (BY, BY + dt.timedelta(1), MARCH):
        found = cuts(work, dashboard.FIGURES, 2019, day).figures
        for name in dashboard.FIGURES:
            of = counted(name, Period.year(2019), day)
            assert found[name] == (work.filter(of.part).count(), work.filter(of.whole).count()), (name, day)
