"""What an installation starts with: loaded once a version, whole or not at all, in the platform's name."""

import pytest
from django.db import connection

from cchc.kernel import history, seeds


@pytest.fixture(autouse=True)
def no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "_seeds", {})


def load(*names: str) -> None:
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("INSERT INTO probe (name) VALUES (%s)", [name])


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM probe ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_seeds_load_in_order_once_a_version_and_demonstrations_on_request(probe: str) -> None:
    version = ["1"]
    seeds.register("b", order=20, version=lambda: "1", load=lambda: load("b"))
    seeds.register("a", order=10, version=lambda: version[0], load=lambda: load("a"))
    seeds.register("demo", order=5, version=lambda: "1", load=lambda: load("demo"), demo=True)
    assert seeds.load_missing() == ["a", "b"]
    assert seeds.load_missing() == []
    version[0] = "2"
    assert seeds.load_missing(demo=True) == ["demo", "a"]
    assert names() == ["a", "b", "demo", "a"]


def test_a_seed_that_fails_leaves_nothing_behind_and_is_tried_again(probe: str) -> None:
    broken = [True]

    def fragile() -> None:
        load("nửa")
        if broken:
            raise ZeroDivisionError

    seeds.register("fragile", order=1, version=lambda: "1", load=fragile)
    with pytest.raises(ZeroDivisionError):
        seeds.load_missing()
    assert names() == []
    broken.clear()
    assert seeds.load_missing() == ["fragile"]


def test_what_a_seed_loads_is_the_platforms(probe: str) -> None:
    seeds.register("a", order=1, version=lambda: "1", load=lambda: load("a"))
    seeds.load_missing()
    history.settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT actor FROM kernel_auditentry WHERE table_name = 'probe'")
        assert cursor.fetchall() == [("Hệ thống",)]
