"""Surveys know nothing of the index: of it they keep the names of four tables, which the trail's entries name."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [
    path
    for path in sorted(ROOT.rglob("*"))
    if path.suffix in {".py", ".html"} and not {"migrations", "tests"} & set(path.relative_to(ROOT).parts)
]
TABLES = re.compile(r"\bpar_index_(survey|sample|invitation|answer)\b")
INDEX = re.compile(r"par_index|\b(round|sheet|scheme|leaf|leaves)(_id|_of)?\b", re.I)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_room_names_what_is_the_indexs(path: Path) -> None:
    found = INDEX.search(TABLES.sub("", path.read_text(encoding="utf-8")))
    assert found is None, found


def test_the_walk_reads_the_module() -> None:
    assert {path.name for path in SOURCES} >= {"access.py", "running.py", "tallies.py", "survey.html"}
    assert INDEX.search("from cchc.par_index.models import Round")
