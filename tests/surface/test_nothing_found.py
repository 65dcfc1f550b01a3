"""A list in which a filter finds nothing says so and offers to drop it; only an empty register is called empty."""

import re

import pytest
from django.test import Client

from tests.surface.test_surface import client_of, declared
from tests.surface.world import World, made

EMPTY = re.compile(r'<div class="empty".*?</div>', re.S)
NARROWED = ("q=zzz", "nam=2001", "thang=1&nam=2001")
SEARCHES = {"tim-kiem/"}
"""A search has nothing to drop: without words it shows nothing either."""
EMPTIED = {"van-ban/", "van-ban/den/", "truyen-thong/", "kiem-tra/", "thu-da-gui/", "tai-khoan/", "don-vi/"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")
    return made(1)


def reader(world: World, address: str) -> Client | None:
    """Return the browser of the first person who sees a page of rows at an address."""
    for user in world.people:
        client = client_of(user)
        answer = client.get(address)
        if (
            answer.status_code == 200
            and "text/html" in answer["Content-Type"]
            and 'class="table' in str(answer.content)
        ):
            return client
    return None


def test_a_filter_that_finds_nothing_is_not_an_empty_register(world: World) -> None:
    emptied, wrong = set(), set()
    for where, _permission in declared():
        client = None if "<" in where or where in SEARCHES else reader(world, f"/{where}")
        if client is None:
            continue
        before = len(EMPTY.findall(client.get(f"/{where}").content.decode()))
        for query in NARROWED:
            said = EMPTY.findall(client.get(f"/{where}?{query}").content.decode())
            if len(said) > before:
                emptied.add(where)
                wrong |= {f"/{where}?{query}: {one}" for one in said if "<b>Chưa" in one or "Bỏ lọc" not in one}
    assert not wrong, "\n".join(sorted(wrong))
    assert emptied >= EMPTIED, EMPTIED - emptied
