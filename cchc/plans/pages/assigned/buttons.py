"""The buttons of an assignment that need no page of their own."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.actions import cancelling, milestones
from cchc.ui.answering import pressed


@permission("assignment.plan")
@require_POST
def milestone(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Mark a milestone as reached, take that back, or remove it."""
    found = access.milestone(subject_of(request), milestone_id, "assignment.plan")
    acts = {
        "dat": (milestones.finish, _("Đã đánh dấu mốc là đạt.")),
        "mo-lai": (milestones.reopen, _("Đã bỏ đánh dấu.")),
        "xoa": (milestones.remove, _("Đã xóa mốc.")),
    }
    if request.POST.get("lam") not in acts:
        raise Http404
    act, done = acts[request.POST["lam"]]
    pressed(request, partial(act, found.pk), done)
    return redirect("plans:assignment", found.assignment_id)


@permission("assignment.cancel")
@require_POST
def restore(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Put a cancelled assignment back."""
    record = access.assignment(subject_of(request), assignment_id, "assignment.cancel")
    pressed(request, partial(cancelling.restore, record.pk), _("Đã khôi phục việc này."))
    return redirect("plans:assignment", record.pk)
