"""What the handbook and the refusals name exists: each *name* and each “name” stands among the words of the pages."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANDBOOK = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
NO_NAME = {"English", "số đạt / trên tổng số", "tree", "ký hiệu | tên mục | loại | gợi ý"}
"""The other language's own name; headings of a file, keys and lines that people write."""

_ENTRY = re.compile(r'^msgid(?:_plural)? ((?:"[^\n]*"\n)+)', re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![*\w])\*([^*\n]+(?:\n[^*\n]+)?)\*(?!\*)")
_REFUSAL = re.compile(r'Refusal\(\s*((?:"[^"\n]*"\s*)+)')
_QUOTED = re.compile(r"“([^”%]+)”")


@cache
def words() -> frozenset[str]:
    """Return every sentence that pages say, in small letters."""
    found = set()
    for file in (ROOT / "cchc").glob("*/locale/en/LC_MESSAGES/django.po"):
        for entry in _ENTRY.findall(file.read_text(encoding="utf-8")):
            found.add("".join(re.findall(r'"(.*)"', entry)).replace('\\"', '"').casefold())
    return frozenset(found)


def exists(name: str, besides: str = "") -> bool:
    """Tell whether some sentence has the name; "…" in it stands for a number or a name."""
    parts = [part.strip() for part in name.casefold().split("…")]
    sentences = words() - {besides.casefold()}
    return name in NO_NAME or any(all(part in one for part in parts) for one in sentences)


@pytest.mark.parametrize("page", HANDBOOK, ids=lambda page: page.name)
def test_what_the_handbook_names_is_there(page: Path) -> None:
    names = [part.strip() for one in _EMPHASIS.findall(page.read_text(encoding="utf-8")) for part in one.split("→")]
    assert names or page.name == "README.md"
    assert [name for name in names if not exists(" ".join(name.split()))] == []


def test_what_a_refusal_names_is_there() -> None:
    named = []
    for file in (ROOT / "cchc").rglob("*.py"):
        if "tests" in file.parts:
            continue
        for pieces in _REFUSAL.findall(file.read_text(encoding="utf-8")):
            sentence = "".join(re.findall(r'"([^"]*)"', pieces))
            named += [(file.name, name, exists(name, sentence)) for name in _QUOTED.findall(sentence)]
    assert len(named) > 3
    assert [one for one in named if not one[2]] == []
