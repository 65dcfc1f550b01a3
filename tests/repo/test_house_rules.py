"""What a linter cannot say about this repository."""

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = [ROOT / name for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()]
TEXT = {".py", ".html", ".po", ".css", ".js", ".md", ".yaml", ".yml", ".toml", ".txt", ".sql"}
SOURCES = [path for path in TRACKED if path.suffix in TEXT and "vendor" not in path.parts and path.exists()]
CODE = [path for path in SOURCES if path.suffix in {".py", ".html", ".css", ".js"} and "migrations" not in path.parts]
LONGEST = 400


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_vietnamese_is_composed(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_file_holds_one_idea(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= LONGEST


JUNK = re.compile(r"(^|/)(utils?|helpers?|common|core|services?|managers?|misc)(\.py|/)")


def test_no_junk_drawers() -> None:
    assert [_name(path) for path in TRACKED if JUNK.search(_name(path))] == []


def test_no_lock_file_records_an_index() -> None:
    names = {path.name for path in TRACKED}
    assert not names & {"uv.lock", "pylock.toml"}
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name


PROVINCE = re.compile(r"Đồng Tháp|dong.thap", re.IGNORECASE)


def test_no_code_names_a_province() -> None:
    """Another province adopts the platform by loading other files."""
    named = [
        _name(path)
        for path in CODE
        if path.suffix == ".py"
        and path.is_relative_to(ROOT / "cchc")
        and "tests" not in path.parts
        and PROVINCE.search(path.read_text(encoding="utf-8"))
    ]
    assert named == []
