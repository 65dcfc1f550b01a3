"""Socket: the module that owns a kind of file says who may read one."""

from collections.abc import Callable, Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

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


def of_record(model: type[Model], read: Callable[[Subject, int], object]) -> Readable:
    """Return what lets those read the file of a ``model``'s row whom ``read`` does not send away.

    ``read`` is the module's own way from a number to the record.
    """

    def readable(subject: Subject, file_id: int) -> bool:
        pk = model._base_manager.filter(file_id=file_id).values_list("pk", flat=True).first()
        if pk is None:
            return False
        try:
            read(subject, pk)
        except (Http404, PermissionDenied):
            return False
        return True

    return readable


def kinds() -> Mapping[str, Readable]:
    """Return kind → who answers for it."""
    return dict(_kinds)


def may_read(subject: Subject, file: File) -> bool:
    """Tell whether ``subject`` may read a file; nobody may if no module answers for its kind."""
    readable = _kinds.get(file.kind)
    return readable is not None and readable(subject, file.pk)
