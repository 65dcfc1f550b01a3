"""Socket: the module that owns a kind of file says who may read one."""

from collections.abc import Callable, Mapping

from cchc.kernel.files.models import File
from cchc.kernel.permission import Subject

Readable = Callable[[Subject, int], bool]
"""Whoever asks and the number of a file → may they read what it belongs to?"""

_kinds: dict[str, Readable] = {}


def register(kind: str, readable: Readable) -> None:
    """Answer for the files of ``kind``, in ``plugs/files.py``."""
    if kind in _kinds:
        raise ValueError(f"files of kind {kind!r} are answered for already")
    _kinds[kind] = readable


def kinds() -> Mapping[str, Readable]:
    """Return kind → who answers for it."""
    return dict(_kinds)


def may_read(subject: Subject, file: File) -> bool:
    """Tell whether ``subject`` may read a file; nobody may if no module answers for its kind."""
    readable = _kinds.get(file.kind)
    return readable is not None and readable(subject, file.pk)
