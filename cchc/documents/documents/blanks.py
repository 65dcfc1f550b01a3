"""Fill the blanks of a .docx that a person has made as a template: words into places, and nothing else.

The template is somebody's file, so its expressions are read before they run. Allowed are a name, a comparison, "if"
and a few filters; whatever calls, reaches into something or loops is refused, in the body as in headers, notes and
properties. What is left runs in jinja2's sandbox, and all of it in a child process with limits (``actions.blanks``).
"""

import io
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cchc.kernel.refusal import Refusal

FILTERS = frozenset({"upper", "lower", "title", "trim", "default"})
MOST = 100
_MOST_PARAGRAPHS = 5_000  # of a template of fifty pages there are two thousand
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Compare, nodes.Operand, nodes.Const,
    nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip


class _Outside(Exception):
    """An expression that does more than fill a blank."""


class _Blanks(ImmutableSandboxedEnvironment):
    """Reads every expression before it may run, whichever part of the file it stands in; collects the names."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.names: dict[str, None] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in [tree, *tree.find_all(nodes.Node)]:
            self._look(node)
        return tree

    def _look(self, node: nodes.Node) -> None:
        if not isinstance(node, _ALLOWED):
            raise _Outside(type(node).__name__)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise _Outside(node.name)
        if isinstance(node, nodes.Name):
            if node.ctx != "load" or node.name.startswith("_"):
                raise _Outside(node.name)
            self.names[node.name] = None


def told(template: bytes) -> list[str]:
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
            "Mẫu có biểu thức không được phép (%(outside)s): chỉ dùng {{ tên_chỗ_điền }}, so sánh, if"
            " và các bộ lọc %(names)s.",
            "file",
            outside=outside,
            names=sorted(FILTERS),
        ) from outside
    except TemplateError as wrong:
        raise Refusal(
            "Mẫu viết sai cú pháp chỗ điền: %(wrong)s. Viết như {{ ten_don_vi }}.", "file", wrong=wrong
        ) from wrong
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
