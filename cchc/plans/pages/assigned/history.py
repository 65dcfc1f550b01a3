"""What changed in an assignment, by whom and when, from the audit trail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import history as trail
from cchc.kernel.history import sentences
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.models import Assignment

_MOST = 200


@permission("assignment.read")
def history(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Show a sentence for each change of the assignment with what it was before and after, the latest first."""
    record = access.assignment(subject_of(request), assignment_id)
    lines = sentences.read(trail.of(Assignment._meta.db_table, record.pk, limit=_MOST))
    return render(request, "plans/pages/assigned/history.html", {"assignment": record, "lines": lines})
