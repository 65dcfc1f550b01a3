"""A reading that waits for the office; test modules that need other ones make their own."""

import datetime as dt

import pytest

from cchc.accounts.models import Grant
from cchc.plans.models import Reading
from cchc.plans.tests.drafts import bearers, task
from cchc.plans.tests.reading_cases import RADIO, VIDEO, Readings, clear, led_by
from cchc.plans.tests.review_pages import ASKS, MONEY, ROLES
from cchc.plans.tests.work_cases import Case


@pytest.fixture
def readings(db: None, monkeypatch: pytest.MonkeyPatch) -> Readings:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2018-12-10")
    case = Case.make()
    for name, (role, unit) in ROLES.items():
        Grant.objects.create(user=case.people[name], role=role, unit=case.units[unit], valid_from=dt.date(2018, 1, 1))
    return Readings(case)


@pytest.fixture
def waiting(readings: Readings) -> Reading:
    return readings.waiting(
        clear("1.a", title=RADIO, budget=MONEY),
        clear("1.b", title=VIDEO, lead=led_by("H", condition="có điều kiện")),
        task("1.c", title="Việc lạ", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"])),
        doubts=[ASKS],
    )
