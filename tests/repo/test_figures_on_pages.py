"""What is shown in two languages says in which it writes days and numbers.

``ui.display`` and ``kernel.writing`` write Vietnamese when nobody tells them; an English page said "Done 25/01" beside
"31 Jan 2019". Pages, forms, tags and search take ``ui.reader`` or the filters ``vn_…``, or name the language.
"""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.kernel import writing
from cchc.ui import display

CCHC = Path(writing.__file__).parents[1]
ROOMS = {"pages", "forms", "templatetags", "charts"}
SEARCH = {"searching.py", "indicators.py", "navigation.py"}
OURS = {"cchc.ui.display": display, "cchc.kernel.writing": writing}


def languages(module: object) -> dict[str, int]:
    """Return function → place of its ``language`` among what it takes."""
    functions = inspect.getmembers(module, inspect.isfunction)
    taken = {name: list(inspect.signature(one).parameters) for name, one in functions}
    return {name: given.index("language") for name, given in taken.items() if "language" in given}


KNOWN = {name: languages(module) for name, module in OURS.items()}


def names(tree: ast.AST) -> dict[str, int]:
    """Return how a source calls them, ``display.date`` or an own name, → place of the language."""
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for one in node.names:
                own = one.asname or one.name
                found |= {f"{own}.{f}": at for f, at in KNOWN.get(f"{node.module}.{one.name}", {}).items()}
                if one.name in KNOWN.get(node.module or "", {}):
                    found[own] = KNOWN[str(node.module)][one.name]
    return found


def silent(source: str) -> Iterator[str]:
    """Yield the calls that leave the language to the default."""
    tree = ast.parse(source)
    known = names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in known:
            said = len(node.args) > known[ast.unparse(node.func)] or any(k.arg == "language" for k in node.keywords)
            if not said:
                yield f"{node.lineno}: {ast.unparse(node)}"


def shown() -> list[Path]:
    return [
        path
        for path in sorted(CCHC.rglob("*.py"))
        if "tests" not in path.parts
        and (ROOMS & set(path.parts) or ("plugs" in path.parts and path.name in SEARCH) or path.parent.name == "ui")
        and path.name not in {"display.py", "reader.py"}
    ]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("from cchc.ui import display\ndisplay.date(day)", 1),
        ("from cchc.ui.display import date as said\nsaid(day)", 1),
        ("from cchc.kernel import writing\nwriting.number(7, 2)", 1),
        ("from cchc.ui import display\ndisplay.date(day, language)", 0),
        ("from cchc.ui import display\ndisplay.date(day, language='en')", 0),
        ("from cchc.ui import reader\nreader.date(day)", 0),
        ("from cchc.ui import display\ndisplay.short(text, 7)", 0),
    ],
)
def test_a_silent_call_is_seen(source: str, count: int) -> None:
    assert len(list(silent(source))) == count


@pytest.mark.parametrize("path", shown(), ids=lambda path: path.relative_to(CCHC).as_posix())
def test_whatever_is_shown_names_its_language(path: Path) -> None:
    assert list(silent(path.read_text(encoding="utf-8"))) == [], "use `ui.reader`, `vn_…` or name the language"
