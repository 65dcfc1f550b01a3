"""The reader of plans as the actions use it: a file in, what it says out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cchc.kernel import papers
from cchc.plans.queries.registry import directory
from cchc.plans.rules.reading.plan import issued_on, read_plan


@dataclass(frozen=True)
class Found:
    """What a file says, as JSON, with the day on which its units were looked up."""

    json: dict[str, Any]
    kind: papers.Kind
    as_of: dt.date


def read(name: str, data: bytes, as_of: dt.date | None, *, today: dt.date) -> Found:
    """Read a file; raises ``papers.Refused`` or ``NotAPlan`` and nothing else."""
    paper = papers.read(name, data)
    day = as_of or issued_on(paper) or today
    return Found(read_plan(paper, directory(day)).as_json(), paper.kind, day)
