"""From what is due to a digest: once a day, to the right rung, never on a day off, in the reader's language."""

import datetime as dt

import pytest

from cchc.accounts.models import User
from cchc.accounts.types import Role
from cchc.inbox.queries import sources
from cchc.inbox.queries.streams import Derived
from cchc.inbox.types import Item, Source
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import digesting, reading, reminding, telling
from cchc.notifications.models import Carried, Delivery, Notice, Run
from cchc.notifications.states import Channel, Kind
from cchc.notifications.tests.people import ACTOR, MONDAY, WHO, calendar, person, units
from cchc.notifications.types import Level, News

DAY = dt.timedelta(days=1)


class World:
    """The people, and a source of due work that a test fills."""

    def __init__(self) -> None:
        calendar()
        self.units = units()
        self.owner = person("chuyen-vien", self.units["so"], Role.OFFICER)
        self.head = person("giam-doc", self.units["so"], Role.HEAD)
        self.office = person("van-phong", self.units["so"], Role.OFFICE, self.units["tinh"])
        self.other = person("nguoi-khac", self.units["huyen"], Role.OFFICER)
        self.due: list[Item] = []

    def owe(self, due_on: dt.date, key: str = "việc:1", title: str = "1.a Xây dựng kế hoạch") -> None:
        self.due.append(Item(key, "assignment", self.units["so"], self.units["tinh"], due_on, title, "/viec/1/"))

    def told(self, user_id: int) -> list[str]:
        return list(Notice.objects.filter(user_id=user_id).order_by("told_at").values_list("what", flat=True))


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()

    part = Derived("assignment", lambda _asked: made.due, needs=())
    monkeypatch.setattr(sources, "_sources", {"assignment": Source("assignment", "Việc", [part])})
    monkeypatch.setenv("CCHC_SMTP_URL", "smtp://127.0.0.1:9")
    return made


def test_the_ladder_climbs_from_owner_to_head_to_office(world: World) -> None:
    world.owe(MONDAY.date())
    reminding.remind(MONDAY - 8 * DAY)
    assert world.told(world.owner) == []
    reminding.remind(MONDAY - 7 * DAY)
    assert (world.told(world.owner), world.told(world.head)) == (["due"], [])
    reminding.remind(MONDAY + DAY)
    assert (world.told(world.owner), world.told(world.head), world.told(world.office)) == (
        ["due", "overdue"],
        ["overdue"],
        [],
    )
    reminding.remind(MONDAY + 7 * DAY)
    assert world.told(world.head) == ["overdue", "overdue"]
    assert world.told(world.office) == ["overdue"]
    assert world.told(world.other) == []


def test_running_again_tells_nobody_twice_and_a_later_day_begins_anew(world: World) -> None:
    world.owe(MONDAY.date())
    assert [reminding.remind(MONDAY) for _ in range(3)] == [1, 0, 0]
    world.due.clear()
    world.owe(MONDAY.date() + 5 * DAY)  # extended
    assert reminding.remind(MONDAY) == 1


def test_a_unit_without_an_officer_is_told_through_its_head(world: World) -> None:
    User.objects.filter(pk=world.owner).update(is_active=False)
    world.owe(MONDAY.date())
    reminding.remind(MONDAY)
    assert world.told(world.head) == ["due"]


def test_a_digest_names_every_matter_once_and_goes_once_a_day(world: World) -> None:
    world.owe(MONDAY.date() - DAY, "việc:1", "1.a Xây dựng kế hoạch")
    world.owe(MONDAY.date() + DAY, "việc:2", "2.b Rà soát văn bản")
    run = digesting.run(MONDAY)
    assert run is not None
    assert (run.notices, run.deliveries) == (3, 2)  # the head is told of the late one only
    mail = Delivery.objects.get(user_id=world.owner)
    assert mail.subject == "CCHC: 1 việc quá hạn, 1 việc sắp đến hạn (30/09/2019)"
    assert mail.text.index("ĐÃ QUÁ HẠN") < mail.text.index("1.a Xây dựng kế hoạch") < mail.text.index("SẮP ĐẾN HẠN")
    assert "http://127.0.0.1:8000/viec/1/" in mail.text
    assert digesting.run(MONDAY + dt.timedelta(hours=3)) is None
    assert Delivery.objects.count() == 2


