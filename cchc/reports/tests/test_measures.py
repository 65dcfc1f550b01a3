"""What reports offer to the index: what was owed in a period, what was sent, and what of it in time."""

import datetime as dt

import pytest

from cchc.kernel import indicators
from cchc.kernel.clock import ZONE
from cchc.kernel.period import Period
from cchc.kernel.tests.walking import walk
from cchc.reports.queries import measures
from cchc.reports.tests.year import begun, sent, units

YEAR = Period.of_days(dt.date(2019, 1, 1), dt.date(2019, 12, 31))
QUARTER = Period.of_days(dt.date(2019, 1, 1), dt.date(2019, 3, 31))


@pytest.fixture
def made(db: None) -> dict[str, int]:
    return units()


def test_nothing_sent_is_owed_all_the_same(made: dict[str, int]) -> None:
    assert measures.sent([made["so"]], YEAR)[made["so"]] == (0, 4)
    assert measures.sent([made["so"]], QUARTER)[made["so"]] == (0, 1)


def test_a_report_counts_by_its_due_day_and_lateness_by_the_first_sending(made: dict[str, int]) -> None:
    report = sent(begun(made["so"]))
    due = report.due_on
    assert due is not None
    for days, expected in [(0, (1, 1)), (1, (0, 1))]:
        moment = dt.datetime.combine(due + dt.timedelta(days), dt.time(23), ZONE)
        walk(report, "returned", sent_at=moment)  # what is sent is frozen
        walk(report, "sent")
        assert measures.sent_on_time([made["so"]], QUARTER)[made["so"]] == expected
        assert measures.sent([made["so"]], QUARTER)[made["so"]] == (1, 1)
    (owed,) = measures.records(made["so"], QUARTER, "numerator")
    assert owed.report_id == report.pk
    assert measures.records_on_time(made["so"], QUARTER, "numerator") == []


def test_what_is_sent_after_a_quarter_changes_no_figure_of_it(made: dict[str, int]) -> None:
    report = sent(begun(made["so"]))
    for day, expected in [(dt.date(2019, 3, 31), 1), (dt.date(2019, 4, 1), 0)]:
        moment = dt.datetime.combine(day, dt.time(8), ZONE)
        walk(report, "returned", sent_at=moment)
        walk(report, "sent")
        assert measures.sent([made["so"]], QUARTER)[made["so"]] == (expected, 1)
        assert len(measures.records(made["so"], QUARTER, "numerator")) == expected
        assert measures.sent([made["so"]], YEAR)[made["so"]] == (1, 4)


def test_many_units_take_one_query(made: dict[str, int], django_assert_max_num_queries: object) -> None:
    measures.sent(made.values(), YEAR)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        found = measures.sent(made.values(), YEAR)
    assert set(found) == set(made.values())


def test_the_registry_lists_them_with_their_lines(made: dict[str, int]) -> None:
    report = sent(begun(made["so"]))
    known = indicators.known()["reports.sent_on_time"]
    (record,) = known.records(made["so"], QUARTER, "denominator")
    assert known.line is not None
    assert known.line(record).url.endswith(f"/{report.pk}/")
