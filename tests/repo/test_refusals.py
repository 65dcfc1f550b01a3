"""Refusals are templates and values, said in the reader's language where they are shown (decision 17)."""

import ast
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from cchc.ui.quoting import LETTER
from tools import messages

ROOT = Path(__file__).parents[2]
CODE = [
    path
    for name in subprocess.check_output(["git", "ls-files", "cchc", "config"], cwd=ROOT, text=True).splitlines()
    if (path := ROOT / name).suffix in {".py", ".html"} and "migrations" not in path.parts and path.exists()
]
PYTHON = [path for path in CODE if path.suffix == ".py" and "tests" not in path.parts]


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


class Room:
    """A source file, and what its functions and exceptions do with words."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.constants, self.named = _constants(self.tree.body), _constants(ast.walk(self.tree))
        functions = [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]
        self.tellers = {one.name for one in functions if _returns_letters(one)}
        self.passing = {one.name for one in functions if one.args.kwarg and one.args.args}
        handlers = [node for node in ast.walk(self.tree) if isinstance(node, ast.ExceptHandler) and node.name]
        self.foreign = {one.name for one in handlers if _is_foreign(one)}

    def refusals(self) -> Iterator[ast.Call]:
        """Yield every refusal, every sentence that goes into one, and every call that hands a template on."""
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = messages.called(node.func)
            if name in messages.sentences() | {"Problem"} or (
                name in self.passing and any(_is_template(one, self.named) for one in node.args)
            ):
                yield node


def _returns_letters(function: ast.FunctionDef) -> bool:
    """Tell whether a function finishes words: it says that it returns text, and writes letters of it."""
    is_text = isinstance(function.returns, ast.Name) and function.returns.id == "str"
    returned = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    parts = [part for value in returned for part in ast.walk(value)]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return is_text and any(re.search(LETTER, text) for text in texts)


def _is_foreign(handler: ast.ExceptHandler) -> bool:
    """Tell whether what is caught may be no refusal, whose text is of one language."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is not None and messages.called(kind) not in messages.sentences() for kind in kinds)


def _is_template(argument: ast.expr, constants: dict[str, ast.expr]) -> bool:
    value = constants.get(argument.id, argument) if isinstance(argument, ast.Name) else argument
    return isinstance(value, ast.Call) and messages.called(value.func) == "marked"


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


SAID = {"refused", "refusal", "wrong", "error"}
"""What the one who catches a refusal calls it: as text it has lost its other languages."""


def _detour(call: ast.Call, room: "Room") -> str:
    """Say what is wrong with the values of a template: words that were finished before stay in their language."""
    template = call.args[0]
    if isinstance(template, ast.Constant) and re.fullmatch(r"\W*(%\(\w+\)s\W*)", str(template.value)):
        return "a template of one place says nothing: hand the Sentence itself on"
    for value in _values(call):
        if FINDINGS.search(ast.unparse(value)):
            continue
        if isinstance(value, ast.Name) and value.id in room.foreign:
            return "an exception that is no refusal speaks its own language: name what is wrong in a Sentence"
        for part in _apart(value):
            if wrong := _finished(part, room):
                return wrong
    return ""


def _values(call: ast.Call) -> Iterator[ast.expr]:
    yield from (one.value for one in call.keywords)
    yield from (value for given in call.args if isinstance(given, ast.Dict) for value in given.values)


def _apart(value: ast.expr) -> Iterator[ast.AST]:
    """Yield the parts of a value; a sentence in it is looked at by itself, and ``Phrases.of`` makes one of text."""
    yield value
    is_sentence = isinstance(value, ast.Call) and messages.called(value.func) in messages.sentences() | {"of"}
    for below in () if is_sentence else ast.iter_child_nodes(value):
        yield from _apart(below)  # type: ignore[arg-type]


