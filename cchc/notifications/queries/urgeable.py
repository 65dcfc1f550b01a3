"""Socket: a module whose work may be urged on says here what stands behind an address ``/don-doc/<matter>/``."""

from collections.abc import Callable

from django.http import Http404

from cchc.kernel import reading
from cchc.kernel.permission import Subject
from cchc.notifications.types import Urgent

Source = Callable[[Subject, str], Urgent]
"""Returns what the person may urge of what the word names; raises ``Http404`` or ``PermissionDenied`` otherwise."""

_sources: dict[str, Source] = {}


def register(matter: str, source: Source) -> None:
    """Offer ``matter``, the first word of the address: ``viec`` of ``/don-doc/viec-12/``."""
    if matter in _sources:
        raise ValueError(f"urging of {matter!r} is already offered")
    _sources[matter] = source


def matters() -> tuple[str, ...]:
    """Return every matter that may be urged."""
    return tuple(_sources)


def urgent(subject: Subject, word: str) -> Urgent:
    """Return what ``subject`` may urge at ``word`` (``viec-12``), or raise ``Http404`` or ``PermissionDenied``."""
    matter, _, which = word.partition("-")
    if matter not in _sources:
        raise Http404
    return _sources[matter](subject, which)


def number(which: str) -> int:
    """Read the number of an address, or raise ``Http404``."""
    found = reading.whole(which)
    if found is None:
        raise Http404
    return found
