"""A day is written one way: ``kernel.writing`` knows how, and nobody forms one by hand.

Keys and names of files (``%Y%m%d``, ``%Y-%m-%d``) are for machines and no days that people read.
"""

import re
from pathlib import Path

import pytest

from cchc.kernel import writing

CCHC = Path(writing.__file__).parents[1]
PYTHON = [path for path in sorted(CCHC.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)]
TEMPLATES = sorted(CCHC.rglob("*.html"))
BY_HAND = re.compile(r"\bstrftime\(|:%[dmjBb]|\{[\w.]*\bday(?::02d?)?\}/\{")
SHOWN = re.compile(r"\|(?:date|time):[\"'](?!Y-m-d[\"']|H:i[\"'])")
OTHERS = {
    "kernel/writing.py": "the place",
    "plans/rules/reading/money.py": "names of periods, to be counted; nobody reads them",
    "organisation/forms/calendars.py": "formats that a box takes",
}


def test_the_pattern_finds_what_is_written_by_hand() -> None:
    for line in (
        'f"{day:%d/%m/%Y}"',
        'day.strftime("%d/%m")',
        'f"{day.day}/{day.month}"',
        'f"{one.day:02}/{one.month}"',
    ):
        assert BY_HAND.search(line), line
    assert not BY_HAND.search("writing.date(day)")


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(CCHC).as_posix())
def test_no_source_writes_a_day_by_hand(path: Path) -> None:
    if path.relative_to(CCHC).as_posix() not in OTHERS:
        assert BY_HAND.findall(path.read_text(encoding="utf-8")) == [], "use `kernel.writing`"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(CCHC).as_posix())
def test_no_template_writes_a_day_by_hand(path: Path) -> None:
    assert SHOWN.findall(path.read_text(encoding="utf-8")) == [], "use `vn_date`, `vn_day`, `vn_date_long`, `vn_moment`"


@pytest.mark.parametrize("path", OTHERS)
def test_the_list_of_others_holds_nothing_that_is_gone(path: str) -> None:
    assert re.search(r"strftime|%d", (CCHC / path).read_text(encoding="utf-8"))
