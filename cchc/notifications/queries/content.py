"""The ladder as dated content: ``content/law/reminders.yaml``."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.kernel import plain_yaml
from cchc.notifications.rules import ladder


def written() -> Mapping[str, Any]:
    """Return the file as it is."""
    found: Mapping[str, Any] = plain_yaml.content("law", "reminders.yaml")
    return found


def rungs(matter: str, today: dt.date) -> tuple[ladder.Rung, ...]:
    """Return the ladder of ``matter`` in force on ``today``."""
    return ladder.ladder(written()["ladders"], matter, today)


def digest_hour() -> int:
    """Return the local hour from which a day's digests are made."""
    return int(written()["digest"]["hour"])


def most_named() -> int:
    """Return how many matters a letter names."""
    return int(written()["digest"]["most"])
