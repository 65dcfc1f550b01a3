"""The reader of plans as the actions use it: a file in, what it says out. It works in a child process with limits."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cchc.kernel import apart, papers
from cchc.plans.queries.registry import directory
from cchc.plans.types import NotAPlan

AT_ONCE = apart.Bounds(cpu=3, wall=4.0)
"""What a request waits for, twice; an ordinary plan takes half a second. What takes longer is a job's."""
_TASKS = "cchc.plans.rules.reading.apart"


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
    paper = papers.asked_about(f"{_TASKS}:opened", name, data, None, bounds)
    said, kind = paper.value["day"], paper.value["kind"]
    day = as_of or (said if isinstance(said, dt.date) else None) or today
    units = apart.plain(directory(day))
    plan = apart.ask(
        f"{_TASKS}:plan", paper.data, name=name, bounds=bounds, refusals=(NotAPlan, papers.Refused), directory=units
    )
    return Found(plan.value, kind, day)
