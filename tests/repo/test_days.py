"""A day is a day in Viet Nam: only the clock makes one of a moment, since moments out of the database are in UTC."""

import datetime as dt
import re
from pathlib import Path

import pytest

from cchc.kernel import clock

ROOT = Path(__file__).parents[2] / "cchc"
LOCAL = {  # moments that are written in local time, or without a zone, by the rules of the place
    "kernel/clock.py",
    "kernel/writing.py",
    "kernel/papers/xlsx.py",
    "ui/templatetags/ui.py",
    "organisation/forms/unit_sheet.py",
    "organisation/pages/calendars/due.py",
    "organisation/rules/clock/words.py",
    "organisation/rules/clock/reasons.py",
    "plans/rules/occurrences.py",
}
TAKES_A_DAY = re.compile(
    r"(?<!case dt)\.date\(\)|\bdate\.today\(|timezone\.(now|localdate)\(|__date\b|Trunc(Date|Day|Month)\("
)


def test_only_the_clock_takes_the_day_of_a_moment() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts) and TAKES_A_DAY.search(path.read_text(encoding="utf-8"))
    }
    assert found - LOCAL == set()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2019, 6, 3, 17, 0, tzinfo=dt.UTC), dt.date(2019, 6, 4)),
        (dt.datetime(2019, 6, 3, 16, 59, tzinfo=dt.UTC), dt.date(2019, 6, 3)),
        (dt.datetime(2019, 6, 4, 0, 30, tzinfo=clock.ZONE), dt.date(2019, 6, 4)),
    ],
)
def test_the_day_of_a_moment(moment: dt.datetime, day: dt.date) -> None:
    assert clock.day_of(moment) == day
