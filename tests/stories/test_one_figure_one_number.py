"""One figure has one name and one number, on every page and paper that shows it; each is counted here by hand."""

import csv
import datetime as dt
import io
import re
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from cchc.accounts.actions import tokens
from cchc.kernel import clock, indicators
from cchc.kernel.history import attributed
from cchc.kernel.period import Period
from cchc.meetings.actions import holding
from cchc.meetings.documents import paper
from cchc.meetings.models import Meeting
from cchc.meetings.pages.projecting import slides
from cchc.meetings.queries import brief
from cchc.meetings.types import Header
from cchc.par_index.queries import measured
from cchc.par_index.types import Scheme
from cchc.plans.models import Assignment, Plan, Task, TaskGroup
from cchc.plans.queries import figures
from cchc.plans.tests.work_cases import SETUP, Case
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles
from cchc.ui.tests.page import tight

TODAY = dt.date(2019, 7, 5)
FEB, MAR, JUN, OCT, NOV = (dt.date(2019, month, 1) for month in (2, 3, 6, 10, 11))
# Given 7; due by now 5 (late, without a day, done, done late, waiting), 2 of them done; in all 3 done, 2 late.
SHARES = {"plans.tasks_done": (2, 5), "plans.year_done": (3, 7)}
COUNTS = {"plans.tasks_given": 7, "plans.tasks_late": 2, "plans.dates_owed": 1}
SHOWN = {"plans.tasks_done": "40%", "plans.year_done": "42,9%", **{key: str(n) for key, n in COUNTS.items()}}
FIGURE = re.compile(r'data-indicator="([\w.]+)"><b><a href="([^"]+)">([^<]+)</a></b><span>([^<]*)</span>')


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Seven pieces of work and a cancelled one; a unit's own plan that carries one out; a plan of next year."""
    monkeypatch.setenv("CCHC_DEMO_DATE", TODAY.isoformat())
    case = with_roles()
    Plan.objects.filter(pk=case.plan.pk).update(target_by=dt.date(2019, 1, 31))
    late = case.assignment(end_on=FEB, schedule_kind="deadline")
    finished(case.assignment(end_on=MAR, schedule_kind="deadline"), on=FEB)
    case.assignment(end_on=OCT, schedule_kind="deadline")
    case.assignment()
    finished(case.assignment(end_on=NOV, schedule_kind="deadline"), on=MAR)
    finished(case.assignment("X1", end_on=FEB, schedule_kind="deadline"), on=JUN)
    waiting = case.assignment("S2", end_on=JUN, schedule_kind="deadline")
    Assignment.objects.filter(pk=waiting.pk).update(is_pending=True, is_started=True)
    gone = case.assignment("S2", end_on=FEB, schedule_kind="deadline")
    Assignment.objects.filter(pk=gone.pk).update(cancelled_at="2019-02-01T00:00Z", cancel_reason="Thôi")
    with attributed(SETUP):
        own = another_plan(case, "S1", 2019, parent=case.plan)
        work_of(own, case, "S1", implements=late)
        work_of(another_plan(case, "P", 2020), case, "S1")
    return case


def finished(work: Assignment, on: dt.date) -> None:
    Assignment.objects.filter(pk=work.pk).update(done_on=on, percent=100, is_started=True)


def another_plan(case: Case, unit: str, year: int, parent: Plan | None = None) -> Plan:
    return Plan.objects.create(
        unit=case.units[unit], parent=parent, number=f"1/KH-{unit}", issued_on=dt.date(year - 1, 12, 20), issuer="Sở",
        title=f"Kế hoạch {year}", year=year, state="adopted",
    )  # fmt: skip


def work_of(plan: Plan, case: Case, unit: str, implements: Assignment | None = None) -> Assignment:
    group = TaskGroup.objects.create(plan=plan, no="1", title="Chung", position=1)
    task = Task.objects.create(
        plan=plan, group=group, code="1.1", position=1, title="Việc", schedule_kind="undetermined", budget_kind="none",
        implements=implements,
    )  # fmt: skip
    return Assignment.objects.create(plan=plan, task=task, unit=case.units[unit], due_on=FEB)


@pytest.fixture
def office(case: Case) -> Client:
    return signed_in(case, "office")


def on_page(answer: Any) -> dict[str, tuple[str, str]]:
    """Return the figures of a page: the number and the words under it, by the key of the registry."""
    return {key: (number, words) for key, _href, number, words in FIGURE.findall(tight(answer.content.decode()))}


def numbers(answer: Any) -> dict[str, str]:
    return {key: number for key, (number, _words) in on_page(answer).items() if key in SHOWN}


