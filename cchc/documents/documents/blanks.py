"""Fill the blanks of a .docx that a person has made as a template: words into places, and nothing else.

The template is somebody's file, so its expressions are read before they run. Allowed are a name, a comparison, "if"
and a few filters; whatever calls, reaches into something or loops is refused, in the body as in headers, notes and
properties. What is left runs in jinja2's sandbox, and all of it in a child process with limits (``actions.blanks``).
"""

import html
import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cchc.documents.documents.blank_words import named
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import squeeze

FILTERS = frozenset({"upper", "lower", "title", "trim", "default"})
MOST = 100
_MOST_PARAGRAPHS = 5_000  # of a template of fifty pages there are two thousand
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Compare, nodes.Operand, nodes.Const,
    nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip


_TAG = re.compile(r"<[^<>]*>")
_SHOWN = 80  # characters of a paragraph, enough to find it by


class _Outside(Exception):
    """An expression that does more than fill a blank: what it is, and the paragraph where it stands."""

    def __init__(self, what: Sentence, place: str) -> None:
        super().__init__(str(what), place)
        self.what, self.place = what, place


class _Miswritten(Exception):
    """A blank that can't be read; the text is the paragraph where it stands."""


class _Blanks(ImmutableSandboxedEnvironment):
    """Reads every expression before it may run, whichever part of the file it stands in; collects the names."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.names: dict[str, None] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
        except TemplateSyntaxError as wrong:
            raise _Miswritten(_paragraph(source, wrong.lineno)) from wrong
        for node in [tree, *tree.find_all(nodes.Node)]:
            if what := self._look(node):
                raise _Outside(what, _paragraph(source, node.lineno))
        return tree

    def _look(self, node: nodes.Node) -> Sentence | None:
        """Collect a name; return what may not stand in a template."""
        if not isinstance(node, _ALLOWED):
            return named(node)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            return Sentence("bộ lọc “%(name)s”", name=node.name)
        if isinstance(node, nodes.Name):
            if node.ctx != "load" or node.name.startswith("_"):
                return Sentence("tên “%(name)s”", name=node.name)
            self.names[node.name] = None
        return None


def _paragraph(source: str, line: int) -> str:
    """Return the words of the paragraph at a line, or of the last one before it: docxtpl begins a line with each."""
    lines = (squeeze(html.unescape(_TAG.sub(" ", one))) for one in reversed(source.splitlines()[:line]))
    words = next((one for one in lines if one), "…")
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def names_in(template: bytes) -> list[str]:
    """Return the blanks of a template; what a child process is asked for."""
    return names_of(template)


def written(template: bytes, *, words: Mapping[str, str]) -> bytes:
    """Return a template filled; what a child process is asked for."""
    return filled(template, words)


def names_of(template: bytes) -> list[str]:
    """Return the blanks of a template in the order they are met; ``Refusal`` if it does more than have them."""
    env = _Blanks()
    _rendered(template, {}, env)
    if len(env.names) > MOST:
        raise Refusal("Mẫu có %(count)s chỗ điền; nhiều nhất %(most)s.", "file", count=len(env.names), most=MOST)
    return list(env.names)


def filled(template: bytes, words: Mapping[str, str]) -> bytes:
    """Return the .docx with ``words`` in its blanks; a blank without words stays empty."""
    return _rendered(template, dict(words), _Blanks())


def _rendered(template: bytes, words: dict[str, Any], env: _Blanks) -> bytes:
    try:
        document = DocxTemplate(io.BytesIO(template))
        _check_length(document)
        document.render(words, env, autoescape=True)
    except _Outside as outside:
        raise Refusal(
            "Mẫu không được dùng %(what)s, ở đoạn “%(place)s”: hãy viết lại, chỉ dùng {{ ten_cho_dien }}, so sánh, if"
            " và các bộ lọc %(names)s.",
            "file",
            what=outside.what,
            place=outside.place,
            names=sorted(FILTERS),
        ) from outside
    except _Miswritten as wrong:
        raise Refusal(
            "Chỗ điền viết sai ở đoạn “%(place)s”: viết như {{ ten_don_vi }}, tên không dấu và không có khoảng trắng;"
            " mỗi {%% if … %%} phải có một {%% endif %%}.",
            "file",
            place=str(wrong.args[0]),
        ) from wrong
    except TemplateError as wrong:
        raise Refusal("Mẫu không điền được: mỗi chỗ điền chỉ viết một tên, như {{ ten_don_vi }}.", "file") from wrong
    except (Refusal, MemoryError):
        raise
    except Exception as broken:  # whatever the parser trips over, the file is at fault
        raise Refusal("Tệp này không phải .docx đọc được.", "file") from broken
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _check_length(document: DocxTemplate) -> None:
    document.init_docx()
    count = sum(1 for _ in document.docx.element.body.iter(_PARAGRAPH))
    if count > _MOST_PARAGRAPHS:
        raise Refusal(
            "Mẫu có %(count)s đoạn; nhiều nhất %(most)s: hãy tách mẫu.", "file", count=count, most=_MOST_PARAGRAPHS
        )
