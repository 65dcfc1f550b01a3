"""The numbers of plans that officials decide (``content/law/plans.yaml``), in force on a day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from cchc.kernel import plain_yaml


@dataclass(frozen=True)
class Parameters:
    """``near_days`` before the due day a task is at risk; units set their target days by ``target_*``,

    at most ``leeway_days`` after the plan's year.
    """

    near_days: int
    target_month: int
    target_days: int
    leeway_days: int

    @property
    def near(self) -> dt.timedelta:
        return dt.timedelta(days=self.near_days)

    @property
    def leeway(self) -> dt.timedelta:
        return dt.timedelta(days=self.leeway_days)


def parameters(on: dt.date) -> Parameters:
    """Return the numbers in force on a day; raises ``LookupError`` if the file gives one no value."""
    return Parameters(**{one.name: _in_force(one.name, on) for one in fields(Parameters)})


def _content() -> Mapping[str, Any]:
    found: Mapping[str, Any] = plain_yaml.content("law", "plans.yaml")
    return found


def _in_force(name: str, on: dt.date) -> int:
    values = [entry for entry in _content()[name] if entry["from"] is None or entry["from"] <= on]
    if not values:
        raise LookupError(f"plans.yaml: {name} has no value on {on}")
    return int(max(values, key=lambda entry: entry["from"] or dt.date.min)["value"])
