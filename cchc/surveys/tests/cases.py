"""A small province that surveys its departments, and the people who run it."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.test import Client

from cchc.accounts.models import Grant, User
from cchc.kernel import history
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.organisation.models import Unit, UnitVersion
from cchc.surveys.actions import answering, running
from cchc.surveys.models import Survey
from cchc.surveys.types import Draft, Question, Settings

NOW = dt.datetime(2019, 6, 10, 9, tzinfo=ZONE)
LAST = dt.date(2019, 6, 25)
ABOUT = "Mức độ hài lòng đối với sự phục vụ"
"""The words of officials, which are no question to a citizen."""
UNITS = [("P", "Tỉnh thử", "province", None), ("S1", "Sở Một", "department", "P"), ("S2", "Sở Hai", "department", "P")]
PEOPLE = {"office": ("office", "P"), "reader": ("reader", "P"), "clerk": ("officer", "S1")}


@dataclass
class Town:
    """Province P over two departments; its office runs surveys, a clerk of S1 does not."""

    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "Town":
        town = cls()
        for key, name, level, above in UNITS:
            unit = Unit.objects.create(slug=f"thu-{key.lower()}")
            UnitVersion.objects.create(
                unit=unit, code=f"T{key}", name=name, official_name=name, short=name, level=level, kind=level,
                parent_id=town.units.get(above or ""), valid_from=dt.date(2000, 1, 1), sort_key=name, folded=name,
            )  # fmt: skip
            town.units[key] = unit.pk
        for name, (role, unit) in PEOPLE.items():
            user = User.objects.create(username=name, full_name=name.title(), unit_id=town.units[unit])
            Grant.objects.create(user=user, role=role, unit_id=town.units[unit], valid_from=dt.date(2018, 1, 1))
            town.people[name] = user
        return town

    def by(self, name: str = "office", now: dt.datetime = NOW) -> dict[str, Any]:
        """Return who acts and when."""
        user = self.people[name]
        return {"actor": Actor(user.pk, user.full_name, "test"), "now": now}

    def signed_in(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client

    def survey(self, minimum: int = 2) -> Survey:
        """Return a survey about both departments, whose one question is still in the words of officials."""
        question = Question("2.1", ABOUT, ("tốt", "kém"))
        draft = Draft(self.units["P"], [self.units["S1"], self.units["S2"]], [question], dt.date(2019, 6, 9))
        settings = Settings("Khảo sát", Decimal(5), minimum, LAST)
        return Survey.objects.get(pk=running.set_up(draft, settings, **self.by()))


def text_of(response: Any) -> str:
    """Return what a reader sees: no tags, single spaces."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def codes(survey: Survey, case: Town, each: int | None = 3) -> list[str]:
    made = answering.invite(survey.pk, each, **case.by())
    return [code for unit, _, code in made if unit == case.units["S1"]]


def fill(code: str, choice: str, case: Town, now: dt.datetime = NOW) -> None:
    answering.answer(code, {"c1": choice}, actor=history.PLATFORM, now=now)
