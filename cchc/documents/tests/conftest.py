"""A small province and people who sign in, for pages of documents."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from cchc.accounts.models import Grant, User
from cchc.organisation.models import Unit, UnitVersion


@pytest.fixture
def units(db: None) -> dict[str, int]:
    made: dict[str, int] = {}
    for slug, level, above in [("tinh", "province", None), ("so", "department", "tinh"), ("huyen", "district", "tinh")]:
        unit = Unit.objects.create(slug=slug)
        UnitVersion.objects.create(
            unit=unit, code=slug, name=slug, official_name=slug, short=slug, level=level, kind=level,
            parent_id=made.get(above or ""), sort_key=slug, folded=slug,
        )  # fmt: skip
        made[slug] = unit.pk
    return made


@pytest.fixture
def sign_in(units: dict[str, int]) -> Callable[[str, str], Client]:
    def client(role: str, unit: str) -> Client:
        user = User.objects.create(username=f"{role}-{unit}", full_name=unit, unit_id=units[unit])
        Grant.objects.create(user=user, role=role, unit_id=units[unit], valid_from=dt.date(2019, 1, 1))
        found = Client()
        found.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return found

    return client
