"""Who acts in the demonstration, and the moments of its days."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.organisation import queries as organisation

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")


@dataclass(frozen=True)
class Told:
    """What every chapter knows: who holds which role, when the plan was adopted, and where the story ends."""

    people: Mapping[str, int]
    begin: dt.datetime
    now: dt.datetime

    @property
    def office(self) -> Actor:
        """Return the office that follows the plan."""
        return Actor(self.people["office"], ACTOR.label, ACTOR.source)


def at(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return a moment of the day."""
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)


def unit_of(key: str, day: dt.date) -> int:
    """Return the unit of a slug, or the province."""
    return organisation.root_id(day) if key == "province" else organisation.unit_id_by_slug(key)


def today(told: Told) -> dt.date:
    """Return the day on which the demonstration stands."""
    return day_of(told.now)
