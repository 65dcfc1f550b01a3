"""The directories against which the reader is tested: the real units on the day of each plan, from the units file."""

import datetime as dt
from functools import cache

from cchc.organisation.queries import registry
from cchc.organisation.types import Directory
from cchc.plans.rules.reading.who import Resolver

ON_2018 = dt.date(2018, 12, 6)
ON_2026 = dt.date(2026, 1, 5)


@cache
def directory(on: dt.date = ON_2018) -> Directory:
    return registry.written_directory(on)


@cache
def resolver(on: dt.date = ON_2018) -> Resolver:
    return Resolver(directory(on))
