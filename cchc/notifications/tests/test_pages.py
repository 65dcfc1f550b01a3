"""Pages of notices and deliveries: who sees what, what they cost, what a button does."""

import datetime as dt

import pytest
from django.test import Client

from cchc.accounts.actions import sign_in
from cchc.accounts.events import SignInsFailed
from cchc.accounts.models import SignIn, User
from cchc.accounts.states import SignInOutcome
from cchc.accounts.types import Role
from cchc.kernel.events import Skipped
from cchc.notifications import reactions
from cchc.notifications.models import Delivery, Notice, Preference
from cchc.notifications.tests.people import MONDAY, calendar, person, units


class World:
    def __init__(self) -> None:
        calendar()
        self.units = units()
        so, tinh = self.units["so"], self.units["tinh"]
        self.owner = User.objects.get(pk=person("chuyen-vien", so, Role.OFFICER))
        self.office = User.objects.get(pk=person("van-phong", so, Role.OFFICE, tinh))
        self.admin = User.objects.get(pk=person("quan-tri", self.units["huyen"], Role.ADMINISTRATOR))

    def notice(self, user: User, number: int = 1, what: str = "overdue", kind: str = "reminder") -> Notice:
        return Notice.objects.create(
            user=user, what=what, kind=kind, unit_id=self.units["so"], title=f"Việc {number} <b>", path="/viec/",
            due_on=dt.date(2019, 9, 1), key=f"k{number}", told_at=MONDAY, note="Lời nhắn",
            matter=f"thử:{number}",
        )  # fmt: skip

    def delivery(self, user: User, state: str = "refused") -> Delivery:
        return Delivery.objects.create(
            user=user, unit_id=user.unit_id, channel="mail", day=MONDAY.date(), address="sai@vi-du.vn", state=state,
            subject="CCHC: 1 việc quá hạn", text="- Việc\n  http://127.0.0.1:8000/viec/1/", prepared_at=MONDAY,
            next_try_at=MONDAY, words="550 5.1.1 No such user", attempts=1,
        )  # fmt: skip


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-09-30")
    return World()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_bell_counts_on_every_page_and_the_list_tells(world: World, django_assert_max_num_queries) -> None:
    for number in range(30):
        world.notice(world.owner, number)
    client = signed_in(world.owner)
    assert '<b class="bell__count">30</b>' in client.get("/viec/").content.decode()
    with django_assert_max_num_queries(9):
        page = client.get("/thong-bao/").content.decode()
    assert "30 thông báo chưa đọc" in page
    assert "Việc 3 &lt;b&gt;" in page
    assert "trễ 29 ngày" in page
    assert "Lời nhắn" in page


