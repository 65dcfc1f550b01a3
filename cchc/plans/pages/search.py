"""Search over tasks, assignments, plans and units; diacritics may be missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.queries import lists

_MOST = 20


@permission("search")
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found, at most twenty of each kind, only within the reader's scope."""
    subject, today = subject_of(request), clock.today()
    words = request.GET.get("q", "").strip()[:200]
    context: dict[str, object] = {"words": words, "today": today, "most": _MOST}
    if words:
        visible = access.visible_assignments(subject)
        rows = lists.assignment_rows(
            lists.narrowed(visible, lists.AssignmentFilter(words=words), today).order_by("-plan__year", "pk")[:_MOST],
            today,
        )
        tasks = access.visible_tasks(subject).filter(lists.matching(words), withdrawn_at=None).select_related("plan")
        context |= {
            "tasks": tasks.order_by("-plan__year", "position")[:_MOST],
            "rows": rows,
            "units": organisation.search(words, today)[:_MOST] if subject.may("unit.read") else (),
            "names": organisation.full_names([row.unit_id for row in rows], today),
        }
    return render(request, "plans/pages/search.html", context)
