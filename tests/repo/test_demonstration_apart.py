"""The rooms in which people work know nothing of the demonstration, which stands above and comes in by their doors."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = [
    path
    for path in sorted((ROOT / "cchc").rglob("*.py"))
    if not {"tests", "migrations"} & set(path.parts) and "demonstration" not in path.relative_to(ROOT).parts
]
TOLD = re.compile(r"SYNTHETIC|cchc\.demonstration|demo=True|\"Dữ liệu mẫu\", \"demo\"|content/demo")
NAMED = re.compile(r"cchc\.demonstration")


def test_the_rooms_are_looked_into() -> None:
    assert len(ROOMS) > 700
    for line in ("from cchc.demonstration.actions import telling", 'seeds.register("x", load=f, demo=True)'):
        assert TOLD.search(line)


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_room_holds_a_part_of_it(path: Path) -> None:
    assert TOLD.findall(path.read_text(encoding="utf-8")) == []


def test_only_the_settings_name_it() -> None:
    naming = [path.name for path in sorted((ROOT / "config").rglob("*.py")) if NAMED.search(path.read_text("utf-8"))]
    assert naming == ["settings.py"]
