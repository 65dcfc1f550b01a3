"""Who may write the registry: it is common to the whole province, so only whoever answers for all of it."""

from django.core.exceptions import PermissionDenied

from cchc.kernel.permission import Record, Subject

READ = "unit.read"
WRITE = "unit.write"


def may_write(subject: Subject) -> bool:
    """Tell whether ``subject`` may change units."""
    return subject.may(WRITE, Record("unit"))


def check_write(subject: Subject) -> None:
    """Raise ``PermissionDenied`` unless ``subject`` may change units."""
    if not may_write(subject):
        raise PermissionDenied(WRITE)
