"""The name of an address is a reference too: a module names its own and those below it, as it imports (pyproject)."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
_LAYERS = next(one["layers"] for one in _CONTRACTS if one.get("containers") == ["cchc"])
HEIGHTS = {name.strip(): -row for row, names in enumerate(_LAYERS) for name in names.split("|")}
NAMED = re.compile(
    r"""\{%-?\s*url\s+["']([\w:]+)["']|\b(?:reverse|reverse_lazy|redirect)\(\s*["']([\w:]+)["']|url_name=["']([\w:]+)["']"""
)
SOURCES = [
    ROOT / name
    for name in subprocess.check_output(["git", "ls-files", "cchc"], cwd=ROOT, text=True).splitlines()
    if name.endswith((".py", ".html", ".txt")) and not {"tests", "migrations"} & set(Path(name).parts)
]


def _bare() -> dict[str, set[str]]:
    """Return the names of addresses without a namespace, and the modules whose they are."""
    found: dict[str, set[str]] = {}
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        if path.name in {"urls.py", "page_urls.py"} and "app_name" not in source:
            for name in re.findall(r'name="(\w+)"', source):
                found.setdefault(name, set()).add(path.relative_to(ROOT).parts[1])
    return found


BARE = _bare()
DJANGOS = {"account_logout"}
"""The door out, which every page of an office has: its name is the sign-in library's, whoever holds the address."""


def owners(name: str) -> set[str]:
    """Return the modules whose an address may be by its name."""
    space, colon, _rest = name.partition(":")
    return {space} & set(HEIGHTS) if colon else BARE.get(name, set())


def above(module: str, source: str) -> Iterator[str]:
    """Yield the addresses of modules above or beside ``module`` that a source names."""
    for found in NAMED.findall(source):
        name = "".join(found)
        mine = owners(name)
        if name not in DJANGOS and mine and module not in mine and all(HEIGHTS[one] >= HEIGHTS[module] for one in mine):
            yield name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_addresses_are_named_downwards(path: Path) -> None:
    """What lies above offers its address: ``kernel.navigation`` and ``notifications.queries.letters`` take some."""
    module = path.relative_to(ROOT).parts[1]
    if module in HEIGHTS:
        assert list(above(module, path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("module", "source", "is_seen"),
    [
        ("notifications", "{% url 'documents:urging_letter' act.pk %}", True),
        ("notifications", 'reverse("documents:urging_letter", args=[1])', True),
        ("kernel", 'redirect("people_bring_in")', True),
        ("meetings", 'url_name="par_index:schemes"', True),
        ("documents", "{% url 'notifications:urged' act.pk %}", False),
        ("documents", "{% url 'documents:outgoing' %}", False),
        ("notifications", "{% url 'people_bring_in' %}", False),
    ],
)
def test_the_rule_of_addresses_sees_each_kind(module: str, source: str, is_seen: bool) -> None:
    assert bool(list(above(module, source))) is is_seen
