"""From a reading to a plan: what adoption shows and makes, what a correction changes, who may open it, at what cost."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cchc.plans.models import Plan, Reading
from cchc.plans.tests.drafts import schedule
from cchc.plans.tests.reading_cases import RADIO, VIDEO, Readings, clear, led_by, work
from cchc.plans.tests.review_pages import MONEY, seen, signed_in, url
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db


# ------------------------------------------------------------------ adoption
def test_adoption_shows_what_it_makes_makes_it_and_says_what_is_next(readings: Readings) -> None:
    some = readings.waiting(
        clear("1.a", "S1", "S2", title=RADIO, budget=MONEY),
        clear("1.b", title=VIDEO, lead=led_by("H", "X1", condition="có điều kiện", optional=True)),
    )
    client = signed_in(readings)
    check = seen(client.get(url("adopt", some.pk)))
    assert "Phê duyệt và giao việc: 4 việc cho 4 đơn vị" in check
    assert "2 việc để đơn vị tự đăng ký" in check
    assert "40 triệu đồng" in check
    done = seen(client.post(url("adopt", some.pk), {"version": 1}, follow=True))
    assert "đã phê duyệt: 4 việc giao cho 4 đơn vị" in done
    assert "đăng ký ngày hoàn thành trước 31/01/2019" in done
    plan = Plan.objects.get(number="9/KH-UBND")
    assert work(plan) == {"1.a": ["S1", "S2"], "1.b": ["H", "X1"]}
    assert client.get(url("review", some.pk))["Location"] == url("adopted", some.pk)


def test_adoption_says_what_stops_it(readings: Readings, waiting: Reading) -> None:
    client = signed_in(readings)
    check = client.get(url("adopt", waiting.pk))
    assert "Chưa phê duyệt được" in seen(check)
    assert ">Phê duyệt và giao việc</button>" not in tight(check.content.decode())
    answer = client.post(url("adopt", waiting.pk), {"version": 1})
    assert answer.status_code == 422
    assert "Còn 2 chỗ phải sửa trước khi phê duyệt" in seen(answer)


def test_a_correction_shows_old_beside_new_and_what_becomes_of_the_work(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", "S1", "S2", title=RADIO), clear("1.b", title=VIDEO))
    june = schedule("deadline", text="30/6/2019", end="2019-06-30")
    some = readings.waiting(clear("1.a", "S1", "H", title=RADIO, schedule=june), plan=plan)
    client = signed_in(readings)
    page = seen(client.get(url("reading_changes", some.pk)))
    assert "Bản sửa: 1 nhiệm vụ đổi, 0 thêm, 1 không còn, 0 giữ nguyên" in page
    assert "Việc: 1 giữ nguyên, 1 giao thêm, 2 hủy" in page
    assert "Chậm nhất 30/06/2019" in page
    assert "thêm 1 việc, hủy 2 việc" in seen(client.get(url("adopt", some.pk)))
    client.post(url("adopt", some.pk), {"version": 1})
    assert work(plan) == {"1.a": ["S1", "H"]}


# ------------------------------------------------------------------ who, and how dear
PAGES = ["review", "mend_frame", "add_group", "alias", "add_task", "drop_reading", "adopt"]
BUTTONS = ["settle", "resolve_again"]


@pytest.mark.parametrize("who", ["clerk", "head", "district"])
def test_nobody_but_the_issuing_office_opens_a_reading(readings: Readings, waiting: Reading, who: str) -> None:
    client = signed_in(readings, who)
    expected = 404 if who == "district" else 403
    for name in PAGES:
        assert client.get(url(name, waiting.pk)).status_code == expected, name
    for name in BUTTONS:
        assert client.post(url(name, waiting.pk), {"doubt": "x"}).status_code == expected, name
    for name in ("mend_task", "remove_task"):
        assert client.get(url(name, waiting.pk, 1)).status_code == expected, name
    assert client.post(url("adopt", waiting.pk), {"version": 1}).status_code == expected
    waiting.refresh_from_db()
    assert (waiting.state, waiting.version) == ("open", 1)


def test_a_stranger_is_sent_to_sign_in(readings: Readings, waiting: Reading) -> None:
    for name in PAGES:
        assert "next=" in Client().get(url(name, waiting.pk))["Location"]


def test_the_list_shows_the_readings_of_ones_own_office_only(readings: Readings, waiting: Reading) -> None:
    assert "9/KH-UBND" in seen(signed_in(readings).get(url("readings")))
    assert "9/KH-UBND" not in seen(signed_in(readings, "district").get(url("readings")))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        (
            "review",
            6,
        ),  # session, person with roles, the registry's stamp, the reading with source and plan, and two to spare
        ("adopt", 6),
        ("mend_frame", 6),
        ("add_task", 6),
    ],
)
def test_pages_cost_a_fixed_number_of_queries(
    readings: Readings, django_assert_max_num_queries: DjangoAssertNumQueries, name: str, most: int
) -> None:
    few = readings.waiting(clear("1.a"))
    many = readings.waiting(*(clear(f"1.{n}", "S1", "S2", "H") for n in range(40)))
    client = signed_in(readings)
    client.get(url(name, few.pk))  # the registry is read once and then remembered
    for some in (few, many):
        with django_assert_max_num_queries(most):
            assert client.get(url(name, some.pk)).status_code == 200


def test_the_list_of_readings_costs_a_fixed_number_of_queries(
    readings: Readings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        readings.waiting(clear("1.a"), number=f"{n}/KH-UBND")
    client = signed_in(readings)
    client.get(url("readings"))
    with django_assert_max_num_queries(6):
        assert client.get(url("readings")).status_code == 200
