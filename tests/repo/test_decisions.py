"""Decisions are numbered once, and what they point to is there."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
_NAMED = re.compile(r"`((?:tests|cchc|config|tools|docs|benchmarks|content)/[\w./-]+\.(?:py|md|yaml|html|js|css))`")


def test_each_has_a_number_of_its_own_and_says_it() -> None:
    numbers = Counter(path.name[:4] for path in DECISIONS)
    assert [number for number, times in numbers.items() if times > 1] == []
    assert len(DECISIONS) > 15


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_what_a_decision_points_to_is_there(path: Path) -> None:
    named = _NAMED.findall(path.read_text(encoding="utf-8"))
    assert [place for place in named if not (ROOT / place).exists()] == []
