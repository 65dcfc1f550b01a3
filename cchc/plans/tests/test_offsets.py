"""Days counted from an event: from the issue of the plan at adoption, from any other once it is recorded."""

import datetime as dt
from contextlib import nullcontext
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.kernel.jobs import inline
from cchc.kernel.refusal import Refusal
from cchc.notifications.models import Notice
from cchc.organisation.actions import calendars
from cchc.organisation.queries.written_calendars import written_sheets
from cchc.plans.actions import occurring
from cchc.plans.models import Assignment, Plan, Task
from cchc.plans.queries.lists import AssignmentFilter, assignment_rows, narrowed
from cchc.plans.queries.offsets import due_after
from cchc.plans.rules.offsets import Counted, check_event, counted, starts_at_issue
from cchc.plans.rules.status import Status
from cchc.plans.tests.drafts import schedule
from cchc.plans.tests.reading_cases import Readings, clear
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import by, posted, signed_in, text_of, with_roles

pytestmark = pytest.mark.django_db
HOLIDAYS = ("2019-04-29", "2019-04-30", "2019-05-01")  # 29 April was swapped for a Saturday, 4 May
WEEKDAYS = [0, 1, 2, 3, 4]
EVENT: dict[str, Any] = {"schedule_kind": "event", "event": "sau khi có kết quả", "offset_unit": "working_days"}


def weekdays(first: dt.date, end: dt.date) -> list[dt.date]:
    days = (first + dt.timedelta(days=n) for n in range((end - first).days))
    return [day for day in days if day.weekday() in WEEKDAYS]


# ------------------------------------------------------------------ rules
@pytest.mark.parametrize(
    ("event", "is_issue"),
    [
        ("kể từ ngày ban hành Kế hoạch", True),
        ("kể từ ngày ban hành Kế hoạch này", True),
        ("sau khi Kế hoạch được ban hành", True),
        ("kể từ ngày ký ban hành Kế hoạch", True),
        ("sau khi ban hành Kế hoạch kiểm tra", False),
        ("kể từ ngày ban hành Quyết định", False),
        ("sau khi có kết quả", False),
        ("", False),
    ],
)
def test_only_the_issue_of_this_plan_is_known_beforehand(event: str, is_issue: bool) -> None:
    assert starts_at_issue(event) is is_issue


@pytest.mark.parametrize(
    ("days", "unit", "due_on"),
    [
        (100, "days", "2019-06-15"),
        (1, "working_days", "2019-03-08"),
        (10, "working_days", "2019-03-21"),  # Thursday 7 March is not counted itself
        (-5, "working_days", "2019-02-28"),
        (-5, "days", "2019-03-02"),
        (0, "working_days", "2019-03-07"),
    ],
)
def test_days_are_counted_from_the_day_after(days: int, unit: str, due_on: str) -> None:
    assert counted(dt.date(2019, 3, 7), days, unit, weekdays) == Counted(dt.date.fromisoformat(due_on))


@given(start=st.dates(dt.date(2018, 1, 1), dt.date(2026, 1, 1)), days=st.integers(1, 250))
def test_between_event_and_due_day_lie_just_so_many_working_days(start: dt.date, days: int) -> None:
    due_on = counted(start, days, "working_days", weekdays).due_on
    assert len(weekdays(start + dt.timedelta(days=1), due_on + dt.timedelta(days=1))) == days
    assert due_on.weekday() in WEEKDAYS


@pytest.mark.parametrize(
    ("day", "days", "told"),
    [
        ("2019-03-07", 10, ""),
        ("2019-03-08", 10, "chưa xảy ra"),
        ("2019-03-08", 0, "chưa xảy ra"),  # due on the day itself, which hasn't come
        ("2019-03-08", -1, ""),  # due before it: its day is known beforehand
        ("2018-12-06", 10, ""),
        ("2018-12-05", 10, "trước ngày ban hành kế hoạch"),
        ("2028-12-03", -1, ""),  # 3,650 days
        ("2028-12-04", -1, "quá xa"),
    ],
)
def test_which_day_an_event_may_have(day: str, days: int, told: str) -> None:
    with pytest.raises(Refusal, match=told) if told else nullcontext():
        check_event(dt.date.fromisoformat(day), days, dt.date(2018, 12, 6), dt.date(2019, 3, 7))


