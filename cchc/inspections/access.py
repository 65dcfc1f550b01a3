"""The only way from a person and a number in a URL to an inspection.

Who inspects sees all of it; who is inspected sees a planned visit once it is decided, and a surprise only once it has
taken place.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.inspections.models import Finding, Programme, Visit
from cchc.inspections.states import DONE, VisitState
from cchc.kernel.permission import Scope, Subject

READ, WRITE, ANSWER = "inspection.read", "inspection.write", "inspection.answer"


def _within(scope: Scope, path: str) -> Q:
    return ~Q(pk__in=[]) if scope.everything else Q(**{f"{path}__in": scope.unit_ids})


def visible_programmes(subject: Subject) -> QuerySet[Programme]:
    """Return the programmes of units for which the reader inspects: they name what must stay a surprise."""
    return Programme.objects.filter(_within(subject.scope(WRITE), "unit_id"))


def visible_visits(subject: Subject) -> QuerySet[Visit]:
    """Return the visits that the reader may know of."""
    return Visit.objects.filter(_known(subject, ""))


def _known(subject: Subject, prefix: str) -> Q:
    known_to_target = Q(**{f"{prefix}state__in": DONE}) | Q(
        **{f"{prefix}state": VisitState.DECIDED, f"{prefix}is_surprise": False}
    )
    inspects = _within(subject.scope(WRITE), f"{prefix}unit_id")
    return inspects | (_within(subject.scope(READ), f"{prefix}target_id") & known_to_target)


def visible_findings(subject: Subject) -> QuerySet[Finding]:
    """Return the findings of visits that the reader may know of, and those that the reader's units must mend."""
    mine = _within(subject.scope(READ), "unit_id") & Q(visit__state__in=DONE)
    return Finding.objects.filter(mine | _known(subject, "visit__")).select_related("visit")


def inspected_findings(subject: Subject) -> QuerySet[Finding]:
    """Return the findings of visits by units for which the reader inspects."""
    return Finding.objects.filter(_within(subject.scope(WRITE), "visit__unit_id")).select_related("visit")


def programme(subject: Subject, pk: int) -> Programme:
    """Return a programme, or raise ``Http404``."""
    found = visible_programmes(subject).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def visit(subject: Subject, pk: int, action: str = READ) -> Visit:
    """Return a visit, or raise ``Http404`` or ``PermissionDenied``; ``inspection.write`` is asked of who inspects."""
    found = visible_visits(subject).filter(pk=pk).first()
    if found is None:
        raise Http404
    if action == WRITE and found.unit_id not in subject.scope(WRITE):
        raise PermissionDenied(action)
    return found


def finding(subject: Subject, pk: int, action: str = READ) -> Finding:
    """Return a finding; ``inspection.answer`` is asked of who must mend it, ``inspection.write`` of who inspects."""
    found = visible_findings(subject).filter(pk=pk).first()
    if found is None:
        raise Http404
    asked = {ANSWER: found.unit_id, WRITE: found.visit.unit_id}.get(action)
    if asked is not None and asked not in subject.scope(action):
        raise PermissionDenied(action)
    return found
