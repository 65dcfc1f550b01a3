"""Compiles translations; ``--check`` says what has none; ``--missing cchc/plans`` prints what to fill in."""

import ast
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.utils.translation.template import templatize

from tools import catalogue

ROOT = Path(__file__).resolve().parent.parent
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "translate"}
PLURALS = {"ngettext", "ngettext_lazy"}
CONTEXTS = {"pgettext", "pgettext_lazy"}
CALL = re.compile(
    r"""\b(ngettext|pgettext|npgettext|gettext|_)\(((?:u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*"|[^()'"])*)\)"""
)
COUNTED = re.compile(
    r"(?<!than )(?<!most )(?<!every )(?<!only )(?<!up to )(?<!1 to )(?<!Wait )"
    r"%\((?:n|m|k|u|count|counted|left|late|units|people|more|\w+_at|days|parts)\)[sd] (?:more |other |late |valid )?"
    r"(?:(?!(?:as|asks|has|is|lies|points|says|was)\b)[a-z]+s|people)\b"
)
"""A count and the noun in the plural that follows it, but for limits, which are never one."""
PLACE = re.compile(r"%\(\w+\)[sdr]|\{\w+\}|%[sd]")


def files() -> list[Path]:
    """Return every .po file of the modules and of the configuration."""
    return sorted(po for home in ("cchc", "config") for po in ROOT.glob(f"{home}/**/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> None:
    """Write a .mo beside each .po that has changed since."""
    for po in files():
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns:
            fresh = mo.with_name(f".{mo.name}.new")
            fresh.write_bytes(catalogue.compiled(catalogue.parse(po.read_text(encoding="utf-8"))))
            fresh.replace(mo)


@cache
def sentences() -> frozenset[str]:
    """Return the names of what takes a template as its first argument: ``Refusal``, what is one, and the markers."""
    bases: dict[str, set[str]] = {}
    for path in (path for home in ("cchc", "config") for path in ROOT.glob(f"{home}/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(called(base) for base in node.bases)
    names = {"Refusal"}
    while more := {name for name, above in bases.items() if above & names} - names:
        names |= more
    return frozenset(names | {"Sentence", "marked"})


def called(expression: ast.expr) -> str:
    """Return the last name of ``a`` or ``a.b``, or nothing."""
    return expression.id if isinstance(expression, ast.Name) else getattr(expression, "attr", "")


def wanted(module: Path) -> set[str]:
    """Return the keys of the messages that the sources of ``module`` use."""
    keys: set[str] = set()
    for path in sorted(module.rglob("*")):
        if path.suffix == ".py" and not {"tests", "migrations"} & set(path.parts):
            keys |= _in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and not {"static", "tests"} & set(path.parts):
            keys |= _in_template(path.read_text(encoding="utf-8"))
    return keys


def _in_python(source: str) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    templates = {text for call in calls for text in _templates(call)}
    return {key for call in calls if (key := _key(call))} | templates


def _templates(call: ast.Call) -> Iterator[str]:
    """Yield the templates of a refusal, its first argument, and what a reading is called: each of ``a if … else b``."""
    named = called(call.func)
    given = call.args[:1] if named in sentences() else []
    given += [one.value for one in call.keywords if (named, one.arg) == ("record_read", "what")]
    for node in (end for one in given for end in ((one.body, one.orelse) if isinstance(one, ast.IfExp) else (one,))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _in_template(source: str) -> set[str]:
    found = CALL.findall(templatize(source))
    calls = [ast.parse(f"{name}({arguments})", mode="eval").body for name, arguments in found]
    return {key for call in calls if isinstance(call, ast.Call) and (key := _key(call))}


def _key(call: ast.Call) -> str | None:
    name = called(call.func)
    texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if name in CALLS and len(words) >= 1:
        return catalogue.Message(words[0], ()).key
    if name in PLURALS and len(words) >= 2:
        return catalogue.Message(words[0], (), plural=words[1]).key
    if name in CONTEXTS and len(words) >= 2:
        return catalogue.Message(words[1], (), context=words[0]).key
    return None


def missing(module: Path) -> list[str]:
    """Return the keys that ``module`` uses and no English catalogue of the platform, nor Django's, translates."""
    known = {
        message.key
        for po in files()
        if po.parts[-3] == "en"
        for message in catalogue.parse(po.read_text(encoding="utf-8"))
        if all(message.translations) and not message.fuzzy
    }
    return sorted(
        key for key in wanted(module) - known - _django() if any(letter.isalpha() for letter in PLACE.sub("", key))
    )


@cache
def _django() -> set[str]:
    """Return the keys of Django's own messages: their language is English already."""
    source = Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po"
    return {message.key for message in catalogue.parse(source.read_text(encoding="utf-8"))}


def wrong() -> Iterator[str]:
    """Say in a line each what a reader of either language would stumble over."""
    modules = sorted(path for path in (ROOT / "cchc").iterdir() if path.is_dir() and path.name != "__pycache__")
    for module in (*modules, ROOT / "config"):
        for key in missing(module):
            yield f"{module.relative_to(ROOT)}: chưa có bản tiếng Anh: {key!r}"
    for po in files():
        for message in catalogue.parse(po.read_text(encoding="utf-8")):
            places = set(PLACE.findall(message.text)) | set(PLACE.findall(message.plural or ""))
            if any(not set(PLACE.findall(text)) <= places for text in message.translations if message.text):
                yield f"{po.relative_to(ROOT)}: chỗ trống khác bản gốc: {message.text!r}"
            if po.parts[-3] == "en" and message.plural is None and COUNTED.search(message.translations[0]):
                yield f"{po.relative_to(ROOT)}: tiếng Anh thiếu số ít: {message.translations[0]!r}"
    yield from _said_otherwise()


def _said_otherwise() -> Iterator[str]:
    """Say which words two catalogues of a language translate otherwise: Django reads them as one, so chance decides."""
    said: dict[tuple[str, str], tuple[Path, tuple[str, ...]]] = {}
    for po in files():
        for message in catalogue.parse(po.read_text(encoding="utf-8")):
            first, words = said.setdefault((po.parts[-3], message.key), (po, message.translations))
            if message.text and message.translations != words:
                other = f"{first.relative_to(ROOT)} và {po.relative_to(ROOT)}"
                yield f"{other}: dịch khác nhau: {message.text!r}: {words[0]!r}, {message.translations[0]!r}"


def _print_missing(module: Path) -> None:
    for key in missing(module):
        context, _c, name = key.rpartition(catalogue.CONTEXT)
        text, _p, plural = name.partition(catalogue.PLURAL)
        if context:
            print(f"msgctxt {_quoted(context)}")
        print(f"msgid {_quoted(text)}")
        print(f'msgid_plural {_quoted(plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n' if plural else 'msgstr ""\n')


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> int:
    """Do what the command line asks."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--missing", type=Path)
    asked = parser.parse_args()
    if asked.missing:
        _print_missing(asked.missing.resolve())
        return 0
    compile_all()
    found = list(wrong()) if asked.check else []
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
