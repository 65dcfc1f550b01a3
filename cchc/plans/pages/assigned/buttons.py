"""The buttons of an assignment that need no page of their own."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.actions import cancelling, milestones, urging
from cchc.plans.queries.status import with_status
from cchc.plans.rules.status import BEHIND
from cchc.ui.answering import pressed

_MOST_URGED = 5_000


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


@permission("work.urge")
@require_POST
def urge(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Urge one unit on."""
    record = access.assignment(subject_of(request), assignment_id, "work.urge")
    pressed(request, partial(urging.urge, [record.pk]), _("Đã đôn đốc: người làm và người đứng đầu đơn vị được báo."))
    return redirect("plans:assignment", record.pk)


@permission("work.urge")
@require_POST
def urge_late(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Urge every unit of the plan that is late, in the urger's scope."""
    subject = subject_of(request)
    plan = access.plan(subject, plan_id, "work.urge")
    late = with_status(access.visible_assignments(subject, "work.urge").filter(plan=plan), clock.today())
    ids = list(late.filter(status__in=[status.value for status in BEHIND]).values_list("pk", flat=True)[:_MOST_URGED])
    done = _("Đã đôn đốc %(n)d việc trễ: người làm và người đứng đầu đơn vị được báo.") % {"n": len(ids)}
    pressed(request, partial(urging.urge, ids), done)
    return redirect("plans:dashboard", plan.pk)