def test_news_of_the_day_waits_for_the_next_digest_and_goes_with_one_only(world: World) -> None:
    world.owe(MONDAY.date())
    digesting.run(MONDAY)
    unit = world.units["so"]
    telling.tell([News("tin:1", "returned", unit, "Báo cáo", "/bao-cao/1/", note="Thiếu số")], now=MONDAY)
    assert digesting.prepare(Channel.MAIL, MONDAY) == 0  # a person has had their mail today
    run = digesting.run(MONDAY + DAY)
    assert run is not None
    second = Delivery.objects.get(user_id=world.owner, day=MONDAY.date() + DAY)
    assert "Thiếu số" in second.text
    assert "1.a Xây dựng kế hoạch" in second.text  # the next rung of the ladder, not the notice of yesterday again
    assert Carried.objects.filter(notice__key__startswith="tin:1").count() == 1


@pytest.mark.parametrize("day", ["2019-09-28", "2019-09-29", "2019-09-02", "2019-02-05"])  # weekend, 2/9, Tết
def test_days_off_are_quiet(world: World, day: str) -> None:
    moment = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(9), MONDAY.tzinfo)
    world.owe(moment.date())
    assert digesting.run(moment) is None
    assert not Notice.objects.exists()


def test_nothing_goes_before_the_hour(world: World) -> None:
    assert digesting.run(MONDAY.replace(hour=6)) is None
    assert not Run.objects.exists()


def test_what_was_read_in_the_platform_is_not_mailed(world: World) -> None:
    world.owe(MONDAY.date())
    reminding.remind(MONDAY)
    reading.read(world.owner, None, **WHO)
    assert digesting.prepare(Channel.MAIL, MONDAY) == 0


def test_each_person_chooses(world: World) -> None:
    world.owe(MONDAY.date() - DAY)
    reading.prefer(world.owner, {Channel.MAIL: [Kind.DECISION]}, "", **WHO)
    digesting.run(MONDAY)
    assert not Delivery.objects.filter(user_id=world.owner).exists()
    assert Delivery.objects.filter(user_id=world.head).exists()
    assert world.told(world.owner) == ["overdue"]  # the list in the platform keeps it all the same


def test_by_telephone_only_who_asked_for_it_and_gave_a_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_SMS_URL", "http://127.0.0.1:9/")
    world.owe(MONDAY.date() - DAY)
    reading.prefer(world.head, {Channel.SMS: [Kind.REMINDER]}, "0912 345 678", **WHO)
    digesting.run(MONDAY)
    assert Delivery.objects.filter(channel="sms").values_list("user_id", "address").get() == (world.head, "0912345678")


@pytest.mark.parametrize(("phone", "says"), [("", "ghi số điện thoại"), ("0123", "10 chữ số"), ("abc", "10 chữ số")])
def test_a_wrong_number_is_refused(world: World, phone: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        reading.prefer(world.head, {Channel.SMS: [Kind.REMINDER]}, phone, actor=ACTOR, now=MONDAY)


def test_english_readers_get_english(world: World) -> None:
    User.objects.filter(pk=world.owner).update(language="en")
    world.owe(MONDAY.date() - DAY)
    digesting.run(MONDAY)
    mail = Delivery.objects.get(user_id=world.owner)
    assert mail.subject.startswith("CCHC: 1 overdue task")
    assert "http://127.0.0.1:8000/en/viec/1/" in mail.text


def test_a_long_list_is_counted_not_named(world: World) -> None:
    for number in range(60):
        world.owe(MONDAY.date() - DAY, f"việc:{number}", f"Việc số {number}")
    digesting.run(MONDAY)
    mail = Delivery.objects.get(user_id=world.owner)
    assert mail.text.count("Việc số") == 40
    assert "Và 20 việc nữa." in mail.text


def test_a_digest_for_many_takes_a_fixed_number_of_queries(world: World, django_assert_max_num_queries) -> None:
    so = world.units["so"]
    for number in range(50):
        person(f"nguoi-{number}", so, Role.OFFICER)
    world.owe(MONDAY.date() - DAY)
    with django_assert_max_num_queries(33):  # one of them asks what is settled
        digesting.run(MONDAY)
    assert Delivery.objects.count() == 52


def test_news_goes_to_the_rungs_that_it_names(world: World) -> None:
    so, tinh = world.units["so"], world.units["tinh"]
    made = telling.tell([News("tin", "handed_in", so, "Sản phẩm", "/", (Level.OFFICE,), tinh)], now=MONDAY)
    assert (made, world.told(world.office), world.told(world.owner)) == (1, ["handed_in"], [])
    assert telling.tell([News("tin", "handed_in", so, "Sản phẩm", "/", (Level.OFFICE,), tinh)], now=MONDAY) == 0
