"""A unit that had to name its own day by 31/01 and named it later: the day it did so stays on the record."""

import datetime as dt
from importlib import import_module
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cchc.kernel import clock, history, indicators
from cchc.kernel.history import attributed
from cchc.kernel.period import Period
from cchc.plans.actions import targets
from cchc.plans.models import Assignment, Plan
from cchc.plans.queries.status import MUST_REGISTER, register_by
from cchc.plans.states import ScheduleKind
from cchc.plans.tests.work_cases import SETUP, Case, actor, at
from cchc.plans.tests.work_door import signed_in, text_of, with_roles

BY, MARCH, JUNE = dt.date(2019, 1, 31), dt.date(2019, 3, 5), dt.date(2019, 6, 30)
KEY = "plans.dates_registered_late"


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    case = with_roles()
    Plan.objects.filter(pk=case.plan.pk).update(target_by=BY)
    return case


def registered(case: Case, work: Assignment, on: dt.date, day: dt.date = JUNE, reason: str = "") -> None:
    targets.set_target(work.pk, day, reason=reason, actor=actor(case.people["clerk"]), now=at(on))


def test_the_first_day_of_registering_stays_when_the_day_is_moved(case: Case) -> None:
    late, in_time = case.assignment(), case.assignment()
    registered(case, in_time, BY)
    registered(case, late, MARCH)
    registered(case, late, dt.date(2019, 4, 1), dt.date(2019, 7, 31), "Chờ hướng dẫn")
    days = Assignment.objects.values_list("registered_on", "target_on")
    assert days.get(pk=late.pk) == (MARCH, dt.date(2019, 7, 31))
    assert days.get(pk=in_time.pk) == (BY, JUNE)


def test_the_page_of_the_work_says_when_it_was_registered_and_how_late(case: Case) -> None:
    late, in_time, dated = case.assignment(), case.assignment(), case.assignment(end_on=JUNE, schedule_kind="deadline")
    for work, on, day in ((late, MARCH, JUNE), (in_time, BY, JUNE), (dated, MARCH, dt.date(2019, 5, 1))):
        registered(case, work, on, day)
    seen = {work: text_of(signed_in(case, "clerk").get(_page(work))) for work in (late, in_time, dated)}
    assert "Đăng ký thời hạn ngày 05/03/2019, muộn 33 ngày (phải đăng ký chậm nhất 31/01/2019)" in seen[late]
    assert "Đăng ký thời hạn ngày 31/01/2019" in seen[in_time]
    assert "muộn" not in seen[in_time].split("Đăng ký thời hạn")[1][:40]
    assert "Đăng ký thời hạn" not in seen[dated], "the plan names the day: nothing had to be registered"


WRITTEN: list[dict[str, Any]] = [
    {"end_on": end, "schedule_kind": kind, "rrule": "FREQ=MONTHLY" if kind == "recurring" else "", **offset}
    for end, kind, offset in product(
        (None, JUNE),
        ScheduleKind.values,
        ({}, {"offset_days": 0, "offset_unit": "days"}, {"offset_days": 10, "offset_unit": "days"}),
    )
]


def test_the_rule_of_what_had_to_be_registered_says_the_same_of_rows_and_in_sql(case: Case) -> None:
    """``register_by`` (of rows that are loaded) and ``MUST_REGISTER`` (of a statement), over every written schedule."""
    for written in WRITTEN:
        case.assignment(**written)
    in_sql = set(Assignment.objects.filter(MUST_REGISTER).values_list("pk", flat=True))
    rows = Assignment.objects.select_related("task", "plan")
    assert {row.pk for row in rows if register_by(row.task, row.plan) == BY} == in_sql
    assert len({row.pk for row in rows} - in_sql) > len(in_sql) > 1


def _page(work: Assignment) -> str:
    return reverse("plans:assignment", args=[work.pk])


def test_it_is_a_figure_of_its_own_with_its_denominator_its_day_and_its_list(case: Case) -> None:
    """Of three that had to register one was late, one in time, one still owes: late in figure, list and home alike."""
    late = case.assignment()
    registered(case, late, MARCH)
    registered(case, case.assignment(), BY)
    owing = case.assignment()
    case.assignment(end_on=JUNE, schedule_kind="deadline")  # the plan names its day
    case.assignment(schedule_kind="event", event="có kết quả", offset_days=10, offset_unit="days")
    unit, one = case.units["S1"].pk, indicators.known()[KEY]
    assert one.measure([unit], Period.year(2019))[unit] == (1, 3)
    assert list(one.records(unit, Period.year(2019), "numerator")) == [late]
    assert owing in list(one.records(unit, Period.year(2019), "denominator"))
    page = signed_in(case, "office").get(reverse("plans:dashboard", args=[case.plan.pk]))
    said = "Tỷ lệ việc đăng ký thời hạn muộn: 1 trên 3 việc, đến 05/03/2019"
    assert said in text_of(page)
    listed = signed_in(case, "office").get(reverse("plans:assignments", args=[case.plan.pk]), {"dang-ky-muon": "1"})
    assert [row.id for row in listed.context["list"].page.object_list] == [late.pk]
    assert "đăng ký thời hạn muộn" in text_of(listed)


def test_until_the_day_has_passed_nobody_is_late_and_nothing_is_counted(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", BY.isoformat())
    registered(case, case.assignment(), dt.date(2019, 1, 10))
    unit = case.units["S1"].pk
    assert indicators.known()[KEY].measure([unit], Period.year(2019))[unit] == (0, 0)


def test_rows_of_before_get_the_day_that_their_history_tells_or_none(case: Case) -> None:
    """The migration: the first entry that gives a day; none for a demonstration, and none where no entry is."""
    told, untold, demo = case.assignment(), case.assignment(), case.assignment()
    registered(case, told, MARCH)
    registered(case, demo, MARCH)
    history.settle()
    with attributed(SETUP):
        other = Plan.objects.get(pk=case.plan.pk)
        other.pk, other.is_demo, other.number = None, True, "1/KH-MAU"
        other.save(force_insert=True)
        Assignment.objects.filter(pk=demo.pk).update(plan=other)
        Assignment.objects.update(registered_on=None)
    _rewrite()
    assert _registered(told) == clock.day_of(history.of("plans_assignment", told.pk)[-1].at)
    assert _registered(untold) is None
    assert _registered(demo) is None


def _rewrite() -> None:
    statement: Any = import_module("cchc.plans.migrations.0005_registered_on").FROM_HISTORY
    with attributed(SETUP), connection.cursor() as cursor:
        cursor.execute(statement)


def _registered(work: Assignment) -> dt.date | None:
    return Assignment.objects.values_list("registered_on", flat=True).get(pk=work.pk)


def test_a_list_carried_away_says_the_day_too(case: Case) -> None:
    work = case.assignment()
    registered(case, work, MARCH)
    client: Client = signed_in(case, "office")
    sheet = client.get(reverse("plans:assignments", args=[case.plan.pk]), {"xuat": "csv", "cot": "tat-ca"})
    text = b"".join(sheet.streaming_content).decode() if sheet.streaming else sheet.content.decode()
    assert "Ngày đăng ký thời hạn" in text.splitlines()[0]
    assert "2019-03-05" in text.splitlines()[1]
