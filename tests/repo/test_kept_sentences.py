"""Sentences that rules keep in Vietnamese (a doubt in its draft, the reason of a score) can be said in any language.

Read out of the source: each sentence of those rules, its values filled in, must be one that the module's phrases know.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.kernel.phrases import Phrases
from cchc.par_index.rules import rule_text
from cchc.par_index.rules.reasons import REASONS
from cchc.par_index.rules.surveyed import FIVE
from cchc.plans.rules.questions import ASKED
from cchc.surveys.rules.reasons import REASONS as VOID
from cchc.surveys.rules.sampling import EVERYBODY
from cchc.ui.quoting import LETTER
from tools import messages

ROOT = Path(__file__).resolve().parents[2] / "cchc"
PLANS = sorted(path for path in (ROOT / "plans/rules").rglob("*.py") if path.name != "questions.py")
SCHEMES = sorted(path for path in (ROOT / "par_index/rules").rglob("*.py") if path.name != "reasons.py")
WRITTEN = {*rule_text.WORDS.values(), *rule_text.SIGNS.values(), rule_text.FULL, "trừ: 7 = 7", *FIVE}
"""Words of the lines in which a rule is written, and read back, and answers: what a form takes, in any language."""
SURVEYS = ROOT / "surveys/rules/sampling.py"
SAYING = messages.sentences()
"""What takes a template already."""


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each Vietnamese sentence that the file says, "7" in the place of each value."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(below) for node in ast.walk(tree) if _is_apart(node) for below in ast.walk(node) if below is not node}
    for node in ast.walk(tree):
        if id(node) not in parts and (text := _text(node)) and re.search(LETTER, text):
            yield getattr(node, "lineno", 0), text


def _is_apart(node: ast.AST) -> bool:
    """Tell whether what lies below is no sentence of its own: parts of one, a docstring, a pattern, a template."""
    called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or isinstance(node, ast.JoinedStr) or called in SAYING | {"compile", "sub", "search"}


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PLANS, ids=_name)
def test_each_doubt_about_a_plan_has_its_template(path: Path) -> None:
    check(ASKED, [(line, text) for line, text in sentences(path) if text.endswith(".")])


@pytest.mark.parametrize("path", SCHEMES, ids=_name)
def test_each_reason_of_a_score_and_each_fault_of_a_scheme_has_its_template(path: Path) -> None:
    check(REASONS, [(line, text) for line, text in sentences(path) if text not in WRITTEN])


def test_each_reason_why_a_form_does_not_count_has_its_template() -> None:
    check(VOID, [(line, text) for line, text in sentences(SURVEYS) if text != EVERYBODY])


def test_what_is_written_in_a_rule_is_still_written_there() -> None:
    found = {text for path in SCHEMES for _line, text in sentences(path)}
    assert found >= WRITTEN


def check(known: Phrases, said: list[tuple[int, str]]) -> None:
    assert [(line, text) for line, text in said if not known.knows(text)] == []
