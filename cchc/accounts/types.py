"""Plain values that accounts hand to other modules and to its own pages."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role is held over a unit and everything below it."""

    OFFICE = "office"  # the standing office of reform: adopts plans, confirms progress
    HEAD = "head"  # head of a unit: signs what the unit reports, asks for extensions
    OFFICER = "officer"  # does the unit's work in the platform
    READER = "reader"
    ADMINISTRATOR = "administrator"  # people and units, not the work itself


READERS = (Role.READER, Role.OFFICER, Role.HEAD, Role.OFFICE)
WORKERS = (Role.OFFICER, Role.HEAD, Role.OFFICE)
DECIDERS = (Role.HEAD, Role.OFFICE)
"""Who reads, who works and who decides where a module says nothing else of a permission (``plugs/rights.py``).

Deciding is bound to the issuer of a plan as well (``plans.access``): a head decides on the unit's own plan only.
"""


@dataclass(frozen=True)
class Created:
    """A new account; ``password`` is the one-time password to hand over, if the platform made it up."""

    user_id: int
    password: str | None


@dataclass(frozen=True)
class Issued:
    """A new token; ``raw`` is shown once and can't be read again."""

    token_id: int
    raw: str


@dataclass(frozen=True)
class Session:
    """A browser in which somebody is signed in; ``id`` is no key to it."""

    id: int
    address: str
    agent: str
    created_at: dt.datetime
    last_seen_at: dt.datetime
    is_current: bool
