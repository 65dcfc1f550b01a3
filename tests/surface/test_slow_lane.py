"""Whatever answers with a file takes the lane of files: every page, opened by somebody who may open all, says so."""

import itertools

import pytest
from django.urls import get_resolver

from cchc.accounts.models import Grant, User
from cchc.accounts.rules.roles import Role
from cchc.kernel import slow_lane
from tests.surface.test_surface import body, client_of, declared, filled, still_clock
from tests.surface.world import NOW, World, made

__all__ = ["still_clock"]
VARIANTS = ("", "xuat=xlsx", "mau=1", "mau-tep=1")
SMALLEST = 20
"""So many addresses answer with a file in the world at least: a walk that opens nothing finds nothing."""


def somebody(world: World) -> User:
    user = User.objects.create(username="moi-quyen", full_name="Mọi quyền", unit_id=world.root)
    for role in Role:
        Grant.objects.create(user=user, role=role.value, unit_id=world.root, valid_from=NOW.date())
    return user


@pytest.mark.slow
@pytest.mark.django_db
def test_a_view_that_answers_with_a_file_is_marked_slow() -> None:
    world = made(2)
    client, is_slow = client_of(somebody(world)), slow_lane.addresses(get_resolver().url_patterns)
    files, unmarked = set(), set()
    for where, _permission in declared():
        if where.startswith("dang-xuat"):
            continue
        for address, _owner in itertools.islice(filled(world, where), 1):
            for query in VARIANTS:
                answer = client.get(f"{address}?{query}")
                is_file = answer.streaming or "attachment" in answer.headers.get("Content-Disposition", "")
                body(answer)  # read to its end
                if is_file:
                    files.add(where)
                if is_file and not is_slow("GET", address, query):
                    unmarked.add(f"{where}?{query}")
    assert unmarked == set(), "mark these views with kernel.slow_lane.slow"
    assert len(files) >= SMALLEST
