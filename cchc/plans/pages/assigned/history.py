"""What changed in an assignment, by whom and when, from the audit trail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import history as trail
from cchc.kernel.history import sentences
from cchc.kernel.history.shown import Line
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.models import Assignment

_MOST = 200


@permission("assignment.read")
def history(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Show a sentence for each change of the assignment with what it was before and after, the latest first."""
    record = access.assignment(subject_of(request), assignment_id)
    lines = _acts(sentences.read(trail.of(Assignment._meta.db_table, record.pk, limit=_MOST)))
    return render(request, "plans/pages/assigned/history.html", {"assignment": record, "lines": lines})


def _acts(lines: list[tuple[Line, str]]) -> list[tuple[str, list[Line]]]:
    """Put together what one request wrote: the fact that was set, then the columns that follow from it."""
    found: list[tuple[str, list[Line]]] = []
    for line, sentence in lines:
        request = found[-1][1][0].entry.request if found else ""
        if request and request == line.entry.request:
            found[-1] = (sentence, [line, *found[-1][1]])
        else:
            found.append((sentence, [line]))
    return found
