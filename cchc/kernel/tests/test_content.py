"""Files of ``content/`` are read once, in one place, and one that can't be used is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cchc
from cchc.kernel import places, plain_yaml

WRONG = [
    (None, {}, r"content/law/a\.yaml: .*No such file"),
    ("a: 1\nb: ]", {}, r"content/law/a\.yaml, line 2: sai dạng"),
    ("a: &x 1", {}, r"content/law/a\.yaml, line 1: có neo"),
    ("- a", {}, r"content/law/a\.yaml: a dict is wanted, it holds a list"),
    ("a: 1", {"shape": list}, r"content/law/a\.yaml: a list is wanted, it holds a dict"),
    ("", {}, r"content/law/a\.yaml: a dict is wanted, it holds a NoneType"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    plain_yaml.content.cache_clear()
    monkeypatch.setattr(places, "CONTENT", tmp_path)
    (tmp_path / "law").mkdir()
    yield tmp_path / "law"
    plain_yaml.content.cache_clear()


@pytest.mark.parametrize(("text", "asked", "said"), WRONG)
def test_a_file_that_can_not_be_used_is_named(
    text: str | None, asked: dict[str, type], said: str, folder: Path
) -> None:
    if text is not None:
        (folder / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(plain_yaml.Miswritten, match=said):
        plain_yaml.content("law", "a.yaml", **asked)


def test_a_file_is_read_once(folder: Path) -> None:
    (folder / "a.yaml").write_text("a: 1", encoding="utf-8")
    first = plain_yaml.content("law", "a.yaml")
    (folder / "a.yaml").write_text("a: 2", encoding="utf-8")
    assert plain_yaml.content("law", "a.yaml") is first == {"a": 1}


def keepers(source: str) -> list[str]:
    """Return what keeps a file that it reads: functions that are remembered, and names or places that hold one."""
    found = []
    for node in ast.walk(tree := ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and "cache" in "".join(map(ast.unparse, node.decorator_list)):
            found += [node.name] if _reads(node) else []
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript) and _reads(node.value):
            found.append(ast.unparse(node.targets[0]))
        if isinstance(node, ast.Call) and "setdefault" in ast.unparse(node.func) and any(map(_reads, node.args)):
            found.append(ast.unparse(node.func))
    held = [node for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign))]
    return found + [ast.unparse(node) for node in held if node.value and _reads(node.value)]


def _reads(part: ast.AST) -> bool:
    calls = [node.func for node in ast.walk(part) if isinstance(node, ast.Call)]
    return any(getattr(called, "attr", getattr(called, "id", "")) == "of_file" for called in calls)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("@cache\ndef a():\n    return plain_yaml.of_file(places.CONTENT / 'a')", 1),
        ("@other\n@functools.lru_cache(maxsize=2)\ndef a(name: str):\n    return of_file(_HOME / name)", 1),
        ("class A:\n    @cached_property\n    def a(self):\n        return plain_yaml.of_file(self.path)", 1),
        ("_known = {}\ndef a(name):\n    _known[name] = plain_yaml.of_file(name)", 1),
        ("def a(name):\n    return _known.setdefault(name, plain_yaml.of_file(name))", 1),
        ("ALL: dict = plain_yaml.of_file(places.CONTENT / 'a')", 1),
        ("def a(name):\n    said = plain_yaml.of_file(name)\n    return said", 0),
        ("@cache\ndef a():\n    return plain_yaml.content('law', 'a.yaml')", 0),
    ],
)
def test_what_keeps_a_file_is_seen(source: str, number: int) -> None:
    assert len(keepers(source)) == number


def test_nobody_else_keeps_what_a_file_of_content_says() -> None:
    """A registry of units is read anew when its file has changed, which files of a release do not."""
    home = Path(cchc.__file__).parent
    sources = {path.relative_to(home): path.read_text("utf-8") for path in home.rglob("*.py")}
    assert len(sources) > 500
    kept = {str(path): names for path, text in sources.items() if "of_file" in text and (names := keepers(text))}
    assert kept == {"kernel/plain_yaml.py": ["content"], "organisation/queries/written_units.py": ["_read"]}
