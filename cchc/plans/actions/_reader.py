"""The reader of plans as the actions use it: a file in, what it says out. It works in a child process with limits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cchc.kernel import apart, papers
from cchc.plans.queries.registry import directory
from cchc.plans.types import NotAPlan

_TASK = "cchc.plans.rules.reading.apart:plan"


@dataclass(frozen=True)
class Found:
    """What a file says, as JSON, with the day on which its units were looked up."""

    json: dict[str, Any]
    kind: papers.Kind
    as_of: dt.date


def read(
    name: str, data: bytes, as_of: dt.date | None, *, today: dt.date, bounds: apart.Bounds = apart.IN_A_JOB
) -> Found:
    """Read a file; raises ``papers.Refused``, ``NotAPlan`` or ``apart.Exceeded`` and nothing else."""
    days: list[dt.date] = []

    def units(said: object) -> object:
        days.append(as_of or (said if isinstance(said, dt.date) else None) or today)
        return apart.plain(directory(days[0]))

    said = papers.asked_about(_TASK, name, data, None, bounds, (NotAPlan, papers.Refused), answer=units).value
    match said:
        case {"plan": dict() as plan, "kind": kind} if days and kind in papers.WARM:
            return Found(plan, kind, days[0])
    raise papers.Refused(apart.DAMAGED, name=name)
