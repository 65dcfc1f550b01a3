"""Units and people stand in Vietnamese order in every list from which one is chosen, on every page."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from lxml import html

from cchc.accounts.models import User
from cchc.accounts.rules.roles import Role
from cchc.kernel.text import sort_key
from cchc.organisation.models import UnitVersion
from tests.surface.test_surface import client_of, declared, filled
from tests.surface.world import World, made

WORDS = (
    "Đông",
    "Ân",
    "Dũng",
    "An",
    "Ấp 11",
    "Ăn",
    "Ấp 2",
    "Ớt",
    "Ơn",
    "Ô Môn",
    "Ổn",
    "Ươm",
    "Út",
    "Đa",
    "Dứa",
    "Ý Yên",
)
"""In no order; each neighbours another that plain, folded or the database's order would put on its other side."""


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")
    province = made(1)
    for word, unit in zip(WORDS * 4, UnitVersion.objects.exclude(level="province").order_by("pk"), strict=False):
        unit.name = f"Đơn vị {word}"
        unit.sort_key = sort_key(unit.name)
        unit.save(update_fields=["name", "sort_key"])
    for word, user in zip(WORDS * 4, User.objects.order_by("pk"), strict=False):
        user.full_name = f"Trần Văn {word}"
        user.save()
    return province


def lists(page: str) -> Iterator[list[str]]:
    """Yield the words of every list to choose from: a group of options or of boxes to tick."""
    tree = html.fromstring(page)
    for group in tree.xpath("//select[not(optgroup)] | //optgroup"):
        yield [" ".join(one.text_content().split()) for one in group.xpath("./option")]
    for group in tree.xpath("//*[contains(concat(' ', @class, ' '), ' choices ')]"):
        yield [" ".join(one.text_content().split()) for one in group.xpath("./label")]


def key(said: str, levels: dict[str, str]) -> tuple[str, str] | None:
    """Return what a choice is (a unit of a level, a person) and by what it is sorted: its name, the given name first.

    A short list holds several levels without headings, one below the other.
    """
    name = said.split(" (")[0]
    if name in levels:
        return levels[name], sort_key(name)
    if said.startswith("Trần Văn "):
        return "person", sort_key(said.removeprefix("Trần Văn ").split(",")[0].split(" (")[0])
    return None


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Yield every page (its kind and text) that an office or an administrator may open."""
    for user in world.people:
        if {grant.role for grant in world.holders[user.pk].grants} & {Role.OFFICE, Role.ADMINISTRATOR}:
            client = client_of(user)
            for where, _permission in declared():
                for address, _owner in filled(world, where):
                    answer = client.get(address)
                    if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                        yield where, answer.content.decode()


@pytest.mark.slow
def test_whoever_is_chosen_stands_in_vietnamese_order(world: World) -> None:
    seen, wrong = Counter[str](), set()
    levels = dict(UnitVersion.objects.values_list("name", "level"))
    for where, page in pages(world):
        for said in lists(page):
            for (one, mine), (other, theirs) in pairwise((one, key(one, levels)) for one in said):
                if mine and theirs and mine[0] == theirs[0]:
                    seen[mine[0]] += 1
                    wrong |= {(where, one, other)} if mine > theirs else set()
    assert wrong == set()
    assert seen["district"] > 20, seen
    assert seen["commune"] > 30, seen
    assert seen["person"] > 0, seen