@given(st.text(max_size=12).filter(lambda word: word not in {"days", "working_days"}))
@example("day")
@example("")
def test_days_are_counted_in_no_other_unit(unit: str) -> None:
    with pytest.raises(ValueError, match="unit"):
        counted(dt.date(2019, 3, 7), 10, unit, weekdays)


# ------------------------------------------------------------------ adoption
def test_days_from_the_issue_of_the_plan_are_due_from_adoption_on() -> None:
    readings = Readings(Case.make())
    counts = {"offset_days": 100, "offset_unit": "days"}
    issue = schedule("event", event="kể từ ngày ban hành Kế hoạch", text="100 ngày kể từ …", **counts)
    other = schedule("event", event="sau khi có kết quả", offset_days=10, offset_unit="working_days")
    plan = readings.adopted(clear("1.a", schedule=issue), clear("1.b", schedule=other))
    due = dict(Assignment.objects.filter(plan=plan).values_list("task__code", "due_on"))
    assert due == {"1.a": dt.date(2019, 3, 16), "1.b": None}  # 6 December 2018 and 100 days
    kept = Task.objects.filter(plan=plan).values_list("code", "offset_days", "offset_unit").order_by("code")
    assert list(kept) == [("1.a", 100, "days"), ("1.b", 10, "working_days")]


# ------------------------------------------------------------------ recording
@pytest.fixture
def case() -> Case:
    calendars.load(written_sheets(), {}, actor=SETUP, now=at(MARCH))
    return with_roles()


def test_public_holidays_are_passed_over_and_named(case: Case) -> None:
    one = case.assignment(offset_days=5, **EVENT)
    found = due_after(dt.date(2019, 4, 26), 5, "working_days", one.unit_id)
    assert found == Counted(dt.date(2019, 5, 7), tuple(dt.date.fromisoformat(d) for d in HOLIDAYS))


def test_the_unit_records_the_event_and_the_due_day_follows_in_words(case: Case) -> None:
    one = case.assignment(offset_days=10, **EVENT)
    client = signed_in(case, "clerk")
    before = text_of(client.get(reverse("plans:assignment", args=[one.pk])))
    assert "Chờ sự việc để tính hạn" in before
    assert "10 ngày làm việc sau khi có kết quả" in before
    seen = text_of(posted(client, "event", one.pk, event_on="07/03/2019"))
    assert "Đã ghi ngày phát sinh" in seen
    assert "10 ngày làm việc kể từ ngày phát sinh 07/03/2019, không tính ngày nghỉ hằng tuần" in seen
    one.refresh_from_db()
    assert (one.event_on, one.event_due_on, one.due_on) == (dt.date(2019, 3, 7), *[dt.date(2019, 3, 21)] * 2)


def test_no_day_may_lie_ahead_or_before_the_plan_and_a_second_one_is_refused(case: Case) -> None:
    one = case.assignment(offset_days=10, **EVENT)
    for day, told in ((MARCH + dt.timedelta(days=1), "chưa xảy ra"), (dt.date(2018, 1, 1), "trước ngày ban hành")):
        with pytest.raises(Refusal, match=told):
            occurring.record(one.pk, day, **by(case, "clerk"))
    first = MARCH - dt.timedelta(days=3)
    occurring.record(one.pk, first, **by(case, "clerk"))
    with pytest.raises(Refusal, match="chỉ cơ quan theo dõi kế hoạch"):
        occurring.record(one.pk, MARCH, **by(case, "clerk"))
    one.refresh_from_db()
    assert one.event_on == first


