"""Through the door with a password, and how it is kept shut."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from cchc.accounts.actions import people, sign_in
from cchc.accounts.models import SignIn, User
from cchc.accounts.states import SignInOutcome
from cchc.accounts.tests.conftest import PASSWORD, Cast
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM
from cchc.kernel.models import Event

Enter = Callable[[User], Client]


def _try(client: Client, username: str, password: str) -> str:
    answer = client.post("/dang-nhap/", {"login": username, "password": password})
    return "in" if answer.status_code == 302 else answer.content.decode()


def test_the_right_password_opens_and_is_journalled(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    assert client.get("/tai-khoan/cua-toi/").status_code == 200
    assert list(SignIn.objects.filter(user=cast.officer).values_list("outcome", flat=True)) == [SignInOutcome.PASSWORD]


def test_upper_case_names_and_decomposed_letters_are_understood(cast: Cast) -> None:
    import unicodedata

    assert _try(Client(), " AN.PV ", unicodedata.normalize("NFD", PASSWORD)) == "in"


def test_a_password_longer_than_any_is_not_looked_at(cast: Cast) -> None:
    assert _try(Client(), "an.pv", PASSWORD + "\u200b" * 1_024) != "in"
    assert SignIn.objects.count() == 0


def test_signing_in_changes_the_sessions_key(cast: Cast) -> None:
    client = Client()
    session = client.session
    session["seen"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    assert _try(client, "an.pv", PASSWORD) == "in"
    assert client.cookies["sessionid"].value != before
    assert Client(headers={"cookie": f"sessionid={before}"}).get("/tai-khoan/cua-toi/").status_code == 302


def test_nothing_shown_to_somebody_signed_in_is_kept_by_a_browser_or_a_proxy(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    for address in (
        "/tai-khoan/cua-toi/",
        "/",
        "/khong-co/",
        "/tai-khoan/",
        "/robots.txt",
        "/tai-khoan/cua-toi/phien/",
    ):
        assert client.get(address)["Cache-Control"] == "private, no-store", address
    assert "Cache-Control" not in Client().get("/healthz").headers


def test_a_wrong_password_an_unknown_name_and_an_account_switched_off_sound_alike(cast: Cast) -> None:
    people.deactivate(cast.newcomer.pk, actor=PLATFORM, now=clock.now())
    wrong = "Tên đăng nhập hoặc mật khẩu chưa đúng."
    assert wrong in _try(Client(), "an.pv", "sai hẳn rồi")
    assert wrong in _try(Client(), "khong.ai", PASSWORD)
    assert wrong in _try(Client(), "cuc.vt", PASSWORD)


def test_a_name_that_is_nobodys_is_not_kept(cast: Cast) -> None:
    _try(Client(), "mật khẩu gõ nhầm ô", "x")
    assert SignIn.objects.get().user_id is None


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """The clock of the attempts, moved by hand: nothing here depends on how fast the machine is."""
    start, moved = clock.now(), [0.0]
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(seconds=moved[0]))

    def move(seconds: float) -> None:
        moved[0] += seconds

    return move


@pytest.mark.parametrize("username", ["an.pv", "khong.ai"])
def test_failures_slow_down_whoever_it_is_and_shut_nobody_out(
    cast: Cast, username: str, hands: Callable[[float], None]
) -> None:
    for _ in range(5):
        assert "chưa đúng" in _try(Client(), username, "sai")
    assert "hãy thử lại sau 2 giây" in _try(Client(), username, PASSWORD)
    hands(2)
    assert (_try(Client(), username, PASSWORD) == "in") == (username == "an.pv")


def _from(address: str, username: str, password: str) -> str:
    return _try(Client(REMOTE_ADDR=address), username, password)


def test_a_stranger_keeps_nobody_from_their_work(cast: Cast, hands: Callable[[float], None]) -> None:
    """From other addresses, however many and however often: the owner's own place does not wait."""
    assert _from("10.0.0.7", "an.pv", PASSWORD) == "in"
    for number in range(40):
        assert "chưa đúng" in _from(f"203.0.113.{number}", "an.pv", "sai")
        hands(300)
    for _ in range(9):
        _from("203.0.113.200", "an.pv", "sai")
    assert "hãy thử lại sau" in _from("203.0.113.201", "an.pv", PASSWORD), "guessing from many places is slowed down"
    assert _from("10.0.0.7", "an.pv", PASSWORD) == "in"


