"""The registry of units as a plan sees it: names, classes and numbers on the plan's day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cchc.organisation import queries as organisation
from cchc.organisation.types import Directory


@dataclass(frozen=True)
class Registry:
    """Every name on a day, and the number of each unit by its code of that day."""

    directory: Directory
    unit_ids: Mapping[str, int]


def registry(day: dt.date) -> Registry:
    """Return the registry as of ``day``."""
    return Registry(organisation.directory(day), organisation.ids_by_code(day))


def directory(day: dt.date) -> Directory:
    """Return the names alone."""
    found: Directory = organisation.directory(day)
    return found
