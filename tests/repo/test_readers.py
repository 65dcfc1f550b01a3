"""One way in for what somebody wrote: ``kernel.reading`` reads days and numbers, bounded, and nobody reads by hand."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.kernel import commands
from config import supervisor

ROOT = Path(__file__).parents[2]
PYTHON = [
    path
    for place in ("cchc", "config")
    for path in sorted((ROOT / place).rglob("*.py"))
    if not {"tests", "migrations"} & set(path.parts)
]
OTHERS = {  # what reads neither an address, a form, a command nor a cell
    "cchc/kernel/reading.py": "the reader",
    "config/presence.py": "/proc",
    "config/starting.py": "/proc",
    "cchc/kernel/history/sentences.py": "what the log wrote itself",
    "cchc/kernel/history/checking.py": "what the public page wrote",
    "cchc/kernel/apart/wire.py": "what our own process wrote for us, refused if it is none",
    "cchc/kernel/papers/sheet_parts.py": "marks of a paper, bounded by their digits",
    "cchc/kernel/history/comparing.py": "moments that the database wrote",
    "cchc/kernel/papers/docx.py": "marks of a paper, bounded where it is opened",
    "cchc/kernel/papers/pdf_columns.py": "asks for a digit only",
    "cchc/kernel/papers/pdf_marks.py": "asks for a digit only",
    "cchc/kernel/papers/sheet_words.py": "marks of a paper, bounded by their digits",
    "cchc/kernel/papers/word_numbers.py": "marks of a paper, bounded where it is opened",
    "cchc/documents/documents/workbook.py": "asks for digits only",
    "cchc/accounts/queries/bringing_in.py": "asks for digits only: a telephone is text",
    "cchc/ui/templatetags/ui.py": "what a template wrote",
    "cchc/par_index/rules/what_if.py": "a figure that the rules have read",
    "cchc/plans/rules/paper.py": "digits of a pattern",
    "cchc/plans/rules/reading/when_recurring.py": "digits of a pattern",
    "cchc/plans/rules/reading/words.py": "asks for digits only",
    "cchc/plans/pages/review/rule_words.py": "a choice of ours",
    "cchc/organisation/rules/clock/content.py": "hours of a written calendar, refused by `content.read`",
    # days that the platform has written into its own columns as ISO
    "cchc/plans/plugs/jobs.py": "stored in the queue",
    "cchc/demonstration/actions/telling.py": "a story of ours",
    "cchc/plans/queries/assignment.py": "stored",
    "cchc/plans/rules/stored.py": "stored",
}
BY_HAND = {"isdigit", "isdecimal", "isnumeric", "fromisoformat", "strptime", "parse_date"}
ASKED = re.compile(r"\b(request\.|params\b|GET\b|POST\b|asked\b|given\b)")


def by_hand(source: str) -> Iterator[str]:
    """Yield each place that reads a number or a day without the reader."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in BY_HAND:
            yield f"{node.lineno}: {node.attr}"
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called in {"int", "float", "Decimal"} and node.args and ASKED.search(ast.unparse(node.args[0])):
            yield f"{node.lineno}: {ast.unparse(node)}"
        if called == "add_argument":
            kinds = [ast.unparse(one.value) for one in node.keywords if one.arg == "type"]
            yield from (f"{node.lineno}: type={kind}" for kind in kinds if kind in {"int", "float", "Decimal"})


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_reads_days_and_numbers_by_hand(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name not in OTHERS:
        assert list(by_hand(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", OTHERS)
def test_the_list_of_others_holds_nothing_that_is_gone(name: str) -> None:
    assert list(by_hand((ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("source", "is_seen"),
    [
        ("int(request.GET['nam'])", True),
        ("x = params.get('nam'); int(params['nam'])", True),
        ("[int(one) for one in ticked if one.isdigit()]", True),
        ("Decimal(request.POST.get('diem'))", True),
        ("parser.add_argument('--workers', type=int)", True),
        ("parser.add_argument('--day', type=dt.date.fromisoformat)", True),
        ("dt.datetime.strptime(cell, '%d/%m/%Y')", True),
        ("reading.whole(request.GET.get('nam'))", False),
        ("parser.add_argument('--workers', type=commands.whole(1, 64))", False),
        ("int(node.id)", False),
    ],
)
def test_the_rule_about_readers_sees_each_kind(source: str, is_seen: bool) -> None:
    assert bool(list(by_hand(source))) is is_seen


# ------------------------------------------------------------------ the command line, argument by argument
supervisor.offer()
SENSELESS = ("hai", "", "9" * 5_000, "1e-8000000", "1e8000000", "99999-01-01", "2019-02-31", "\u0661", "nan")
TYPED = [
    pytest.param(action, id=f"{' '.join(command.words)} {action.dest}")
    for command in commands.known()
    for action in commands.parser(command)._actions
    if action.type not in (None, Path)
]


def test_the_walk_meets_arguments() -> None:
    assert len(TYPED) >= 10


@pytest.mark.parametrize("action", TYPED)
@pytest.mark.parametrize("text", SENSELESS, ids=lambda text: text[:12] or "empty")
def test_what_an_argument_does_not_take_is_wrong_usage(action: argparse.Action, text: str) -> None:
    """Exit code 2 and a sentence of ours, in which the text is cut: argparse's own is English."""
    assert callable(action.type)
    with pytest.raises(argparse.ArgumentTypeError, match=r"không phải") as refused:
        action.type(text)
    assert len(str(refused.value)) < 200