def test_the_office_corrects_a_recorded_day_with_a_reason_and_both_are_told(case: Case) -> None:
    one = case.assignment(offset_days=10, **EVENT)
    first, second = MARCH - dt.timedelta(days=3), MARCH - dt.timedelta(days=2)
    with pytest.raises(Refusal, match="chưa có gì để sửa"):
        occurring.correct(one.pk, first, "nhầm", **by(case, "office"))
    occurring.record(one.pk, first, **by(case, "clerk"))
    assert told_of_the_day(case) == {"office": [""]}
    for day, reason, words in ((first, "nhầm", "chọn ngày khác"), (second, " ", "lý do")):
        with pytest.raises(Refusal, match=words):
            occurring.correct(one.pk, day, reason, **by(case, "office"))
    due = occurring.correct(one.pk, second, "Theo ngày ký biên bản", **by(case, "office")).due_on
    one.refresh_from_db()
    assert (one.event_on, one.due_on, one.event_reason) == (second, due, "Theo ngày ký biên bản")
    told = told_of_the_day(case)
    assert told["office"] == ["", "Theo ngày ký biên bản"]
    assert told["clerk"] == told["head"] == ["Theo ngày ký biên bản"]


def told_of_the_day(case: Case) -> dict[str, list[str]]:
    inline.run_waiting()
    found: dict[str, list[str]] = {}
    for name in ("clerk", "head", "office"):
        notes = Notice.objects.filter(user=case.people[name], what="event_day").order_by("pk")
        if notes:
            found[name] = list(notes.values_list("note", flat=True))
    return found


@pytest.mark.parametrize(("name", "status"), [("clerk", 403), ("head", 403), ("other", 403), ("office", 200)])
def test_only_the_office_is_asked_for_a_correction(case: Case, name: str, status: int) -> None:
    one = case.assignment(offset_days=10, **EVENT)
    occurring.record(one.pk, MARCH, **by(case, "clerk"))
    assert signed_in(case, name).get(reverse("plans:event_correct", args=[one.pk])).status_code == status
    page = signed_in(case, name).get(reverse("plans:assignment", args=[one.pk]), follow=True)
    assert ("Sửa ngày phát sinh" in text_of(page)) is (name == "office")


def test_without_an_event_there_is_no_such_page(case: Case) -> None:
    one = case.assignment(end_on=dt.date(2019, 6, 30))
    assert signed_in(case, "clerk").get(reverse("plans:event", args=[one.pk])).status_code == 404
    assert signed_in(case, "office").get(reverse("plans:event_correct", args=[one.pk])).status_code == 404


def test_what_counts_from_no_event_has_none_to_record(case: Case) -> None:
    one = case.assignment(end_on=dt.date(2019, 6, 30))
    with pytest.raises(Refusal, match="không cần ghi ngày phát sinh"):
        occurring.record(one.pk, MARCH, **by(case, "clerk"))


def test_what_waits_for_its_event_is_not_late_in_naming_a_day(case: Case) -> None:
    Plan.objects.filter(pk=case.plan.pk).update(target_by=dt.date(2019, 1, 31))
    waits, vague = case.assignment(offset_days=10, **EVENT), case.assignment()
    day = dt.date(2019, 5, 1)
    rows = assignment_rows(narrowed(Assignment.objects.order_by("pk"), AssignmentFilter(), day), day)
    assert [row.status for row in rows] == [Status.NOT_STARTED, Status.UNDATED]
    late = narrowed(Assignment.objects.all(), AssignmentFilter(status="tre"), day)
    assert [row.pk for row in late] == [vague.pk]
    assert waits.pk != vague.pk


@pytest.mark.parametrize(("name", "status"), [("other", 404), ("district", 404), ("head", 200)])
def test_only_the_unit_itself_is_asked(case: Case, name: str, status: int) -> None:
    one = case.assignment(offset_days=10, **EVENT)
    client: Client = signed_in(case, name)
    assert client.get(reverse("plans:event", args=[one.pk])).status_code == status


def test_the_page_of_the_task_says_how_it_counts(case: Case) -> None:
    one = case.assignment(offset_days=10, **EVENT)
    seen = text_of(signed_in(case, "clerk").get(reverse("plans:task", args=[one.task_id])))
    assert "10 ngày làm việc sau khi có kết quả (tính hạn khi đơn vị ghi ngày phát sinh)" in seen
