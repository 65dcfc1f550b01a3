"""What a linter cannot say about this repository."""

import ast
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc.ui.quoting import LETTER
from tools import messages

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


# ------------------------------------------------------------------ the language of refusals
PYTHON = [
    path
    for path in CODE
    if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in {"cchc", "config"} and "tests" not in path.parts
]


def _refusals(source: str) -> Iterator[ast.Call]:
    """Yield every refusal, and every sentence that goes into one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and messages.called(node.func) in messages.sentences():
            yield node


def _wrong(argument: ast.expr, constants: dict[str, ast.expr]) -> str:
    """Say what is wrong with a template: it is a constant, a marked constant, or a sentence made elsewhere."""
    if isinstance(argument, ast.IfExp):
        return _wrong(argument.body, constants) or _wrong(argument.orelse, constants)
    if isinstance(argument, ast.Name) and argument.id in constants:
        value = constants[argument.id]
        is_marked = isinstance(value, ast.Call) and messages.called(value.func) in {"marked", "Sentence"}
        return "" if is_marked else f"{argument.id} is not marked(…)"
    if isinstance(argument, (ast.JoinedStr, ast.BinOp)):
        return "write a template and values: Refusal('Hạn là %(day)s.', day=day)"
    if isinstance(argument, ast.Call) and messages.called(argument.func) in {"_", "gettext", "str", "format", "join"}:
        return "a refusal is translated where it is shown, not where it is made"
    return ""


FINDINGS = re.compile(r"\.(findings|altered)\b")
"""What the check of the log finds: Vietnamese sentences for whoever administers the server."""


def _detour(call: ast.Call) -> str:
    """Say what is wrong with the values of a template: words that were finished before stay in their language."""
    template = call.args[0]
    if isinstance(template, ast.Constant) and re.fullmatch(r"\W*(%\(\w+\)s\W*)", str(template.value)):
        return "a template of one place says nothing: hand the Sentence itself on"
    for value in (one.value for one in call.keywords if not FINDINGS.search(ast.unparse(one.value))):
        for part in ast.walk(value):
            if isinstance(part, ast.Call) and messages.called(part.func) in {"_", "gettext", "say", "ngettext"}:
                return "a value is translated where it is shown: Sentence('…')"
            if isinstance(part, ast.Attribute) and part.attr == "message":
                return "hand the refusal on, not its Vietnamese message"
            if isinstance(part, ast.JoinedStr) and re.search(LETTER, "".join(_plain(part))):
                return "a value that is a sentence is a Sentence, not an f-string"
            if isinstance(part, ast.Call) and messages.called(part.func) == "join" and _is_text(part.func):
                return "a list is written when it is said: hand it on, or together(…)"
    return ""


def _plain(words: ast.JoinedStr) -> Iterator[str]:
    yield from (str(part.value) for part in words.values if isinstance(part, ast.Constant))


def _is_text(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant)


def _constants(source: str) -> dict[str, ast.expr]:
    body = ast.parse(source).body
    return {
        node.targets[0].id: node.value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_refusal_is_a_template_and_values(path: Path) -> None:
    """Decision 17: `make check` then asks for the English of each, and every reader gets their own language."""
    source = path.read_text(encoding="utf-8")
    constants = _constants(source)
    assert [f"{call.lineno}: {wrong}" for call in _refusals(source) if (wrong := _fault(call, constants))] == []


def _fault(call: ast.Call, constants: dict[str, ast.expr]) -> str:
    return _wrong(call.args[0], constants) or _detour(call)


@pytest.mark.parametrize(
    ("source", "is_right"),
    [
        ("Refusal('Hạn là %(day)s.', day=day)", True),
        ("A = marked('Đã khóa.')\nRefusal(A)", True),
        ("Refusal('Một.' if x else 'Hai.')", True),
        ("Refusal(f'Hạn là {day}.')", False),
        ("Refusal('Hạn là %s.' % day)", False),
        ("Refusal('Hạn: ' + day)", False),
        ("Refusal(_('Đã khóa.'))", False),
        ("A = 'Đã khóa.'\nRefusal(A)", False),
        ("commands.Refused('{}'.format(day))", False),
        ("Refusal(unsure.sentence, 'unit')", True),
        ("Refusal('Chưa xong: %(why)s.', why=refused)", True),
        ("Refusal('Chưa xong: %(why)s.', why=Sentence('thiếu số'))", True),
        ("Refusal('Tệp %(file)s', file=f'{name}.csv')", True),
        ("Refusal('%(why)s', why=words)", False),
        ("Refusal('%(why)s.', why=words)", False),
        ("Refusal('Chưa xong: %(why)s.', why=_('thiếu số'))", False),
        ("Refusal('Chưa xong: %(why)s.', why=say(refused))", False),
        ("Refusal('Chưa xong: %(why)s.', why=refused.message)", False),
        ("Refusal('Chưa xong: %(why)s.', why=f'thiếu số {number}')", False),
        ("line.wrong('Mã', Sentence('thiếu %(what)s', what=', '.join(names)))", False),
    ],
)
def test_the_rule_about_refusals_sees_each_kind(source: str, is_right: bool) -> None:
    constants = _constants(source)
    assert (not any(_fault(call, constants) for call in _refusals(source))) is is_right


SHOWN_BARE = re.compile(r"\b(refusal|refused|gone|already|why)\.message\b|str\((refusal|refused)\)")


def test_pages_say_refusals_in_the_readers_language() -> None:
    """``.message`` is the Vietnamese one, for logs; what people read comes from ``kernel.saying.say``."""
    bare = [
        _name(path)
        for path in CODE
        if {"pages", "api", "ui", "plugs"} & set(path.relative_to(ROOT).parts)
        and "tests" not in path.parts
        and SHOWN_BARE.search(path.read_text(encoding="utf-8"))
    ]
    assert bare == []


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


BY_HAND = re.compile(r"\[:1\]\.(upper|lower)\(\)|\.capitalize\(\)")


def test_first_letters_are_changed_in_one_place() -> None:
    """``kernel.text.opened`` and ``inside``: ``capitalize`` takes the capitals of names away."""
    found = [_name(path) for path in PYTHON if BY_HAND.search(path.read_text(encoding="utf-8"))]
    assert found == ["cchc/kernel/text.py"]
