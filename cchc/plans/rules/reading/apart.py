"""What the child does that reads a plan (``kernel.apart``): the file into a paper, then the paper into the plan.

Two steps, since the units are looked up as of the day that the paper names, and a child has no database. What goes
from the first to the second passes through the parent as bytes that it doesn't look into.
"""

from collections.abc import Mapping
from typing import Any

from cchc.kernel.apart import made, packed, plain, unpacked
from cchc.kernel.papers import Paper, inside
from cchc.organisation.types import Directory
from cchc.plans.rules.reading.plan import issued_on, read_plan


def opened(data: bytes, *, file: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the day that a file says it was issued on, and its paper, packed."""
    paper = inside.read(data, file)
    return {"day": issued_on(paper), "kind": paper.kind}, packed(plain(paper))


def plan(data: bytes, *, directory: list[Any]) -> dict[str, Any]:
    """Return the plan of a packed paper as JSON; raises ``NotAPlan``."""
    return read_plan(made(Paper, unpacked(data)), made(Directory, directory)).as_json()
