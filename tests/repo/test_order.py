"""Units, people and names stand in Vietnamese order everywhere: whoever sorts by a name sorts by ``sort_key``."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2] / "cchc"
BY_NAME = re.compile(
    r"""
    lambda\ \w+:\ \(?[^\n]*\b(?!parent\.)\w+\.(name|title|operator|full_name)\b
    | sorted\([^\n]*\bnames\b(\[|\.values\(\)|\))
    | order_by\("-?(\w+__)?(full_name|name)"
    """,
    re.VERBOSE,
)


def test_names_are_sorted_in_one_way() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in ROOT.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if BY_NAME.search(line) and "sort_key" not in line
    ]
    assert found == []
