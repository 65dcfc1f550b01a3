"""People of the small province at the door of its pages."""

import datetime as dt
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from cchc.accounts.models import Grant, User
from cchc.plans.tests.work_cases import MARCH, Case, actor, at
from cchc.ui.tests.editing import as_opened

ROLES = {
    "office": ("office", "P"),
    "office2": ("office", "P"),
    "clerk": ("officer", "S1"),
    "head": ("head", "S1"),
    "other": ("officer", "S2"),
    "district": ("head", "H"),
    "commune": ("officer", "X1"),
}


def with_roles() -> Case:
    """Return the small province, each of its people in the role of their name."""
    case = Case.make()
    for name, (role, unit) in ROLES.items():
        Grant.objects.create(user=case.people[name], role=role, unit=case.units[unit], valid_from=dt.date(2018, 1, 1))
    return case


def head_of(case: Case, unit: str = "P", position: str = "Chủ tịch Ủy ban nhân dân") -> int:
    """Return somebody who heads a unit and so signs for it."""
    user, is_new = User.objects.get_or_create(
        username=f"ky-{unit.lower()}",
        defaults={"full_name": "Nguyễn Văn Ký", "position": position, "unit": case.units[unit]},
    )
    if is_new:
        Grant.objects.create(user=user, role="head", unit=case.units[unit], valid_from=dt.date(2018, 1, 1))
    return user.pk


def signed_in(case: Case, name: str) -> Client:
    client = Client()
    client.force_login(case.people[name])
    return client


def by(case: Case, name: str) -> Any:
    return {"actor": actor(case.people[name]), "now": at(MARCH)}


def text_of(response: Any) -> str:
    """Return what a reader sees: no tags, single spaces."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def posted(client: Client, name: str, *args: Any, **data: Any) -> Any:
    address = reverse(f"plans:{name}", args=args)
    return client.post(address, as_opened(client, address, data), follow=True)
