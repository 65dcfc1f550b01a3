"""The audit log puts every kind of record into words, in both languages."""

import pytest

from cchc.accounts.rules.roles import Role
from cchc.kernel import history
from cchc.kernel.history import coverage, sentences, shown
from tests.surface.test_surface import client_of
from tests.surface.world import World, made


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")
    province = made(1)
    history.settle()
    return province


@pytest.mark.timeout(600)
@pytest.mark.parametrize("root", ["", "/en"])
def test_the_log_tells_of_every_kind_of_record(world: World, root: str) -> None:
    office = next(person for person, role in zip(world.people, Role, strict=False) if role is Role.OFFICE)
    client, told = client_of(office), 0
    for table in coverage.attached():
        answer = client.get(f"{root}/nhat-ky/?bang={table}")
        assert answer.status_code == 200, table
        told += "<details>" in answer.content.decode()
    assert told > 30


def test_every_kind_that_a_module_names_has_a_name_in_the_world(world: World) -> None:
    for table, names in sentences.named().items():
        model = shown.model(table)
        keys = list(model._default_manager.values_list("pk", flat=True)[:20]) if model else []
        assert keys, f"the world has no {table}"
        assert all(names(keys).get(key) for key in keys), table
