"""The calendar pages: what they answer, what they refuse, and to whom."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.kernel.permission import Asker, Record, Scope
from cchc.organisation.models import DayOff, Unit, UnitVersion, WorkingHours
from cchc.organisation.plugs.clock_commands import load
from cchc.organisation.queries import calendars
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db
YEAR, DUE, ADD = "/lich-lam-viec/", "/lich-lam-viec/tinh-han/", "/lich-lam-viec/them-ngay/"
HOURS, CHANGE = "/lich-lam-viec/gio-lam-viec/", "/lich-lam-viec/gio-lam-viec/doi/"
ASKED = {"ngay": "26/04/2019", "gio": "15:30", "han": "5", "theo": "working_days", "lich": "dong-thap", "don_vi": ""}
STORM = {"lich": "dong-thap", "don_vi": "", "date": "5/3/2019", "kind": "off", "name": "Nghỉ tránh bão"}
SATURDAY = {"lich": "dong-thap", "weekdays": "5", "valid_from": "1/3/2019"} | {
    "morning_opens": "07:00",
    "morning_closes": "11:00",
}


@dataclass
class Reader:
    """Somebody who may do ``actions`` in ``scope``."""

    actions: frozenset[str]
    scope_: Scope
    is_authenticated: bool = True
    asker: Asker = Asker.OFFICIAL
    user_id: int | None = None
    unit_id: int | None = None
    name: str = "Trần Thị Bình"
    role_label: str = "Văn phòng"

    def may(self, action: str, record: Record | None = None) -> bool:
        if action not in self.actions:
            return False
        return record is None or record.unit_id in self.scope_

    def scope(self, action: str) -> Scope:
        return self.scope_ if action in self.actions else Scope()


OFFICE = Reader(frozenset({"calendar.read", "calendar.write"}), Scope(everything=True))
READER = Reader(frozenset({"calendar.read"}), Scope(everything=True))


@pytest.fixture(autouse=True)
def loaded(db):
    load()


@pytest.fixture
def desk():
    unit = Unit.objects.create(slug="so-noi-vu")
    UnitVersion.objects.create(
        unit=unit, code="SNV", name="Sở Nội vụ", official_name="Sở Nội vụ", short="SNV", level="department", kind="sở"
    )
    return unit


def ask(path, data=None, *, who=OFFICE, post=False):
    request = (RequestFactory().post if post else RequestFactory().get)(path, data or {})
    request.subject, request.actor = who, Actor(None, who.name, "127.0.0.1")
    request.session = {}
    request._messages = FallbackStorage(request)
    match = resolve(path)
    return match.func(request, *match.args, **match.kwargs)


def text(response):
    return tight(response.content.decode())


def test_the_year_answers_in_its_heading_and_names_the_decisions():
    page = text(ask(YEAR, {"nam": "2019"}))
    assert "<h1>Năm 2019 có 252 ngày làm việc</h1>" in page
    assert "3238/TB-LĐTBXH" in page
    assert page.count('class="month"') == 12
    assert 'id="n-2019-04-29"' in page
    assert 'href="#n-2019-04-29"' in page


def test_a_year_nobody_listed_says_so():
    assert "Chưa có danh mục ngày nghỉ" in text(ask(YEAR, {"nam": "2031"}))
    assert "chưa đối chiếu được quyết định" in text(ask(YEAR, {"nam": "2027"}))


@pytest.mark.parametrize("asked", [{"nam": "abc"}, {"nam": "9" * 40}, {"don_vi": "-1"}, {"nam": "²"}, {"don_vi": "x"}])
def test_an_address_that_makes_no_sense_is_read_as_if_it_were_not_there(asked):
    assert ask(YEAR, asked).status_code == 200


def test_a_year_outside_the_calendar_is_not_found():
    with pytest.raises(Http404, match="Lịch làm việc chỉ tính được"):
        ask(YEAR, {"nam": "1991"})


def test_an_unknown_calendar_is_not_found():
    for path in (YEAR, HOURS):
        with pytest.raises(Http404):
            ask(path, {"lich": "khong-co"})


def test_the_calculator_answers_with_its_reasons():
    page = text(ask(DUE, ASKED))
    assert "<h1>Đến hạn lúc 15:30, thứ Ba 07/05/2019</h1>" in page
    assert "5 ngày làm việc, trừ 29/04, 30/04 và 01/05, làm bù 04/05" in page
    assert page.count('<li class="day day--') == 12


def test_the_calculator_takes_a_pause_and_a_unit(desk):
    paused = ASKED | {"dung_tu": "07:00 02/05/2019", "dung_den": "07:00 04/05/2019", "don_vi": str(desk.pk)}
    page = text(ask(DUE, paused))
    assert "Đến hạn lúc 15:30, thứ Năm 09/05/2019" in page
    assert "cộng 16 giờ làm việc tạm dừng" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"ngay": "31/02/2019"}, "Tháng 2 năm 2019 chỉ có 28 ngày"),
        ({"ngay": "01/02/3019"}, "Năm phải từ"),
        ({"gio": "25:00"}, "Ghi giờ theo dạng 07:00"),
        ({"han": "-1"}, "0"),
        ({"han": "1,5", "theo": "days"}, "số nguyên"),
        ({"theo": "weeks"}, "weeks"),
        ({"lich": "khong-co"}, "khong-co"),
        ({"lich": "vn-public-holidays"}, "không có giờ làm việc"),
        ({"ngay": "01/02/1990"}, "Lịch làm việc chỉ tính được"),
        ({"dung_tu": "10:00 27/04/2019"}, "cả lúc bắt đầu và lúc kết thúc"),
        ({"dung_tu": "10:00 27/04/2019", "dung_den": "09:00 27/04/2019"}, "phải sau lúc bắt đầu"),
        ({"don_vi": "999999"}, "999999"),
    ],
)
def test_the_calculator_says_what_it_can_not_read(changes, says):
    page = text(ask(DUE, ASKED | changes))
    assert "error-summary" in page
    assert "Đến hạn lúc" not in page
    assert says in page


def test_a_day_off_is_added_and_removed():
    assert ask(ADD).status_code == 200
    response = ask(ADD, STORM, post=True)
    assert response.status_code == 302
    row = DayOff.objects.get(name="Nghỉ tránh bão")
    assert (row.date, row.certainty) == (dt.date(2019, 3, 5), "unverified")
    remove = reverse("calendar_day_remove", args=[row.pk])
    assert "Bỏ thứ Ba 05/03/2019 khỏi lịch" in text(ask(remove))
    assert row.date in calendars.calendar().special
    assert ask(remove, post=True).status_code == 302
    assert row.date not in calendars.calendar().special
    with pytest.raises(Http404):
        ask(remove)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"date": ""}, "error-summary"),
        ({"name": "x" * 201}, "200"),
        ({"swapped_with": "5/3/2019"}, "không hoán đổi với chính nó"),
        ({"closes": "11:00"}, "Chỉ nửa ngày"),
        ({"kind": "holiday"}, "holiday"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(changes, says):
    before = DayOff.objects.count()
    assert says in text(ask(ADD, STORM | changes, post=True))
    assert DayOff.objects.count() == before


def test_a_day_is_added_once():
    ask(ADD, STORM, post=True)
    assert "đã có trong lịch" in text(ask(ADD, STORM, post=True))


def test_hours_of_a_unit_are_set_and_shown(desk):
    assert ask(CHANGE).status_code == 200
    assert ask(CHANGE, SATURDAY | {"don_vi": str(desk.pk)}, post=True).status_code == 302
    page = text(ask(HOURS))
    assert "Sở Nội vụ" in page
    assert "07:00–11:00" in page
    assert "07:00–11:30, 13:30–17:00" in page
    own = calendars.calendar(unit_id=desk.pk)
    assert calendars.is_working(dt.datetime(2019, 3, 2, 8, tzinfo=ZONE), own)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"morning_closes": ""}, "cả giờ mở cửa và giờ đóng cửa"),
        ({"morning_closes": "06:00"}, "phải sau giờ mở cửa"),
        ({"afternoon_opens": "10:00", "afternoon_closes": "12:00"}, "chồng lên nhau"),
        ({"weekdays": "9"}, "error-summary"),
        ({"weekdays": ""}, "error-summary"),
    ],
)
def test_hours_that_make_no_sense_are_refused(changes, says):
    before = set(WorkingHours.objects.values_list())
    assert says in text(ask(CHANGE, SATURDAY | changes, post=True))
    assert set(WorkingHours.objects.values_list()) == before


def test_a_reader_sees_everything_and_changes_nothing():
    page = text(ask(YEAR, {"nam": "2019"}, who=READER))
    assert "252 ngày làm việc" in page
    assert "Thêm ngày" not in page
    row = DayOff.objects.filter(is_removed=False).first()
    for path in (ADD, CHANGE, reverse("calendar_day_remove", args=[row.pk])):
        for post in (False, True):
            with pytest.raises(PermissionDenied):
                ask(path, STORM, who=READER, post=post)


def test_a_unit_writes_its_own_rows_and_nobody_elses(desk):
    local = Reader(OFFICE.actions, Scope(unit_ids=frozenset({desk.pk})))
    other = Unit.objects.create(slug="so-tu-phap")
    assert ask(ADD, STORM | {"don_vi": str(desk.pk)}, who=local, post=True).status_code == 302
    written = DayOff.objects.count(), WorkingHours.objects.count()
    with pytest.raises(PermissionDenied):  # everybody's rows, which the form does not offer either
        ask(ADD, STORM | {"don_vi": ""}, who=local, post=True)
    with pytest.raises(PermissionDenied):
        ask(CHANGE, SATURDAY | {"don_vi": ""}, who=local, post=True)
    for path, given in ((ADD, STORM), (CHANGE, SATURDAY)):
        assert "error-summary" in text(ask(path, given | {"don_vi": str(other.pk)}, who=local, post=True))
    assert written == (DayOff.objects.count(), WorkingHours.objects.count())
    general = DayOff.objects.filter(unit=None).first()
    with pytest.raises(PermissionDenied):
        ask(reverse("calendar_day_remove", args=[general.pk]), who=local, post=True)


def test_the_year_costs_a_fixed_number_of_queries(desk, django_assert_max_num_queries):
    ask(YEAR, {"nam": "2019"})
    with django_assert_max_num_queries(6):  # versions three times, special days, the registry's stamp (here twice)
        ask(YEAR, {"nam": "2024"})


def test_the_calculator_speaks_english_and_still_reads_the_day_before_the_month():
    with translation.override("en"):
        page = text(ask("/en" + DUE, ASKED | {"ngay": "01/02/2019", "gio": "18:00", "han": "3"}))
    assert "Due at 07:00, Thursday 14 Feb 2019" in page
    assert "3 working days, received outside hours, counted from 07:00 11 Feb, without 4 Feb to 8 Feb" in page
