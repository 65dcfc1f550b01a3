"""Chờ xác nhận: what units have handed in and what later days they ask for."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cchc.kernel import clock, reading
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.saying import say
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import confirming
from cchc.plans.forms.work import ReasonForm
from cchc.plans.queries import waiting as queries
from cchc.ui import listing
from cchc.ui.answering import actor_of, form_page, pressed, submitted

CONFIRM = "assignment.confirm"


@permission(CONFIRM)
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the reports that wait, the oldest first, and the requests for later days."""
    subject, today = subject_of(request), clock.today()
    user_id = subject.user_id
    visible = access.visible_reports(subject, CONFIRM)
    page = listing.page_of(queries.products(visible), request.GET)
    since = clock.now() - confirming.UNDO_WITHIN
    undoable = list(queries.decided(visible, user_id, since)[: listing.PER_PAGE])
    later_days = list(queries.later_days(access.visible_extensions(subject, "extension.decide"))[: listing.PER_PAGE])
    rows = [*page.object_list, *undoable, *later_days]
    context = {
        "page": page,
        "undoable": undoable,
        "later_days": later_days,
        "names": organisation.full_names([row.assignment.unit_id for row in rows], today),
        "user_id": user_id,
        "today": today,
    }
    return render(request, "plans/pages/assigned/waiting.html", context)


def _chosen(request: HttpRequest) -> list[int]:
    """Return the numbers of the ticked reports that lie in scope, at most a page of them."""
    ticked = reading.wholes(request.POST.getlist("bao-cao"), listing.PER_PAGE)
    visible = access.visible_reports(subject_of(request), CONFIRM)
    found = visible.filter(pk__in=ticked).order_by("reported_at", "pk")
    return list(found.values_list("pk", flat=True))


@permission(CONFIRM)
@require_POST
def confirm_chosen(request: HttpRequest) -> HttpResponse:
    """Confirm every ticked report; those that can't be are named with the reason."""
    chosen = _chosen(request)
    if not chosen:
        messages.error(request, _("Hãy chọn ít nhất một báo cáo."))
        return redirect("plans:waiting")
    batch = confirming.confirm_many(chosen, actor=actor_of(request), now=clock.now())
    if batch.confirmed:
        count = len(batch.confirmed)
        done = ngettext("Đã xác nhận %d báo cáo.", "Đã xác nhận %d báo cáo.", count) % count
        messages.success(request, done + " " + _("Có thể hoàn tác trong 15 phút, ở cuối trang này."))
    for why in dict.fromkeys(say(refusal) for _report, refusal in batch.refused):
        messages.error(request, why)
    return redirect("plans:waiting")


@permission(CONFIRM)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Let the reader's own confirmations of the last minutes wait again."""
    count = confirming.undo(_chosen(request), actor=actor_of(request), now=clock.now())
    if count:
        messages.success(request, ngettext("Đã hoàn tác %d báo cáo.", "Đã hoàn tác %d báo cáo.", count) % count)
    else:
        messages.error(request, _("Không còn gì để hoàn tác: chỉ hoàn tác được xác nhận của chính bạn trong 15 phút."))
    return redirect("plans:waiting")


@permission(CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show one report and ask whether it is confirmed or sent back, and why."""
    found = access.report(subject_of(request), report_id, CONFIRM)
    form = ReasonForm(request.POST if request.POST.get("lam") == "tra-lai" else None)
    if request.POST.get("lam") == "xac-nhan":
        pressed(request, partial(confirming.confirm, found.pk), _("Đã xác nhận."))
        return redirect("plans:waiting")
    returned = _("Đã trả lại cho đơn vị, kèm lý do.")
    if submitted(request, form, lambda: partial(confirming.send_back, found.pk, form.cleaned_data["reason"]), returned):
        return redirect("plans:waiting")
    context = {
        "report": found,
        "assignment": found.assignment,
        "form": form,
        "unit": organisation.full_names([found.assignment.unit_id], clock.today()).get(found.assignment.unit_id, ""),
        "is_own": found.reported_by_id is not None and found.reported_by_id == subject_of(request).user_id,
        "back": reverse("plans:waiting"),
        "today": clock.today(),
    }
    return form_page(request, "plans/pages/assigned/decide.html", context)
