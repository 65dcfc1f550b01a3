"""A neighbouring system asks the registry and the clock over HTTP."""

import datetime as dt

import pytest
from django.test import Client

from cchc.accounts.actions import grants, people, tokens
from cchc.accounts.types import Role
from cchc.kernel import clock, places
from cchc.kernel.history import PLATFORM
from cchc.organisation import queries
from cchc.organisation.actions import loading
from cchc.organisation.plugs import clock_commands

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)


@pytest.fixture
def client(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2026-03-02")
    loading.load_file(places.CONTENT / "units" / "dong-thap.yaml", actor=PLATFORM, now=NOW)
    root = queries.root_id(NOW.date())
    made = people.create(
        username="may", full_name="Máy", unit_id=root, must_change_password=False, actor=PLATFORM, now=NOW
    )
    user = made.user_id
    grants.give(user, role=Role.READER, unit_id=root, valid_from=NOW.date(), actor=PLATFORM, now=NOW)
    scopes = {"unit.read", "calendar.read"}
    raw = tokens.issue(user, name="m", scopes=scopes, days=9, actor=PLATFORM, now=NOW).raw
    return Client(headers={"authorization": f"Bearer {raw}"})


@pytest.mark.parametrize(
    ("day", "communes"), [("2018-12-06", 144), ("2020-06-01", 143), ("2025-01-01", 141), ("2026-01-01", 102)]
)
def test_communes_as_of_a_day(client: Client, day: str, communes: int) -> None:
    page = client.get(f"/api/v1/units?as_of={day}&level=commune&page_size=200").json()
    assert "count" in page, page
    assert (page["count"], len(page["items"])) == (communes, communes)


def test_a_unit_knows_what_became_of_it(client: Client) -> None:
    card = client.get("/api/v1/units/huyen-tam-nong?as_of=2018-12-06").json()
    assert card["span"]["code"] == "871"
    assert card["span"]["valid_to"] == "2025-06-30"
    assert client.get("/api/v1/units/khong-co").status_code == 404


def test_the_clock_says_how_it_reckoned(client: Client) -> None:
    clock_commands.load()
    due = client.get("/api/v1/clock/due?received=2019-04-26T15:30:00&limit=5").json()
    assert due["due"].startswith("2019-05-07T15:30")
    assert "29/04" in due["derivation"]
    refused = client.get("/api/v1/clock/due?received=2019-04-26T15:30:00&limit=5&calendar=khong-co")
    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:cchc:problem:refused"


@pytest.mark.parametrize(
    "asked",
    [
        "received=2019-04-26T15:30:00&limit=1e-8000000",
        "received=2019-04-26T15:30:00&limit=1e8000000",
        f"received=2019-04-26T15:30:00&limit={'9' * 5_000}",
        "received=0001-01-01T00:00:00%2B14:00&limit=5",
        "received=9999-12-31T23:59:00-12:00&limit=5",
        "received=99999-01-01T00:00:00&limit=5",
    ],
    ids=lambda asked: asked[:60],
)
def test_numbers_and_moments_over_http_are_bounded(client: Client, asked: str) -> None:
    clock_commands.load()
    assert client.get(f"/api/v1/clock/due?{asked}").status_code == 422