def test_opening_a_notice_reads_it_and_leads_to_its_matter(world: World) -> None:
    mine, other = world.notice(world.owner), world.notice(world.office, 2)
    client = signed_in(world.owner)
    answer = client.post("/thong-bao/da-doc/", {"thong-bao": mine.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/viec/")
    assert client.post("/en/thong-bao/da-doc/", {"thong-bao": mine.pk})["Location"] == "/en/viec/"
    client.post("/thong-bao/da-doc/", {"thong-bao": other.pk})
    other.refresh_from_db()
    assert other.read_at is None  # another's notice is not mine to read


def test_a_notice_never_leads_to_another_site(world: World) -> None:
    mine = world.notice(world.owner)
    Notice.objects.filter(pk=mine.pk).update(path="//ngoai.example/")
    answer = signed_in(world.owner).post("/thong-bao/da-doc/", {"thong-bao": mine.pk})
    assert answer["Location"] == "/thong-bao/"


def test_all_can_be_marked_as_read_and_found_again(world: World) -> None:
    world.notice(world.owner, 1)
    world.notice(world.owner, 2, "urged", "urging")
    client = signed_in(world.owner)
    client.post("/thong-bao/da-doc/")
    assert "Không có thông báo chưa đọc" in client.get("/thong-bao/").content.decode()
    page = client.get("/thong-bao/?xem=tat-ca&loai=urging").content.decode()
    assert "Việc 2" in page
    assert "Việc 1" not in page


def test_choices_are_kept_and_a_missing_channel_is_named(world: World) -> None:
    client = signed_in(world.owner)
    page = client.get("/thong-bao/cach-nhan/").content.decode()
    assert "chuyen-vien@vi-du.vn" in page
    assert "Chưa cấu hình ở nơi cài đặt này: Tin nhắn SMS, Zalo." in page
    assert page.count(" checked") == 4
    client.post("/thong-bao/cach-nhan/", {"mail": ["urging", "decision"]})
    assert Preference.objects.get(user=world.owner, channel="mail").kinds == ["urging", "decision"]
    assert client.get("/thong-bao/cach-nhan/").content.decode().count(" checked") == 2


def test_a_wrong_telephone_number_is_told_at_its_field(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_SMS_URL", "http://127.0.0.1:9/")
    answer = signed_in(world.owner).post("/thong-bao/cach-nhan/", {"sms": ["reminder"], "phone": "12"})
    assert answer.status_code == 422
    assert "Số di động gồm 10 chữ số" in answer.content.decode()


def test_deliveries_are_read_within_scope(world: World, django_assert_max_num_queries) -> None:
    inside, outside = world.delivery(world.owner), world.delivery(world.admin, "accepted")
    client = signed_in(world.office)
    client.get("/thu-da-gui/")
    with django_assert_max_num_queries(9):
        page = client.get("/thu-da-gui/").content.decode()
    assert "2 bản gửi" in page
    assert "550 5.1.1 No such user" in page
    assert "1 bản gửi" in signed_in(world.admin).get("/thu-da-gui/").content.decode()
    assert signed_in(world.admin).get(f"/thu-da-gui/{inside.pk}/").status_code == 404
    assert signed_in(world.owner).get("/thu-da-gui/").status_code == 403
    assert client.get("/thu-da-gui/?ket-qua=accepted&q=quan-tri").content.decode().count("sai@vi-du.vn") == 1
    assert b"".join(client.get("/thu-da-gui/?xuat=csv").streaming_content).count(b"sai@vi-du.vn") == 2
    assert client.get(f"/thu-da-gui/{outside.pk}/").status_code == 200


def test_a_refused_one_can_be_sent_again(world: World) -> None:
    refused, done = world.delivery(world.owner), world.delivery(world.office, "accepted")
    client = signed_in(world.office)
    client.post(f"/thu-da-gui/{refused.pk}/")
    refused.refresh_from_db()
    assert (refused.state, refused.address) == ("waiting", "chuyen-vien@vi-du.vn")
    assert "Chỉ gửi lại được" in client.post(f"/thu-da-gui/{done.pk}/", follow=True).content.decode()


def test_the_owner_of_an_account_is_told_of_failures_at_it(world: World) -> None:
    for _ in range(5):
        sign_in.record(world.owner.pk, SignInOutcome.WRONG, address="203.0.113.9", agent="", now=MONDAY)
    event = SignInsFailed(world.owner.pk, 5, SignIn.objects.latest("pk").pk)
    for _ in range(2):  # an event may be delivered twice
        reactions.sign_ins_failed(event)
    page = signed_in(world.owner).get("/thong-bao/").content.decode()
    assert page.count("Số lần đăng nhập sai vào tài khoản của bạn: 5") == 1
    assert "203.0.113.9" in page
    english = signed_in(world.owner).get("/en/thong-bao/").content.decode()
    assert "Failed sign-ins to your account: 5" in english
    assert Notice.objects.values_list("user_id", flat=True).get() == world.owner.pk
    with pytest.raises(Skipped):
        reactions.sign_ins_failed(SignInsFailed(10**9, 5, 1))
