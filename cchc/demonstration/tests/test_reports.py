"""The invented reports look like real ones where people compare them: numbers, the register, who has sent."""

import datetime as dt

import pytest

from cchc.demonstration.actions import reports
from cchc.demonstration.actions._acting import Told
from cchc.demonstration.rules.timeline import play
from cchc.documents.models import Outgoing, Series
from cchc.kernel.clock import ZONE
from cchc.reports.models import Report
from cchc.reports.tests import year

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2019, 9, 30, 9, tzinfo=ZONE)
STORY = {"reports": {"year": 2019, "late": "xa-b", "texts": {}}}


def test_the_numbers_of_a_unit_differ_and_stand_in_its_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-09-30")
    units = year.units()
    play([reports.chapter(STORY, Told({}, NOW, NOW))], until=NOW)
    for slug in ("tinh", "so", "huyen", "xa-a"):
        numbers = list(Report.objects.filter(unit=units[slug]).order_by("last_on").values_list("number", flat=True))
        assert numbers == [str(row) for row in Outgoing.objects.filter(unit=units[slug]).order_by("issued_on", "pk")]
        assert len(set(numbers)) == len(numbers) == 3
    assert Outgoing.objects.filter(is_demo=False).count() == 0
    assert dict(Series.objects.values_list("unit__slug", "last")) == {
        "tinh": 3, "so": 3, "huyen": 3, "xa-a": 3, "xa-b": 2,
    }  # fmt: skip