def test_home_is_the_years_work_and_not_the_newest_plan(case: Case, office: Client) -> None:
    home = office.get("/", follow=True)
    assert home.redirect_chain[-1][0] == reverse("plans:year", args=[2019])
    assert numbers(home) == SHOWN
    seen = text_of(home)
    assert "Năm 2019: 40% việc đến hạn đã hoàn thành, 2 việc đang trễ ở 1 đơn vị" in seen
    assert "Số liệu của toàn tỉnh, tính đến 05/07/2019" in seen
    assert [line.id for line in home.context["seen"].plans] == [case.plan.pk]
    assert reverse("plans:year", args=[2020]) in home.content.decode()
    assert "Năm 2020 chưa bắt đầu" in text_of(office.get(reverse("plans:year", args=[2020])))
    assert office.get(reverse("plans:year", args=[2017])).status_code == 404


def test_the_plan_the_meeting_and_the_pages_of_indicators_say_the_same(case: Case, office: Client) -> None:
    assert numbers(office.get(reverse("plans:dashboard", args=[case.plan.pk]))) == SHOWN
    meeting = held(case)
    shown = numbers(office.get(reverse("meetings:meeting", args=[meeting.pk])))
    assert shown == {key: number for key, number in SHOWN.items() if key in shown}
    assert shown.keys() == {"plans.tasks_done", "plans.year_done", "plans.tasks_late"}
    assert "Tiến độ của kế hoạch 272/KH-UBND" in text_of(office.get(reverse("meetings:meeting", args=[meeting.pk])))
    readings = {one.indicator.key: one for one in office.get("/so-lieu/?ky=2019").context["readings"]}
    assert {key: readings[key].now for key in SHARES} == SHARES
    assert {key: readings[key].now[0] for key in COUNTS} == COUNTS
    for key in SHOWN:
        page = office.get(f"/so-lieu/{key}/?ky=2019")
        assert page.context["total"][0] == (SHARES[key][0] if key in SHARES else COUNTS[key]), key


def test_papers_slides_lists_the_interface_and_the_index_say_the_same(case: Case, office: Client) -> None:
    told = brief.brief(held(case), TODAY)
    words = " ".join(str(getattr(block, "words", "")) for block in paper._results(told))
    assert "Kế hoạch 272/KH-UBND: 7 việc giao cho 3 đơn vị" in words
    assert "Tỷ lệ việc đến hạn đã hoàn thành (của kế hoạch này): 40% (2/5)" in words
    assert "Tỷ lệ việc đến hạn đã hoàn thành (các kế hoạch năm 2019): 40% (2/5) từ đầu năm" in words
    assert "Tỷ lệ việc cả năm đã hoàn thành (của kế hoạch này): 42,9% (3/7)" in words
    assert "Số việc đang trễ (của kế hoạch này): 2 (trong đó quá hạn đăng ký ngày hoàn thành 1)" in words
    figures = next(one for one in slides(told, []) if one.kind == "figures")
    assert figures.rows[0] == ("40%", "Tỷ lệ việc đến hạn đã hoàn thành (2/5)")
    tally = office.get(reverse("plans:plans")).context["tallies"][case.plan.pk]
    assert (tally.due_done, tally.due, tally.done, tally.total, tally.late) == (2, 5, 3, 7, 2)
    assert added_up(office, case, "Việc đã giao", "Xong", "Trễ") == [7, 3, 2]
    counts = over_http(case, f"/api/v1/plans/{case.plan.pk}/overview")["counts"]
    assert [counts[name] for name in ("due_done", "due", "done", "total", "late")] == [2, 5, 3, 7, 2]
    leaf = SimpleNamespace(code="1", indicator="plans.tasks_done", rule=None)
    units = [unit.pk for unit in case.units.values()]
    given = measured.givens(cast(Scheme, SimpleNamespace(leaves=[leaf])), units, Period.year(2019))
    assert indicators.total((int(one.num), int(one.den)) for one in given.values()) == SHARES["plans.tasks_done"]