def test_an_office_behind_one_address_goes_on_working(cast: Cast, hands: Callable[[float], None]) -> None:
    assert _from("10.0.0.7", "an.pv", PASSWORD) == "in"
    for number in range(70):
        _from("10.0.0.7", f"ai.do.{number}", "sai")
    assert "hãy thử lại sau" in _from("10.0.0.7", "bac.dv", PASSWORD), "who never signed in there waits"
    assert _from("10.0.0.7", "an.pv", PASSWORD) == "in"
    hands(60)
    assert _from("10.0.0.7", "bac.dv", PASSWORD) == "in", "a minute at most"


def test_a_colleague_who_guesses_costs_minutes_at_most(cast: Cast, hands: Callable[[float], None]) -> None:
    assert _from("10.0.0.7", "an.pv", PASSWORD) == "in"
    for _ in range(20):
        _from("10.0.0.7", "an.pv", "sai")
        hands(400)
    assert _from("10.0.0.7", "an.pv", PASSWORD) == "in"
    assert "chưa đúng" in _from("10.0.0.7", "an.pv", "sai"), "and then the count begins anew"


def _guessed(times: int, username: str = "an.pv") -> None:
    for _ in range(times):
        _try(Client(), username, "sai")


def test_an_administrator_sees_and_ends_the_waits_of_people(
    cast: Cast, enter: Enter, hands: Callable[[float], None]
) -> None:
    _guessed(6)
    _guessed(6, "mật khẩu gõ nhầm ô")
    screen = enter(cast.local)
    assert "Phải chờ để đăng nhập" in screen.get(f"/tai-khoan/{cast.officer.pk}/").content.decode()
    assert "Phạm Văn An" in screen.get("/tai-khoan/?state=slowed").content.decode()
    page = screen.get("/tai-khoan/phai-cho/").content.decode()
    assert "Phạm Văn An" in page
    assert "gõ nhầm" not in page
    assert "/phai-cho/dia-chi/" not in page, "an address is shared: only who manages everybody lifts it"
    screen.post(f"/tai-khoan/{cast.officer.pk}/mo-khoa/")
    assert "Phạm Văn An" not in screen.get("/tai-khoan/phai-cho/").content.decode()
    assert _try(Client(), "an.pv", PASSWORD) == "in"


def test_who_manages_everybody_sees_and_ends_the_waits_of_an_address(
    cast: Cast, enter: Enter, hands: Callable[[float], None]
) -> None:
    screen, local = enter(cast.chief), enter(cast.local)
    for number in range(70):
        _from("203.0.113.9", f"ai.do.{number}", "sai")
    assert "203.0.113.9" in screen.get("/tai-khoan/phai-cho/").content.decode()
    assert "203.0.113.9" not in local.get("/tai-khoan/phai-cho/").content.decode()
    assert local.post("/tai-khoan/phai-cho/dia-chi/", {"address": "203.0.113.9"}).status_code == 403
    assert "hãy thử lại sau" in _from("203.0.113.9", "an.pv", PASSWORD)
    screen.post("/tai-khoan/phai-cho/dia-chi/", {"address": "203.0.113.9"})
    assert _from("203.0.113.9", "an.pv", PASSWORD) == "in"
    said = screen.post("/tai-khoan/phai-cho/dia-chi/", {"address": "không phải"}, follow=True).content.decode()
    assert "Hãy nêu một địa chỉ mạng" in said


def test_success_forgets_the_failures_before_it(cast: Cast) -> None:
    for _ in range(3):
        _guessed(4)
        assert _try(Client(), "an.pv", PASSWORD) == "in"


