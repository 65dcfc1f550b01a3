"""Calendars in the database: taken over from the written ones, changed by the office, read back as the same clock."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from cchc.kernel import history
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.organisation.actions import calendars as actions
from cchc.organisation.models import Calendar, DayOff, Unit, WorkingHours
from cchc.organisation.queries import calendars
from cchc.organisation.queries.written_calendars import written_calendar, written_sheets
from cchc.organisation.rules.clock import Certainty, ClockError, Kind, SpecialDay, WeeklyHours
from cchc.organisation.rules.clock.content import CalendarSheet

pytestmark = pytest.mark.django_db

OFFICE = Actor(None, "Văn phòng UBND tỉnh", "127.0.0.1")
NOW = dt.datetime(2019, 3, 1, 8, tzinfo=ZONE)
LATER = NOW + dt.timedelta(days=1)
STORM = SpecialDay(dt.date(2019, 3, 5), Kind.OFF, "Nghỉ tránh bão", certainty=Certainty.UNVERIFIED)
FRIDAY = dt.datetime.fromisoformat("2019-03-08T16:00")


@pytest.fixture
def loaded():
    return load()


def load(sheets=None, unit_ids=None):
    return actions.load(sheets or written_sheets(), unit_ids or {}, actor=OFFICE, now=NOW)


def sheet(**changes):
    given = {"slug": "thu", "name": "Lịch thử", "extends": None, "is_default": True, "hours": (), "days": ()}
    return {"thu": CalendarSheet(**(given | changes))}


def unit():
    return Unit.objects.create(slug="so-noi-vu")


def test_the_database_reckons_as_the_written_calendars_do(loaded):
    stored, written = calendars.calendar(), written_calendar()
    assert set(stored.special_days) == set(written.special_days)
    assert set(stored.hours) == set(written.hours)
    assert stored.span == written.span


def test_loading_again_writes_nothing(loaded):
    versions = set(Calendar.objects.values_list("slug", "version", "changed_at"))
    assert loaded.calendars == 2
    assert loaded.days > 100
    assert not load()
    assert set(Calendar.objects.values_list("slug", "version", "changed_at")) == versions


def test_a_new_edition_renews_its_own_days_and_hours():
    monday = WeeklyHours(0, dt.time(7), dt.time(11))
    load(sheet(hours=(monday,), days=(STORM, SpecialDay(dt.date(2019, 3, 6), Kind.OFF, "Bỏ về sau"))))
    renamed = SpecialDay(STORM.date, Kind.HALF, "Nghỉ buổi chiều", closes=dt.time(11))
    later = WeeklyHours(0, dt.time(8), dt.time(12))
    changed = load(sheet(hours=(later,), days=(renamed,)))
    assert (changed.days, changed.hours) == (2, 2)
    calendar = calendars.calendar("thu")
    assert calendar.special_days == (renamed,)
    assert calendar.hours == (later,)


def test_what_the_office_wrote_survives_a_new_edition(loaded):
    added = actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    gone = DayOff.objects.get(date="2026-11-24").pk
    actions.remove_day(gone, actor=OFFICE, now=LATER)
    actions.set_hours(
        "dong-thap", range(5), [(dt.time(8), dt.time(12))], valid_from=dt.date(2026, 1, 1), actor=OFFICE, now=LATER
    )
    hours = set(WorkingHours.objects.values_list("weekday", "opens", "valid_from", "valid_to"))
    assert not load()
    assert DayOff.objects.get(pk=added).is_removed is False
    assert dt.date(2026, 11, 24) not in calendars.calendar().special
    assert set(WorkingHours.objects.values_list("weekday", "opens", "valid_from", "valid_to")) == hours


def test_a_day_off_counts_at_once_and_until_it_is_removed(loaded):
    received = dt.datetime(2019, 3, 4, 9, tzinfo=ZONE)

    def due():
        return calendars.due_moment(received, 1, "working_days", calendars.calendar()).date()

    assert due() == dt.date(2019, 3, 5)
    added = actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    assert due() == dt.date(2019, 3, 6)
    actions.remove_day(added, actor=OFFICE, now=LATER)
    assert due() == dt.date(2019, 3, 5)
    actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    assert due() == dt.date(2019, 3, 6)


def test_a_day_written_in_the_base_calendar_counts_in_those_that_extend_it(loaded):
    actions.add_day("vn-public-holidays", STORM, actor=OFFICE, now=LATER)
    assert STORM.date in calendars.calendar("dong-thap").special


def test_a_day_is_marked_once(loaded):
    actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    with pytest.raises(Refusal, match="đã có trong lịch"):
        actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    with pytest.raises(Refusal, match="Không có lịch"):
        actions.add_day("khong-co", STORM, actor=OFFICE, now=LATER)


def test_a_removed_day_can_not_be_removed_again(loaded):
    added = actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    actions.remove_day(added, actor=OFFICE, now=LATER)
    with pytest.raises(Refusal, match="không còn"):
        actions.remove_day(added, actor=OFFICE, now=LATER)
    with pytest.raises(ClockError, match="không còn"):
        calendars.day(added)


def test_a_unit_keeps_its_own_hours_and_days(loaded):
    desk = unit()
    saturday = [(dt.time(7), dt.time(11))]
    actions.set_hours(
        "dong-thap", [5], saturday, valid_from=dt.date(2019, 3, 1), unit_id=desk.pk, actor=OFFICE, now=LATER
    )
    actions.add_day("dong-thap", STORM, desk.pk, actor=OFFICE, now=LATER)
    own, general = calendars.calendar(unit_id=desk.pk), calendars.calendar()
    assert calendars.due_moment(FRIDAY, 2, "working_hours", own).date() == dt.date(2019, 3, 9)
    assert calendars.due_moment(FRIDAY, 2, "working_hours", general).date() == dt.date(2019, 3, 11)
    assert STORM.date in own.special
    assert STORM.date not in general.special


def test_hours_change_from_a_day_on_and_the_past_stays(loaded):
    actions.set_hours(
        "dong-thap", [0], [(dt.time(8), dt.time(12))], valid_from=dt.date(2019, 4, 1), actor=OFFICE, now=LATER
    )
    calendar = calendars.calendar()
    assert [calendar.shifts(dt.date(2019, 3, 25))[0][0], calendar.shifts(dt.date(2019, 4, 1))] == [420, ((480, 720),)]
    actions.set_hours("dong-thap", [0], [], valid_from=dt.date(2019, 4, 1), actor=OFFICE, now=LATER)
    assert calendars.calendar().shifts(dt.date(2019, 4, 1)) == ()


def test_a_unit_that_closes_says_so(loaded):
    desk = unit()
    actions.set_hours("dong-thap", [4], [], valid_from=dt.date(2019, 3, 1), unit_id=desk.pk, actor=OFFICE, now=LATER)
    assert calendars.calendar(unit_id=desk.pk).shifts(FRIDAY.date()) == ()
    assert calendars.calendar().shifts(FRIDAY.date())


@pytest.mark.parametrize(
    ("weekdays", "shifts", "says"),
    [
        ([], [], "ít nhất một thứ"),
        ([0], [(dt.time(9), dt.time(8))], "sau giờ mở cửa"),
        ([0], [(dt.time(7), dt.time(11)), (dt.time(10), dt.time(12))], "chồng lên nhau"),
    ],
)
def test_hours_that_make_no_sense_change_nothing(loaded, weekdays, shifts, says):
    before = set(WorkingHours.objects.values_list())
    with pytest.raises(Refusal, match=says):
        actions.set_hours("dong-thap", weekdays, shifts, valid_from=dt.date(2019, 4, 1), actor=OFFICE, now=LATER)
    assert set(WorkingHours.objects.values_list()) == before


@pytest.mark.parametrize(
    "values",
    [
        {"weekday": 7, "opens": dt.time(7), "closes": dt.time(8)},
        {"weekday": 6, "opens": dt.time(8), "closes": dt.time(7)},
        {"weekday": 6, "opens": dt.time(8), "closes": None},
        {"weekday": 0, "opens": dt.time(11), "closes": dt.time(12)},
        {"weekday": 0, "opens": None, "closes": None},
    ],
)
def test_the_database_refuses_hours_that_contradict_each_other(loaded, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingHours.objects.create(calendar=Calendar.objects.get(slug="dong-thap"), **values)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "holiday"},
        {"certainty": "sure"},
        {"closes": dt.time(9)},
        {"kind": "half", "opens": dt.time(9), "closes": dt.time(8)},
        {"swapped_with": dt.date(2019, 3, 5)},
        {"date": dt.date(2019, 4, 30)},
    ],
)
def test_the_database_refuses_days_that_contradict_each_other(loaded, values):
    day = {"date": dt.date(2019, 3, 5), "kind": "off", "name": "x", "certainty": "decided"} | values
    with pytest.raises(IntegrityError), transaction.atomic():
        DayOff.objects.create(calendar=Calendar.objects.get(slug="vn-public-holidays"), **day)


def test_only_one_calendar_is_the_default(loaded):
    with pytest.raises(IntegrityError), transaction.atomic():
        Calendar.objects.filter(slug="vn-public-holidays").update(is_default=True)


def test_a_written_calendar_that_names_an_unknown_unit_is_refused():
    storm = SpecialDay(STORM.date, Kind.OFF, "x", unit="so-khong-co")
    with pytest.raises(Refusal, match="so-khong-co"):
        load(sheet(days=(storm,)))
    assert not Calendar.objects.exists()


def test_a_written_calendar_can_name_a_unit():
    desk = unit()
    load(sheet(days=(SpecialDay(STORM.date, Kind.OFF, "x", unit="so-noi-vu"),)), {"so-noi-vu": desk.pk})
    assert STORM.date in calendars.calendar("thu", unit_id=desk.pk).special


def test_reading_a_calendar_costs_three_queries_and_then_one(loaded, django_assert_num_queries):
    with django_assert_num_queries(3):  # the versions, the hours, the days
        calendars.calendar()
    with django_assert_num_queries(1):  # the versions
        calendars.calendar()
    with django_assert_num_queries(1):
        calendars.calendar(unit_id=987_654)


def test_every_write_is_in_the_trail_under_its_author(loaded):
    day_id = actions.add_day("dong-thap", STORM, actor=OFFICE, now=LATER)
    actions.remove_day(day_id, actor=OFFICE, now=LATER)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the trail is chained at commit
    entries = history.of("organisation_dayoff", day_id)
    assert {(entry.action, entry.actor) for entry in entries} == {("insert", OFFICE.label), ("update", OFFICE.label)}
