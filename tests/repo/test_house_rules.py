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


# ------------------------------------------------------------------ the words officials use
OLD_WORDS = re.compile(
    r"bản đọc|máy hiểu|chỗ nghi ngờ|đọc một kế hoạch\"|thông qua kế hoạch|hạn một ngày|trước một ngày|khi có sự việc"
    r"|chốt biên bản|còn nợ|chỉ số đo|công sức|thư đã gửi|mục lục|đảm bảo giá trị|lý do gạch|đã gạch"
    r"|[\"'>*](thôi|gạch|vững)[\"'<*]",
    re.IGNORECASE,
)
"""Words of the first version that nobody in an office used (``docs/glossary.md`` has those that took their place)."""

SHOWN = [
    path
    for path in SOURCES
    if path.suffix in {".html", ".py", ".po", ".yaml", ".md"}
    and path.relative_to(ROOT).parts[0] in {"cchc", "config", "docs", "README.md"}
    and not {"migrations", "tests", "law", "decisions"} & set(path.parts)
]


def test_pages_use_the_words_of_offices() -> None:
    found = [
        f"{_name(path)}: {words[0]}" for path in SHOWN for words in OLD_WORDS.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_names_keep_their_capitals() -> None:
    """``|lower`` makes "thị xã hồng ngự" of a name; ``kernel.text.inside`` lowers the first letter alone."""
    assert [
        _name(path) for path in CODE if path.suffix == ".html" and re.search(r"\|\s*lower\b", path.read_text("utf-8"))
    ] == []


PYTHON = [
    path
    for path in CODE
    if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in {"cchc", "config"} and "tests" not in path.parts
]
BY_HAND = re.compile(
    r"\[:1\]\.(upper|lower)\(\)|\.capitalize\(\)|\b(opened|inside)\([^)]*\.(lower|upper)\(\)|\w\{\w+\[1:\]\}"
    r"|[\"']\w[\"'] \+ \w+\[1:\]"
)


def test_first_letters_are_changed_in_one_place() -> None:
    """``kernel.text.opened`` and ``inside``: ``capitalize`` takes the capitals of names away."""
    found = [_name(path) for path in PYTHON if BY_HAND.search(path.read_text(encoding="utf-8"))]
    assert found == ["cchc/kernel/text.py"]


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        ("name[:1].upper() + name[1:]", True),
        ("name.capitalize()", True),
        ("f'N{day[1:]} hàng tháng'", True),
        ("'N' + day[1:]", True),
        ("opened(self.post.lower())", True),
        ("opened(day)", False),
        ("f'{day} {rest[1:]}'", False),
        ("opened(name), other.lower()", False),
    ],
)
def test_the_rule_of_first_letters_sees_each_kind(source: str, is_seen: bool) -> None:
    assert bool(BY_HAND.search(source)) is is_seen


GUESSED = re.compile(r"getattr\(\s*(subject|request\.subject|subject_of\()")


def test_who_asks_is_asked_by_name() -> None:
    """``Subject`` is typed: a misspelling in ``getattr`` would mean "nobody"."""
    assert [_name(path) for path in CODE if path.suffix == ".py" and GUESSED.search(path.read_text("utf-8"))] == []
