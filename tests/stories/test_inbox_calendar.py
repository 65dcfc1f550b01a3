"""The days of the inbox as a month and as a feed: whose they are, how the secret lives and dies, what is logged."""

import datetime as dt
import io
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from cchc.accounts.models import Grant, User
from cchc.inbox.models import Feed
from cchc.inbox.pages import calendar
from cchc.kernel.history import entries
from cchc.kernel.log_secrets import Formatter
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import signed_in, text_of, with_roles

ADDRESS = "/viec-cua-toi/lich/dia-chi/"


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    case = with_roles()
    case.assignment(end_on=dt.date(2019, 3, 20), title="Rà soát; công bố, thủ tục")
    case.assignment("S2", end_on=dt.date(2019, 3, 21), title="Việc của sở khác")
    return case


def made(client: Client) -> str:
    [path] = re.findall(r"https?://testserver(/lich/[\w-]+\.ics)", client.post(ADDRESS).content.decode())
    return path


def test_a_month_shows_its_days_and_leads_to_others(case: Case) -> None:
    client = signed_in(case, "clerk")
    page = text_of(client.get("/viec-cua-toi/lich/"))
    assert "Hạn trong tháng 3 năm 2019" in page
    assert "Rà soát; công bố, thủ tục" in page
    assert "Việc của sở khác" not in page
    assert "Rà soát" not in text_of(client.get("/viec-cua-toi/lich/?thang=2019-05"))
    for strange in ("2019-13", "nay", "0-1", "99999-1", "2100-12", "2000-1"):
        assert client.get(f"/viec-cua-toi/lich/?thang={strange}").status_code == 200


def test_whoever_has_the_address_reads_the_days_and_nobody_else(case: Case) -> None:
    path = made(signed_in(case, "clerk"))
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, max-age=900"
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    [own] = [one for one in events if "Rà soát" in one["SUMMARY"]]
    assert (str(own["SUMMARY"]), own["DTSTART"].dt) == ("1.1 Rà soát; công bố, thủ tục", dt.date(2019, 3, 20))
    assert not [one for one in events if "sở khác" in one["SUMMARY"]]
    assert Client().get("/lich/khong-co.ics").status_code == 404


def test_another_address_and_taking_it_back_end_the_old_one_at_once(case: Case) -> None:
    client = signed_in(case, "clerk")
    first = made(client)
    second = made(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert first not in client.get(ADDRESS).content.decode(), "shown once"
    client.post("/viec-cua-toi/lich/thu-hoi/")
    assert Client().get(second).status_code == 404
    assert not Feed.objects.exists()


def test_with_the_roles_gone_it_is_empty_and_with_the_account_it_is_gone(case: Case) -> None:
    path = made(signed_in(case, "clerk"))
    Grant.objects.filter(user=case.people["clerk"]).delete()
    assert not Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    User.objects.filter(pk=case.people["clerk"].pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_the_secret_is_neither_in_the_trail_nor_in_the_log(case: Case) -> None:
    client, stream = signed_in(case, "clerk"), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter("%(message)s"))
    logging.getLogger("django.request").addHandler(handler)
    try:
        path = made(client)
        secret = path.split("/")[2].removesuffix(".ics")
        number, digest = Feed.objects.values_list("pk", "digest").get()
        client.post("/viec-cua-toi/lich/thu-hoi/")
        assert Client().get(path).status_code == 404
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert "Not Found: /lich/….ics" in stream.getvalue()
    assert secret not in stream.getvalue()
    entries.settle()
    told = entries.of("inbox_feed", number)
    assert len(told) == 2
    said = " ".join(f"{one.before} {one.after}" for one in told)
    assert secret not in said
    assert digest not in said


def test_a_feed_is_bounded_and_costs_a_query_a_part(
    case: Case, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(1, 29):
        case.assignment(end_on=dt.date(2019, 4, day))
    path = made(signed_in(case, "clerk"))
    monkeypatch.setattr(calendar, "MAX_ITEMS", len(days(path)))
    with django_assert_max_num_queries(13):
        assert len(days(path)) > 28
    monkeypatch.setattr(calendar, "MAX_ITEMS", 20)
    with django_assert_max_num_queries(22):
        assert len(days(path)) == 20


def days(path: str) -> list[dt.date]:
    events = Calendar.from_ical(Client().get(path).content).walk("VEVENT")
    return sorted(one["DTSTART"].dt for one in events)


@pytest.mark.parametrize("room", [-1, 0, 2])
def test_a_full_feed_holds_what_is_to_come_before_what_is_late(
    case: Case, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    for day in range(1, 11):
        case.assignment(end_on=dt.date(2019, 2, day))
    case.assignment(end_on=MARCH)
    path = made(signed_in(case, "clerk"))
    whole = days(path)
    late, ahead = [day for day in whole if day < MARCH], [day for day in whole if day >= MARCH]
    assert len(late) >= 10
    assert ahead[0] == MARCH
    monkeypatch.setattr(calendar, "MAX_ITEMS", len(ahead) + room)
    assert days(path) == (late[:room] + ahead if room > 0 else ahead[: len(ahead) + room])


def test_who_may_see_no_list_makes_no_address(case: Case) -> None:
    reader = User.objects.create(username="nguoi-xem", full_name="Người Xem", unit=case.units["P"])
    Grant.objects.create(user=reader, role="reader", unit=case.units["P"], valid_from=dt.date(2018, 1, 1))
    client = Client()
    client.force_login(reader)
    assert client.post(ADDRESS).status_code == 403
    assert reverse("inbox:work") not in client.get("/tong-quan/", follow=True).content.decode()
