"""A content lies in the store before the transaction that names it begins (decision 27): nobody puts one inside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.platform import ROOT

PUTTING = {"keeping.put", "keeping.put_given", "keeping.lay", "storing.bring", "bring"}
ACTIONS = sorted((ROOT / "cchc").glob("*/actions/*.py"))
MEANT = {
    "cchc/documents/actions/issuing.py": "the paper carries the number that the transaction gives",
    "cchc/meetings/actions/holding.py": "the brief is of the meeting as it is under its lock: its day may change",
}


def inside(source: str) -> Iterator[int]:
    """Yield the line of each put in the body of a ``with``: in actions, all of those are transactions."""
    blocks = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.With))
    for node in (inner for block in blocks for part in block.body for inner in ast.walk(part)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in PUTTING:
            yield node.lineno


@pytest.mark.parametrize("path", ACTIONS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_content_is_put_inside_a_transaction(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    assert bool(list(inside(path.read_text(encoding="utf-8")))) == (name in MEANT)


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        ("with history.attributed(actor):\n    keeping.put(name, content)", True),
        ("with changing(1, actor):\n    if x:\n        y = [bring(*one) for one in files]", True),
        ("upload = keeping.put_given(file)\nwith history.attributed(actor):\n    keeping.keep(upload)", False),
        ("with changing(1, actor):\n    put(assignment, due_on=day)", False),  # a row
    ],
)
def test_the_check_sees_what_it_is_for(source: str, is_seen: bool) -> None:
    assert bool(list(inside(source))) is is_seen
