"""The accounts of the demonstration: one for each role."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.accounts.actions import grants
from cchc.accounts.actions import people as accounts
from cchc.accounts.types import Role
from cchc.demonstration.actions._acting import ACTOR, unit_of
from cchc.demonstration.queries.story import password
from cchc.kernel.clock import day_of


def make(story: Mapping[str, Any], now: dt.datetime) -> dict[str, int]:
    """Make the accounts; return somebody for each role."""
    ids: dict[str, int] = {}
    day = day_of(now)
    for person in story["accounts"]:
        made = accounts.create(
            username=person["username"],
            full_name=person["full_name"],
            email=person.get("email", ""),
            position=person.get("position", ""),
            unit_id=unit_of(person["home"], day),
            password=password(),
            must_change_password=False,
            is_demo=True,
            actor=ACTOR,
            now=now,
        )
        over = unit_of(person["over"], day)
        grants.give(made.user_id, role=Role(person["role"]), unit_id=over, valid_from=day, actor=ACTOR, now=now)
        ids.setdefault(person["role"], made.user_id)
    return ids
