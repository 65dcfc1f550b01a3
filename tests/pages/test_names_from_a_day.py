"""Migration 0006 on names that the office had taught before names held from a day, and the page that says the day."""

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client

from cchc.accounts.models import Grant, User
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor, attributed
from cchc.kernel.text import spelling
from cchc.organisation import queries
from cchc.organisation.actions import load_file
from cchc.organisation.models import Unit, UnitAlias, UnitVersion
from cchc.organisation.queries.written_units import units_file_path

SETUP = Actor(None, "Thử nghiệm", "test")
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=ZONE)
ENDED = "Sở Kế hoạch và Đầu tư"


@pytest.fixture
def units(db: None) -> None:
    load_file(units_file_path(), actor=SETUP, now=NOW)


def unit(slug: str) -> Unit:
    return Unit.objects.get(slug=slug)


def taught(text: str, *slugs: str, **columns: Any) -> UnitAlias:
    """A name as version 0005 kept it: of no day."""
    with attributed(SETUP):
        row = UnitAlias.objects.create(text=text, spelling=spelling(text), origin="office", **columns)
        for slug in slugs:
            row.targets.create(unit=unit(slug))
    return row


def migrated(row: UnitAlias) -> dt.date | None:
    migration = import_module("cchc.organisation.migrations.0006_names_from_a_day")
    with attributed(SETUP):
        migration.date_taught_names(apps, connection.schema_editor())
    row.refresh_from_db()
    return row.valid_from


def last_day(slug: str) -> dt.date:
    """The last day of a unit that has ended."""
    return max(day for day in UnitVersion.objects.filter(unit__slug=slug).values_list("valid_to", flat=True) if day)


def test_an_ended_units_name_means_its_successor_from_its_end(units: None) -> None:
    row = taught(ENDED, "so-tai-chinh")
    assert migrated(row) == last_day("so-khdt") + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Sở Kế hoạch", ("so-tai-chinh",)),  # nobody was called that
        (ENDED, ("so-khdt",)),  # its own
        ("Sở Tài chính vật giá", ("so-tai-chinh",)),
    ],
)
def test_other_names_stay_of_every_day(units: None, text: str, slugs: tuple[str, ...]) -> None:
    assert migrated(taught(text, *slugs)) is None


def test_names_that_are_not_the_offices_or_were_taken_away_stay(units: None) -> None:
    away = taught(ENDED, "so-tai-chinh", is_active=False)
    assert migrated(away) is None
    assert not UnitAlias.objects.exclude(origin="office").exclude(valid_from=None).exists()


def test_the_page_says_from_which_day(units: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2026-03-02")
    migrated(taught(ENDED, "so-tai-chinh"))
    since = last_day("so-khdt") + dt.timedelta(days=1)
    assert [row.since for row in queries.aliases(dt.date(2026, 3, 2), ENDED) if row.text == ENDED] == [since]
    with attributed(SETUP):
        person = User.objects.create(username="vp", full_name="Vê Pê", unit=unit("so-noi-vu"))
        root = queries.root_id(NOW.date())
        Grant.objects.create(user=person, role="office", unit_id=root, valid_from=dt.date(2020, 1, 1))
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    for prefix, words in (("", f"từ ngày {since:%d/%m/%Y}"), ("/en", f"from {since.day} {since:%b} {since.year}")):
        assert words in client.get(f"{prefix}/don-vi/ten-goi/", {"q": ENDED}).content.decode()