@pytest.mark.parametrize(
    ("failures", "told"), [(4, []), (5, [5]), (19, [5]), (20, [5, 20]), (99, [5, 20]), (100, [5, 20, 100])]
)
def test_whose_account_is_tried_is_told(cast: Cast, failures: int, told: list[int]) -> None:
    for _ in range(failures):
        sign_in.record(cast.officer.pk, SignInOutcome.WRONG, address="203.0.113.9", agent="", now=clock.now())
    announced = [event.payload for event in Event.objects.filter(kind__endswith="SignInsFailed").order_by("pk")]
    assert [(one["user_id"], one["failures"]) for one in announced] == [(cast.officer.pk, count) for count in told]


def test_a_success_begins_the_count_anew_and_what_was_refused_does_not_count(cast: Cast) -> None:
    for outcome in [*[SignInOutcome.WRONG] * 4, SignInOutcome.PASSWORD, *[SignInOutcome.WRONG] * 4]:
        sign_in.record(cast.officer.pk, outcome, address="", agent="", now=clock.now())
    for _ in range(20):
        sign_in.record(cast.officer.pk, SignInOutcome.LOCKED, address="", agent="", now=clock.now())
    assert not Event.objects.filter(kind__endswith="SignInsFailed").exists()


def test_attempts_at_the_same_instant_are_counted_one_by_one(transactional_db: None) -> None:
    """Twelve at once: five are let through, however they interleave."""
    now = clock.now()

    def attempt(_: int) -> bool:
        try:
            return sign_in.reserve("an.pv", "203.0.113.9", now=now) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(attempt, range(12))) == 5


def test_a_one_time_password_leads_to_choosing_ones_own(cast: Cast, enter: Enter) -> None:
    User.objects.filter(pk=cast.officer.pk).update(must_change_password=True)
    client = enter(cast.officer)
    sent = client.get("/tai-khoan/cua-toi/")
    assert sent.status_code == 302
    assert sent["Location"] == "/tai-khoan/cua-toi/mat-khau/"
    fresh = "một câu chỉ mình tôi biết"
    form = {"password": PASSWORD, "new_password": fresh, "new_password_again": fresh}
    assert client.post("/tai-khoan/cua-toi/mat-khau/", form).status_code == 302
    assert client.get("/tai-khoan/cua-toi/").status_code == 200
    assert _try(Client(), "an.pv", PASSWORD) != "in"
    assert _try(Client(), "an.pv", fresh) == "in"


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (
            {
                "password": "sai",
                "new_password": "một câu chỉ mình tôi biết",
                "new_password_again": "một câu chỉ mình tôi biết",
            },
            "chưa đúng",
        ),
        ({"password": PASSWORD, "new_password": "ngắn", "new_password_again": "ngắn"}, "quá ngắn"),
        (
            {"password": PASSWORD, "new_password": "123456789012", "new_password_again": "123456789012"},
            "chỉ gồm chữ số",
        ),
        ({"password": PASSWORD, "new_password": "Phạm Văn An!", "new_password_again": "Phạm Văn An!"}, "chứa tên"),
        (
            {"password": PASSWORD, "new_password": "một câu dài đủ", "new_password_again": "một câu khác"},
            "chưa giống nhau",
        ),
        ({"password": PASSWORD, "new_password": PASSWORD, "new_password_again": PASSWORD}, "phải khác"),
    ],
)
def test_a_bad_new_password_is_refused_in_words(cast: Cast, enter: Enter, form: dict[str, str], why: str) -> None:
    answer = enter(cast.officer).post("/tai-khoan/cua-toi/mat-khau/", form)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_after_signing_in_one_goes_where_one_wanted_but_never_off_the_site(cast: Cast) -> None:
    login = {"login": "an.pv", "password": PASSWORD}
    assert Client().post("/dang-nhap/", {**login, "next": "/tai-khoan/cua-toi/"})["Location"] == "/tai-khoan/cua-toi/"
    assert Client().post("/dang-nhap/", {**login, "next": "https://xau.example/"})["Location"] == "/"


def test_a_guarded_page_sends_a_visitor_to_the_door(db: None) -> None:
    sent = Client().get("/tai-khoan/cua-toi/")
    assert sent["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2Fcua-toi%2F"


def test_signing_out_ends_the_session(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/tai-khoan/cua-toi/").status_code == 302


def test_nobody_signs_up(db: None) -> None:
    assert Client().get("/dang-ky/").status_code == 404
    assert Client().get("/accounts/signup/").status_code == 404
