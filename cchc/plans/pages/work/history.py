"""What changed in an assignment, by whom and when, from the audit trail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import history as trail
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.models import Assignment

_MOST = 200
_SILENT = frozenset({"id", "plan_id", "task_id", "unit_id"})


@permission("assignment.read")
def history(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Show the changes of the assignment's own columns, the latest first."""
    record = access.assignment(subject_of(request), assignment_id)
    labels = {field.column: str(field.verbose_name) for field in Assignment._meta.concrete_fields}
    entries = [
        (entry, [(labels.get(c, c), old, new) for c, old, new in entry.changes if c not in _SILENT])
        for entry in trail.of(Assignment._meta.db_table, record.pk, limit=_MOST)
    ]
    return render(request, "plans/pages/work/history.html", {"assignment": record, "entries": entries, "most": _MOST})
