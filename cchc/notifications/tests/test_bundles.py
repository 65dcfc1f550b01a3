"""What a watcher is told of other units' work is one line a plan, in the list, at the bell and in the letter."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cchc.accounts.models import User
from cchc.accounts.types import Role
from cchc.notifications.actions import telling
from cchc.notifications.documents import digest
from cchc.notifications.models import Notice
from cchc.notifications.tests.people import MONDAY, calendar, person, units
from cchc.notifications.types import Level, News

PLAN, DAY = "thử.plan:2", dt.date(2019, 9, 1)


class World:
    """An office of the province, told of 12 late tasks of others, of one of its own, and that a report arrived."""

    def __init__(self) -> None:
        calendar()
        self.units = units()
        self.office = User.objects.get(pk=person("van-phong", self.units["tinh"], Role.OFFICE))
        news = [self.late(number, "so" if number % 2 else "huyen") for number in range(12)]
        news += [self.late(99, "tinh"), self.news("den", "delivered", "so", "Báo cáo quý III")]
        telling.write([telling.notice(one, self.office.pk, MONDAY) for one in news])

    def late(self, number: int, unit: str) -> News:
        return self.news(f"k{number}", "overdue", unit, f"Việc {number}", matter=f"thử:{number}", of=PLAN,
                         of_title="272/KH-UBND", due_on=DAY)  # fmt: skip

    def news(self, key: str, what: str, unit: str, title: str, **more: object) -> News:
        return News(key, what, self.units[unit], title, "/viec/", (Level.OFFICE,), **more)  # type: ignore[arg-type]

    def page(self, path: str) -> str:
        return self.client().get(path).content.decode()

    def client(self) -> Client:
        client = Client()
        client.force_login(self.office)
        return client


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-09-30")
    return World()


def test_many_more_behind_the_line_ask_no_more_queries(world: World) -> None:
    world.page("/thong-bao/")
    costs = []
    for first in (100, 200):
        with CaptureQueriesContext(connection) as asked:
            world.page("/thong-bao/")
        costs.append(len(asked))
        more = [world.late(first + number, "so") for number in range(60)]
        telling.write([telling.notice(one, world.office.pk, MONDAY) for one in more])
    assert costs[0] == costs[1]


def test_the_list_names_what_is_for_the_reader_first_and_the_rest_in_one_line(world: World) -> None:
    page = world.page("/thong-bao/")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert main.count("<div") == main.count("</div>")  # the cards lie beside the title, not in it
    assert '<b class="bell__count">3</b>' in page
    assert "3 thông báo chưa đọc" in page
    own, watched = page.split("Của các đơn vị bạn theo dõi")
    assert ("Việc 99" in own, "Báo cáo quý III" in own, "Việc 1" in own.replace("Việc 99", "")) == (True, True, False)
    assert "12 việc, 2 đơn vị" in watched
    assert "272/KH-UBND" in watched
    english = world.page("/en/thong-bao/")
    assert "Of the units you watch" in english
    assert "12 tasks, 2 units" in english


def test_the_list_behind_the_line_has_them_all_and_each_leads_to_its_matter(world: World) -> None:
    page = world.page("/thong-bao/?nhom=overdue+th%E1%BB%AD.plan:2")
    assert page.count('class="notices__open"') == 12
    assert "Việc 99" not in page
    assert world.client().get("/thong-bao/?nhom=x").status_code == 200


def test_marking_the_line_marks_all_behind_it_and_nothing_else(world: World) -> None:
    world.client().post("/thong-bao/da-doc/", {"nhom": f"overdue {PLAN}"})
    assert sorted(Notice.objects.filter(read_at=None).values_list("key", flat=True)) == ["den", "k99"]
    assert '<b class="bell__count">2</b>' in world.page("/thong-bao/")


def test_the_letter_says_one_line_with_the_list_behind_it(world: World) -> None:
    with translation.override("vi"):
        subject, text = digest.written(
            list(Notice.objects.all()), {}, MONDAY.date(), home=world.office.unit_id, most=40
        )
    assert subject == "CCHC: 1 việc quá hạn, 12 việc của đơn vị khác, 1 thông báo khác (30/09/2019)"
    assert text.index("Việc 99") < text.index("CỦA CÁC ĐƠN VỊ BẠN THEO DÕI")
    assert "- Đã quá hạn: 272/KH-UBND (12 việc, 2 đơn vị)" in text
    assert "/thong-bao/?nhom=overdue+th%E1%BB%AD.plan%3A2" in text
    assert "Việc 1\n" not in text
