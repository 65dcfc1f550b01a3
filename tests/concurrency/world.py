"""A small province in which every action can be done: people, a plan, a round at each stage, registers."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor
from cchc.plans.tests.work_cases import Case, actor
from cchc.plans.tests.work_door import head_of, with_roles

TODAY = dt.date(2019, 6, 10)
NOW = dt.datetime(2019, 6, 10, 9, tzinfo=ZONE)


@dataclass
class City:
    """The province of the stories and its numbers: units, people, records by name."""

    case: Case
    heads: dict[str, int] = field(default_factory=dict)

    def unit(self, key: str) -> int:
        return self.case.units[key].pk

    def person(self, name: str) -> int:
        return self.case.people[name].pk

    def actor(self, name: str = "office") -> Actor:
        return actor(self.case.people[name])

    def by(self, name: str = "office") -> dict[str, Any]:
        return {"actor": self.actor(name), "now": NOW}


def city() -> City:
    """Make it."""
    case = with_roles()
    return City(case, {unit: head_of(case, unit) for unit in ("P", "S1", "H")})
