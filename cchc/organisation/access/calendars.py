"""Who may write calendars: rows of everybody belong to the province, rows of a unit to that unit."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cchc.kernel.permission import Record, Subject
from cchc.organisation.models import DayOff

WRITE = "calendar.write"


def may_write(subject: Subject, unit_id: int | None) -> bool:
    """Tell whether ``subject`` may write rows of ``unit_id``, or of everybody."""
    return subject.may(WRITE, Record("calendar", unit_id))


def check_write(subject: Subject, unit_id: int | None) -> None:
    """Raise ``PermissionDenied`` unless ``subject`` may write rows of ``unit_id``."""
    if not may_write(subject, unit_id):
        raise PermissionDenied(WRITE)


def day_to_write(subject: Subject, day_id: int) -> DayOff:
    """Return the special day behind an address, for somebody who may change it."""
    row = DayOff.objects.select_related("calendar").filter(id=day_id, is_removed=False).first()
    if row is None:
        raise Http404
    check_write(subject, row.unit_id)
    return row