def _finished(part: ast.AST, room: "Room") -> str:
    if isinstance(part, ast.Constant) and isinstance(part.value, str) and re.search(LETTER, part.value):
        return "a value of letters is a Sentence('…')"
    if isinstance(part, ast.Attribute) and part.attr == "message":
        return "hand the refusal on, not its Vietnamese message"
    if isinstance(part, ast.JoinedStr) and (re.search(LETTER, "".join(_plain(part))) or any(_told(part))):
        return "a value that is a sentence is a Sentence, not an f-string"
    return _finished_by(part, room) if isinstance(part, ast.Call) else ""


def _finished_by(call: ast.Call, room: "Room") -> str:
    name = messages.called(call.func)
    if name in {"_", "gettext", "say", "ngettext"}:
        return "a value is translated where it is shown: Sentence('…')"
    if name == "join" and _is_text(call.func):
        return "a list is written when it is said: hand it on, or together(…)"
    if name == "str" and call.args and _is_told(call.args[0], room):
        return "hand it on as it is: as text it has lost its other languages"
    return f"{name} returns finished words: let it return a Sentence" if name in room.tellers else ""


def _told(words: ast.JoinedStr) -> Iterator[bool]:
    """Tell of each place of an f-string whether a sentence stands there: ``f"{line}: {wrong.why}"``."""
    return (isinstance(one, ast.FormattedValue) and _is_told(one.value, None) for one in words.values)


def _is_told(value: ast.expr, room: "Room | None") -> bool:
    if isinstance(value, ast.Name):
        return value.id in SAID or bool(room and value.id in room.foreign)
    return isinstance(value, ast.Attribute) and value.attr in {"why", "sentence", "message"}


def _plain(words: ast.JoinedStr) -> Iterator[str]:
    yield from (str(part.value) for part in words.values if isinstance(part, ast.Constant))


def _is_text(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Constant)


def _constants(nodes: Iterable[ast.AST]) -> dict[str, ast.expr]:
    return {
        node.targets[0].id: node.value
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def faults(source: str) -> list[str]:
    """Return what is wrong with the refusals of a source file, line by line."""
    room = Room(source)
    return [f"{call.lineno}: {wrong}" for call in room.refusals() if (wrong := _fault(call, room))]


def _fault(call: ast.Call, room: Room) -> str:
    is_ours = messages.called(call.func) in messages.sentences()
    return (is_ours and _wrong(call.args[0], room.constants)) or _detour(call, room)


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_refusal_is_a_template_and_values(path: Path) -> None:
    """Decision 17: `make check` then asks for the English of each, and every reader gets their own language."""
    assert faults(path.read_text(encoding="utf-8")) == []


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
        ("Refusal('Chưa xong: %(why)s.', why='thiếu số')", False),
        ("Refusal('Chưa xong: %(why)s.', why='thiếu số' if x else name)", False),
        ("Refusal('Chưa xong: %(why)s.', why=f'{a}: {b.why}')", False),
        ("Refusal('Chưa xong: %(why)s.', why=str(refused))", False),
        ("def _reason(words: str) -> str:\n    return 'thiếu số'\nRefusal('Vì %(why)s.', why=_reason(words))", False),
        ("def _reason(words: str) -> Sentence:\n    return A\nRefusal('Vì %(why)s.', why=_reason(words))", True),
        ("try: x()\nexcept ValueError as error: raise Refusal('Vì %(why)s.', why=error)", False),
        ("try: x()\nexcept (Refusal, OSError) as gone: raise Refusal('Vì %(why)s.', why=gone)", False),
        ("try: x()\nexcept Refusal as gone: raise Refusal('Vì %(why)s.', why=gone)", True),
        ("try: x()\nexcept NotPlain as wrong: raise Refusal('Vì %(why)s.', why=wrong.why)", True),
        ("def _p(text, **values): ...\n_p(marked('Vì %(why)s.'), why=f'{wrong.line}: {wrong.why}')", False),
        ("Problem(marked('Vì %(why)s.'), {'why': 'thiếu số'})", False),
        ("line.wrong('Mã', Sentence('thiếu %(what)s', what=', '.join(names)))", False),
    ],
)
def test_the_rule_about_refusals_sees_each_kind(source: str, is_right: bool) -> None:
    assert (not faults(source)) is is_right


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
