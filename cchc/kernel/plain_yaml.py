"""YAML as people write it: words, numbers, days, lists, mappings. No anchors, no tags, no key twice, and bounds."""

import io
import math
from collections.abc import Hashable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cchc.kernel import apart, places
from cchc.kernel.refusal import Refusal, Sentence, marked

_MOST_NODES = 200_000
_DEEPEST = 40
_MOST_DIGITS = 30
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SYNTAX = marked("sai dạng")
_ANCHOR = marked("có neo (&) hoặc tham chiếu (*), phải viết đủ từng chỗ")
_TAG = marked("có thẻ kiểu (!), không dùng ở đây")
_TOO_MUCH = marked("có quá nhiều mục")
_TOO_DEEP = marked("có quá nhiều tầng lồng nhau")
_TWICE = marked("có khóa viết hai lần")
_NUMBER = marked("có số hoặc ngày không dùng được")
REASONS = (_SYNTAX, _ANCHOR, _TAG, _TOO_MUCH, _TOO_DEEP, _TWICE, _NUMBER)
"""Everything that ``NotPlain.why`` may say."""


class NotPlain(ValueError):
    """The text is no YAML of ours: ``line`` counts from one, ``why`` says what stands there."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.why, self.line = Sentence(why), line


def read(text: str) -> Any:
    """Return what ``text`` holds, in time that grows with its length alone; ``NotPlain`` names the line."""
    try:
        _look(text)
        return yaml.load(io.StringIO(text), Loader=_Plain)  # noqa: S506 – a SafeLoader that takes less
    except yaml.YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None)
        raise NotPlain(_SYNTAX, mark.line + 1 if mark else 1) from wrong
    except (ValueError, OverflowError, RecursionError) as wrong:  # a day or a number that can't be
        raise wrong if isinstance(wrong, NotPlain) else NotPlain(_NUMBER, 1) from wrong


def of_file(path: Path) -> Any:
    """Return what a file of this installation holds; ``NotPlain``, ``OSError`` or ``UnicodeDecodeError``."""
    return read(path.read_text(encoding="utf-8"))


class Miswritten(RuntimeError):
    """A file of ``content/`` can't be used: it is part of the installation, so nobody at a page can mend it."""


@cache
def content(*place: str, shape: type = dict) -> Any:
    """Return what a file below ``content/`` holds, read once: ``content("law", "plans.yaml")``.

    ``shape`` is what stands in it, a mapping or a list; ``Miswritten`` names the file that is missing, no YAML of ours
    or of another shape.
    """
    name = "/".join(("content", *place))
    try:
        found = of_file(places.CONTENT.joinpath(*place))
    except NotPlain as wrong:
        raise Miswritten(f"{name}, line {wrong.line}: {wrong.why}") from wrong
    except (OSError, UnicodeDecodeError) as wrong:
        raise Miswritten(f"{name}: {wrong}") from wrong
    if not isinstance(found, shape):
        raise Miswritten(f"{name}: a {shape.__name__} is wanted, it holds a {type(found).__name__}")
    return found


def written(value: Any) -> str:
    """Return ``value`` as a text that ``read`` takes: what stands in two places is written out in both."""
    return str(yaml.dump(value, Dumper=_Whole, allow_unicode=True, sort_keys=False, width=120))


def of_upload(name: str, data: bytes) -> Any:
    """Return what a file that somebody sent holds, read by a child process; ``Refusal`` with the line."""
    return apart.ask("cchc.kernel.plain_yaml:loaded", data, name=name, warm=("yaml",), shown=name).value


def loaded(data: bytes, *, shown: str) -> Any:
    """Return what a file holds; what the child process is asked for."""
    try:
        return read(data.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise Refusal("Tệp “%(name)s” phải lưu ở bảng mã UTF-8.", "file", name=shown) from wrong
    except NotPlain as wrong:
        raise Refusal(
            "Tệp “%(name)s” không đọc được như YAML, dòng %(line)s %(why)s: sửa chỗ ấy rồi gửi lại.",
            "file",
            name=shown,
            line=wrong.line,
            why=wrong.why,
        ) from wrong


class _Whole(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _look(text: str) -> None:
    """Go through the events of the parser that reads the text afterwards, and stop at what a plain text has not."""
    depth = count = 0
    for event in yaml.parse(io.StringIO(text), Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            raise NotPlain(_ANCHOR, line)
        if getattr(event, "tag", None):
            raise NotPlain(_TAG, line)
        if isinstance(event, yaml.NodeEvent):
            count += 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise NotPlain(_TOO_DEEP, line)
        if count > _MOST_NODES:
            raise NotPlain(_TOO_MUCH, line)


class _Plain(_Loader):  # type: ignore[misc]
    """Builds mappings whose keys stand once, and numbers that anybody could have written."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _value in node.value:
            said = (key.tag, key.value if isinstance(key.value, str) else id(key))
            if said in seen:
                raise NotPlain(_TWICE, key.start_mark.line + 1)
            seen.add(said)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return made


def _whole(loader: Any, node: Any) -> int:
    if len(node.value) > _MOST_DIGITS:
        raise NotPlain(_NUMBER, node.start_mark.line + 1)
    return int(loader.construct_yaml_int(node))


def _real(loader: Any, node: Any) -> float:
    found = float(loader.construct_yaml_float(node)) if len(node.value) <= _MOST_DIGITS else math.inf
    if not math.isfinite(found):
        raise NotPlain(_NUMBER, node.start_mark.line + 1)
    return found


def _day(loader: Any, node: Any) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except (ValueError, OverflowError) as wrong:
        raise NotPlain(_NUMBER, node.start_mark.line + 1) from wrong


_Plain.add_constructor("tag:yaml.org,2002:timestamp", _day)
_Plain.add_constructor("tag:yaml.org,2002:int", _whole)
_Plain.add_constructor("tag:yaml.org,2002:float", _real)
