"""The only way from a person and a number in a URL to a report.

Outside the scope a report does not exist (404); inside it, what the person may not do is refused (403). Receiving needs
the unit above in scope as well: nobody accepts what their own unit sends up.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.kernel.permission import Scope, Subject
from cchc.reports.models import Outline, Report

READ, RECEIVING = "report.read", "report.receive"


def _within(scope: Scope) -> Q:
    return ~Q(pk__in=[]) if scope.everything else Q(unit_id__in=scope.unit_ids)


def visible_reports(subject: Subject) -> QuerySet[Report]:
    """Return the reports of units in the reader's scope."""
    return Report.objects.filter(_within(subject.scope(READ)))


def report(subject: Subject, pk: int, action: str = READ) -> Report:
    """Return the report with its outline and unit, or raise ``Http404`` or ``PermissionDenied``."""
    found = visible_reports(subject).select_related("outline", "unit", "signer").filter(pk=pk).first()
    if found is None:
        raise Http404
    if not may(subject, action, found):
        raise PermissionDenied(action)
    return found


def may(subject: Subject, action: str, record: Report) -> bool:
    """Tell whether ``subject`` may do ``action`` to the report."""
    scope = subject.scope(action)
    if record.unit_id not in scope:
        return False
    return action != RECEIVING or (record.receiver_id is not None and record.receiver_id in scope)


def may_begin(subject: Subject, unit_id: int) -> bool:
    """Tell whether ``subject`` may begin a report of the unit."""
    return unit_id in subject.scope("report.write")


def visible_outlines() -> QuerySet[Outline]:
    """Return the outlines: common ground of everybody who reads reports."""
    return Outline.objects.all()
