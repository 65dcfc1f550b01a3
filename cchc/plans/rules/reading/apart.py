"""What the child does that reads a plan (``kernel.apart``): the file into a paper, the paper into the plan.

The units are looked up as of the day that the paper names, and a child has no database: it asks its parent for them.
"""

from collections.abc import Generator, Mapping
from typing import Any

from cchc.kernel.apart import made
from cchc.kernel.papers import inside
from cchc.organisation.types import Directory
from cchc.plans.rules.reading.plan import issued_on, read_plan


def plan(data: bytes, *, file: Mapping[str, Any]) -> Generator[Any, list[Any], dict[str, Any]]:
    """Return the plan of a file as JSON, and the file's kind; ask for the units of the day it was issued on."""
    paper = inside.read(data, file)
    directory = yield issued_on(paper)
    return {"plan": read_plan(paper, made(Directory, directory)).as_json(), "kind": paper.kind}
