"""The written calendars: their days against another source, and what a broken file is told."""

import datetime as dt

import holidays
import pytest
import yaml

from cchc.organisation.queries.written_calendars import FOLDER, written_calendar, written_sheets
from cchc.organisation.rules.clock import Certainty, ClockError, Kind, working_days
from cchc.organisation.rules.clock.content import assemble, read

FIRST, END = dt.date(2018, 1, 1), dt.date(2028, 1, 1)

KNOWN_DIFFERENCES = {
    dt.date(2026, 1, 2): "Công văn 12729/VPCP-KGVX of 25/12/2025 came after the package's list: off",
    dt.date(2026, 1, 10): "… and this Saturday is worked instead",
}
"""Days on which we and the ``holidays`` package disagree, with the reason why ours is right."""


def test_working_days_agree_with_the_holidays_package_but_for_known_days():
    ours = set(working_days(FIRST, END, written_calendar("dong-thap")))
    theirs = holidays.country_holidays("VN", years=range(FIRST.year, END.year))
    every = [FIRST + dt.timedelta(days=step) for step in range((END - FIRST).days)]
    differing = {day for day in every if (day in ours) != theirs.is_working_day(day)}
    assert differing == set(KNOWN_DIFFERENCES)


def test_every_swap_takes_a_weekday_off_and_works_a_weekend():
    days = written_sheets()["vn-public-holidays"].days
    by_date = {day.date: day for day in days}
    swapped = [day for day in days if day.kind is Kind.WORKING]
    assert len(swapped) == 6
    for worked in swapped:
        assert worked.date.weekday() >= 5
        assert by_date[worked.swapped_with].kind is Kind.OFF
        assert by_date[worked.swapped_with].swapped_with == worked.date
        assert worked.swapped_with.weekday() < 5


def test_a_day_is_called_decided_only_with_a_document():
    days = written_sheets()["vn-public-holidays"].days
    assert all("/" in day.decision for day in days if day.certainty is Certainty.DECIDED)
    assert {day.certainty for day in days if day.date.year == 2027} == {Certainty.COMPUTED}
    assert {day.date.year for day in days} == set(range(2018, 2028))


def test_labour_code_days_a_year_are_all_there():
    """Ten paid days a year to 2020, eleven from 2021 (Labour Code 2012 art. 115, 2019 art. 112)."""
    laws = yaml.safe_load((FOLDER / "vn-public-holidays.yaml").read_text(encoding="utf-8"))["laws"]
    calendar = written_calendar("dong-thap")
    swapped_off = {day.date for day in calendar.special_days if day.kind is Kind.OFF and day.swapped_with}
    culture_days = {dt.date(2026, 11, 24), dt.date(2027, 11, 24)}
    for year in range(2018, 2028):
        promised = max(
            (law for law in laws if "days_a_year" in law and law["from"] <= dt.date(year, 12, 31)),
            key=lambda law: law["from"],
        )["days_a_year"]
        weekdays = [
            day.date
            for day in calendar.special_days
            if day.kind is Kind.OFF and day.date.year == year and day.date.weekday() < 5
        ]
        assert len(set(weekdays) - swapped_off - culture_days) == promised, year


def test_the_default_calendar_is_the_one_marked():
    assert written_calendar().name == written_calendar("dong-thap").name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "slug và name"),
        ("name: x", "thiếu slug"),
        ("{slug: a, name: b, hours: [{weekdays: [8], shifts: ['07:00-08:00']}]}", "weekdays"),
        ("{slug: a, name: b, hours: [{weekdays: [1], shifts: ['07:00']}]}", "không đọc được"),
        ("{slug: a, name: b, hours: [{weekdays: [1], shifts: ['25:00-26:00']}]}", "không đọc được"),
        ("{slug: a, name: b, days: [{date: hôm nay, name: x}]}", "không đọc được"),
        ("{slug: a, name: b, days: [{from: 2019-01-05, to: 2019-01-01, name: x}]}", "theo thứ tự"),
        ("{slug: a, name: b, days: [{from: 2019-01-01, to: 2119-01-01, name: x}]}", "31 ngày"),
        ("{slug: a, name: b, lists: [{certainty: chắc, holidays: []}]}", "không đọc được"),
        ("{slug: a, name: b, units: [1]}", "không đọc được"),
    ],
)
def test_a_calendar_that_can_not_be_read_is_refused_in_one_sentence(text, says):
    with pytest.raises(ClockError, match=says):
        read(yaml.safe_load(text))


def test_an_unknown_calendar_names_those_there_are():
    with pytest.raises(ClockError, match="dong-thap"):
        written_calendar("ha-noi")


def test_a_calendar_can_not_extend_itself():
    sheet = read({"slug": "a", "name": "b", "extends": "a", "days": [{"date": FIRST, "name": "x"}]})
    with pytest.raises(ClockError, match="kế thừa chính nó"):
        assemble("a", {"a": sheet})


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "hong.yaml").write_text("slug: [", encoding="utf-8")
    with pytest.raises(ClockError, match=r"hong\.yaml"):
        written_calendar("a", folder=tmp_path)


def test_a_bare_off_in_yaml_is_a_day_off():
    sheet = read(yaml.safe_load("{slug: a, name: b, days: [{date: 2019-03-04, kind: off, name: x}]}"))
    assert sheet.days[0].kind is Kind.OFF
