"""An indicator as the Committee reads it: a share in percent, a mean and a count in their own unit."""

import datetime as dt

import pytest

from cchc.kernel.history import Entry, sentences
from cchc.kernel.indicators import Fraction, Indicator, Kind
from cchc.meetings.documents.paper import said

SAID: list[tuple[Kind, str, Fraction, str]] = [
    ("ratio", "%", (540, 640), "84,4% (540/640)"),
    ("ratio", "%", (0, 0), "–"),
    ("count", "tin, bài", (1200, 0), "1.200 tin, bài"),
    ("mean", "điểm", (24396, 300), "81,32 điểm"),  # three units, indices in hundredths
    ("mean", "điểm", (0, 0), "–"),
]


@pytest.mark.parametrize(("kind", "unit", "fraction", "words"), SAID)
def test_an_indicator_is_said_in_its_own_unit(kind: Kind, unit: str, fraction: Fraction, words: str) -> None:
    of = Indicator("a", "A", lambda _number: unit, kind, lambda _units, _period: {}, lambda _unit, _period, _part: [])
    assert said(of, fraction) == words


def test_the_log_says_a_quarter_as_people_write_it(db: None) -> None:
    at = dt.datetime(2019, 9, 30, tzinfo=dt.UTC)
    after = {"id": 1, "quarter": 3, "year": 2019, "held_on": "2019-10-04"}
    entry = Entry(1, at, None, "Lan", "", "", "meetings_meeting", "1", "insert", {}, after)
    assert sentences.sentences_of([entry])[0].startswith("chuẩn bị phiên họp quý III năm 2019")
