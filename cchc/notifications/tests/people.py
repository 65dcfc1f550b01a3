"""A small province with people for tests of notifications."""

import datetime as dt

from cchc.accounts.models import Grant, User
from cchc.accounts.types import Role
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.organisation.actions import calendars
from cchc.organisation.models import Unit, UnitVersion
from cchc.organisation.queries.written_calendars import written_sheets

ACTOR = Actor(None, "Người thử", "test")
MONDAY = dt.datetime(2019, 9, 30, 8, tzinfo=ZONE)
WHO = {"actor": ACTOR, "now": MONDAY}


def units() -> dict[str, int]:
    """Make a province, a department and a district."""
    made: dict[str, int] = {}
    for slug, level, above in [("tinh", "province", None), ("so", "department", "tinh"), ("huyen", "district", "tinh")]:
        unit = Unit.objects.create(slug=slug)
        UnitVersion.objects.create(
            unit=unit, code=slug, name=slug, official_name=slug, short=slug, level=level, kind=level,
            parent_id=made.get(above or ""), sort_key=slug, folded=slug,
        )  # fmt: skip
        made[slug] = unit.pk
    return made


def person(name: str, unit_id: int, role: Role, over: int | None = None) -> int:
    """Make somebody with a role and an address."""
    user = User.objects.create(username=name, full_name=name.title(), email=f"{name}@vi-du.vn", unit_id=unit_id)
    Grant.objects.create(user=user, role=role, unit_id=over or unit_id, valid_from=dt.date(2019, 1, 1))
    return user.pk


def calendar() -> None:
    """Load the calendars that come with the platform."""
    calendars.load(written_sheets(), {}, actor=ACTOR, now=MONDAY)
