"""The only way from a person and a number in a URL to a meeting: those of units in scope."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.kernel.permission import Subject
from cchc.meetings.models import Conclusion, Meeting

READ, WRITE = "meeting.read", "meeting.write"


def visible(subject: Subject) -> QuerySet[Meeting]:
    """Return the meetings of units in the reader's scope."""
    scope = subject.scope(READ)
    return Meeting.objects.filter(~Q(pk__in=[]) if scope.everything else Q(unit_id__in=scope.unit_ids))


def meeting(subject: Subject, pk: int, action: str = READ) -> Meeting:
    """Return a meeting, or raise ``Http404`` or ``PermissionDenied``."""
    found = visible(subject).filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.unit_id not in subject.scope(action):
        raise PermissionDenied(action)
    return found


def conclusion(subject: Subject, pk: int, action: str = READ) -> Conclusion:
    """Return a conclusion of a meeting in scope, with its meeting."""
    found = Conclusion.objects.select_related("meeting").filter(pk=pk).first()
    if found is None:
        raise Http404
    meeting(subject, found.meeting_id, action)
    return found
