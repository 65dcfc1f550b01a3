"""A calendar is what RFC 5545 says: another program reads in it what was put there."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from cchc.inbox.rules import ics

NOW = dt.datetime(2019, 3, 1, 2, 30, tzinfo=dt.UTC)
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=300)


@given(words, st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)))
def test_what_is_written_is_read_by_another_program(summary: str, day: dt.date) -> None:
    written = ics.calendar(
        [ics.Day("plans.assignment:12@vi-du.vn", day, summary, "https://vi-du.vn/viec/12/", "Báo cáo; định kỳ")],
        name="Việc, của tôi", now=NOW,
    )  # fmt: skip
    read = Calendar.from_ical(written)
    [event] = read.walk("VEVENT")
    assert str(event["SUMMARY"]) == summary
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, day + dt.timedelta(1))
    assert event["DTSTAMP"].dt == NOW
    assert str(event["UID"]) == "plans.assignment:12@vi-du.vn"
    assert str(event["URL"]) == "https://vi-du.vn/viec/12/"
    assert event["CATEGORIES"].cats == ["Báo cáo; định kỳ"]
    assert "NAME:Việc\\, của tôi" in written.decode()
    assert (str(read["VERSION"]), not event.errors) == ("2.0", True)


@given(words)
def test_no_line_is_longer_than_the_standard_allows(summary: str) -> None:
    lines = ics.folded(f"SUMMARY:{ics.text(summary)}").split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode() for line in lines[:-1]), "a letter is cut in two"


def test_what_breaks_lines_is_said_or_a_space() -> None:
    assert ics.text("a\r\nb;c,d\\e\x07f\tg") == r"a\nb\;c\,d\\e f g"