def added_up(office: Client, case: Case, *columns: str) -> list[int]:
    """Return the sums of some columns of the file of a plan's tasks."""
    file = office.get(reverse("plans:tasks", args=[case.plan.pk]), {"xuat": "csv", "cot": "tat-ca"})
    rows = list(csv.DictReader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    return [sum(int(row[column] or 0) for row in rows) for column in columns]


def over_http(case: Case, address: str) -> dict[str, Any]:
    office = case.people["office"]
    now = dt.datetime(2019, 7, 5, 9, tzinfo=clock.ZONE)
    raw = tokens.issue(office.pk, name="m", scopes={"plan.read", "assignment.read"}, days=9, actor=SETUP, now=now).raw
    found: dict[str, Any] = Client(headers={"authorization": f"Bearer {raw}"}).get(address).json()
    return found


def held(case: Case) -> Meeting:
    header = Header(2019, 2, TODAY, "Hội trường", "Đồng chí Chủ tịch")
    return Meeting.objects.get(pk=holding.prepare(case.units["P"].pk, header, **by(case, "office")))


@pytest.mark.parametrize("page", ["home", "plan"])
def test_every_figure_has_the_name_of_the_registry_and_opens_as_many_records(
    case: Case, office: Client, page: str
) -> None:
    address = reverse("plans:year", args=[2019]) if page == "home" else reverse("plans:dashboard", args=[case.plan.pk])
    found = FIGURE.findall(tight(office.get(address).content.decode()))
    assert {key for key, *_rest in found} >= SHOWN.keys()
    for key, href, _number, words in found:
        assert words.startswith(str(indicators.known()[key].label)), key
        if key in SHARES:
            assert f"{SHARES[key][0]} trên {SHARES[key][1]} việc, đến" in words
        if key == "plans.tasks_done":
            assert "kể cả 1 việc quá hạn đăng ký ngày hoàn thành" in words
        if key in SHOWN:
            listed = office.get(href.replace("&amp;", "&")).context["list"].page.paginator.count
            expected = SHARES[key][0] if key in SHARES else COUNTS[key]
            assert listed == expected, key


def test_a_quarter_that_has_not_begun_says_so_and_counts_nothing(case: Case, office: Client) -> None:
    page = office.get("/so-lieu/?ky=2019-q4")
    assert "Quý IV/2019 chưa bắt đầu" in text_of(page)
    assert all(one.value is None for one in page.context["readings"])
    assert "chưa bắt đầu" in text_of(office.get("/so-lieu/plans.tasks_done/?ky=2019"))
    assert "chưa bắt đầu" in text_of(office.get(reverse("plans:year", args=[2019])))
    assert "việc chưa đến hạn không tính là trễ" in text_of(office.get("/so-lieu/?ky=2019-q3"))
    third = indicators.known()["plans.tasks_done"].measure([case.units["S1"].pk], Period.quarter(2019, 4))
    assert third[case.units["S1"].pk] == (0, 0), "work done before it is due is not yet counted as due"


def test_what_is_late_has_fallen_due_whether_its_day_passed_or_was_never_registered(case: Case) -> None:
    """Due work is done, late or waits for the office; a unit that registers no day has no better share for it."""
    for key in ("plans.tasks_done", "plans.tasks_done_on_time", "plans.tasks_reported"):
        one, unit = indicators.known()[key], case.units["S1"].pk
        assert one.measure([unit], Period.year(2019))[unit][1] == 3, key  # late, done, and the one without a day
        assert one.measure([unit], Period.quarter(2019, 1))[unit][1] == 3, key
        assert len(one.records(unit, Period.quarter(2019, 1), "denominator")) == 3, key
        assert one.measure([unit], Period.quarter(2019, 2))[unit][1] == 0, key
    work = Assignment.objects.filter(plan=case.plan)
    tally = figures.tallies_by(work, "plan_id", TODAY)[case.plan.pk]
    assert tally.due == tally.due_done + tally.late + tally.awaiting == 5


def test_a_day_that_may_still_be_registered_is_counted_apart_from_one_that_waits_for_an_event(
    case: Case, office: Client
) -> None:
    Plan.objects.filter(pk=case.plan.pk).update(target_by=TODAY)
    case.assignment(schedule_kind="event", event="có kết quả", offset_days=10, offset_unit="days")
    page = office.get(reverse("plans:dashboard", args=[case.plan.pk]))
    href, number = next(
        (href, n) for key, href, n, _words in FIGURE.findall(tight(page.content.decode())) if "dates_open" in key
    )
    assert number == "1"
    assert office.get(href).context["list"].page.paginator.count == 1
    assert "dates_owed" not in page.content.decode()


def test_a_bar_has_the_parts_of_the_figures_beside_it(case: Case, office: Client) -> None:
    """Seven: 3 done (42,9% of the year, as the figure says), 1 waits for the office, 1 still in time, 2 late."""
    parts = "xong 42,9%, chờ xác nhận 14,3%, còn hạn 14,3%, trễ 28,6%"
    for address in (reverse("plans:plans"), reverse("plans:year", args=[2019])):
        assert f'aria-label="{parts}"' in office.get(address).content.decode(), address
    dashboard = tight(office.get(reverse("plans:dashboard", args=[case.plan.pk])).content.decode())
    assert f'aria-label="{parts}"' in dashboard, "the one field of the plan"
    assert ">chờ xác nhận<" in dashboard, "the legend names what the bar draws"
    waits = 'aria-label="chờ xác nhận 100%"'
    assert waits in dashboard, "the department whose only work waits has neither late nor open work"
    assert waits in office.get(reverse("meetings:meeting", args=[held(case).pk])).content.decode()


def test_what_waits_for_the_office_is_not_drawn_as_still_in_time(case: Case, office: Client) -> None:
    bars = office.get(reverse("plans:year", args=[2019])).context["quarters"]
    assert [part.word for part in bars.parts] == ["xong", "chờ xác nhận", "còn hạn", "có nguy cơ", "trễ"]
    second = next(bar for bar in bars.bars if bar.label == "Quý II/2019")
    assert tuple(second.values) == (0, 1, 0, 0, 0)
