"""Kiểm tra: the list, one visit, its steps, and its findings."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.inspections import access
from cchc.inspections.actions import planning, visiting
from cchc.inspections.forms.inspections import MendForm, ReasonForm, SurpriseForm, VerifyForm
from cchc.inspections.models import Finding
from cchc.inspections.pages.choosing import WRITE, inspected, inspecting
from cchc.inspections.pages.listed import ALL, VISITS, names_of
from cchc.inspections.queries import inspections as queries
from cchc.inspections.queries.due import key
from cchc.inspections.states import FindingState, VisitState
from cchc.inspections.types import Planned
from cchc.kernel import clock
from cchc.kernel.files import sending
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.notifications.queries import urgings
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.answering import Act, form_page, pressed, submitted
from cchc.ui.forms import day_typed
from cchc.ui.lists import Rows

ANSWER = "inspection.answer"
_OVERDUE, _PROGRAMMES = 10, 20


@permission("inspection.read")
@slow("xuat")
@require_http_methods(["GET", "HEAD"])
def visits(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, the visits that the reader may know of."""
    subject, today, asked = subject_of(request), clock.today(), lists.asked(request, VISITS)
    rows = Rows(queries.listed(access.visible_visits(subject), asked["xem"], asked["loai"], asked["nam"]), names_of)
    if asked.wanted:
        return lists.sheet(asked, rows)
    whole = request.GET.get("het", "")
    late = queries.overdue(access.visible_findings(subject), today)
    shown = list(late if whole == "qua-han" else late[:_OVERDUE])
    programmes = list(access.visible_programmes(subject).order_by("-year", "kind", "unit_id"))
    few = programmes if whole == "ke-hoach" else programmes[:_PROGRAMMES]
    context = {
        "list": lists.page(asked, rows),
        "tab": asked["xem"] or ALL,
        "late": shown,
        "late_count": late.count(),
        "programmes": few,
        "programme_count": len(programmes),
        "names": organisation.full_names({one.unit_id for one in shown} | {one.unit_id for one in few}, today),
        "may_write": bool(subject.scope(WRITE)),
        "may_urge": bool(shown) and queries.overdue(access.inspected_findings(subject), today).exists(),
        "today": today,
    }
    return render(request, "inspections/pages/visits.html", context)


@permission("inspection.read")
@require_http_methods(["GET", "HEAD"])
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Show one visit with the step that comes next."""
    subject, today = subject_of(request), clock.today()
    found = access.visit(subject, visit_id)
    whole = queries.whole(found)
    units = {found.unit_id, found.target_id, *(one.unit_id for one in whole.findings)}
    may_write = found.unit_id in subject.scope(WRITE)
    context = {
        "visit": found,
        "whole": whole,
        "names": organisation.full_names(units, found.held_on or today),
        "may_write": may_write,
        "may_correct_decision": may_write and found.state in (VisitState.DECIDED, VisitState.HELD),
        "may_correct_minutes": may_write and found.state == VisitState.HELD,
        "reason": ReasonForm(),
        "today": today,
    }
    return render(request, "inspections/pages/visit.html", context)


@permission("inspection.read")
@slow()
@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, visit_id: int) -> HttpResponseBase:
    """Send the signed minutes."""
    found = access.visit(subject_of(request), visit_id)
    if found.file is None:
        raise Http404
    return sending.sent(request, found.file)


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def surprise(request: HttpRequest) -> HttpResponse:
    """Set up a surprise visit."""
    today = clock.today()
    units = inspecting(subject_of(request), day_typed(request.POST, "planned_on", today))
    form = SurpriseForm(request.POST or None, units=units, targets=inspected(units), initial={"planned_on": today})
    made: list[int] = []

    def act() -> Act:
        given = form.cleaned_data
        row = Planned(given["target"], given["kind"], given["planned_on"], True)
        step = partial(planning.surprise, given["unit"], row)
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã lập cuộc kiểm tra đột xuất; đơn vị chưa thấy.")):
        return redirect("inspections:visit", made[0])
    context = {"form": form, "heading": _("Kiểm tra đột xuất"), "submit": _("Lập cuộc kiểm tra")}
    return form_page(request, "inspections/pages/form.html", context)


@permission(WRITE)
@require_POST
def step(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Conclude a visit, or call it off."""
    found = access.visit(subject_of(request), visit_id, WRITE)
    if request.POST.get("lam") == "khong-tien-hanh":
        reason = request.POST.get("reason", "")[:500]
        pressed(request, partial(planning.call_off, found.pk, reason), _("Đã ghi là không tiến hành."))
    else:
        pressed(request, partial(visiting.conclude, found.pk), _("Đã hoàn tất biên bản; các phát hiện được theo dõi."))
    return redirect("inspections:visit", found.pk)


@permission("inspection.read")
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Show a finding; whoever must mend it reports, whoever inspected confirms or sends it back."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    action = {"khac-phuc": ANSWER, "xac-nhan": WRITE, "tra-lai": WRITE}.get(doing, "inspection.read")
    found = access.finding(subject, finding_id, action)
    if request.method == "POST" and action == "inspection.read":
        raise Http404
    mend = MendForm(request.POST if doing == "khac-phuc" else None)
    verify = VerifyForm(request.POST if doing in ("xac-nhan", "tra-lai") else None)
    if _answered(request, found, doing, mend, verify):
        return redirect("inspections:finding", found.pk)
    context = {
        "finding": found,
        "visit": found.visit,
        "names": organisation.full_names({found.unit_id, found.visit.unit_id, found.visit.target_id}, clock.today()),
        "mend": mend,
        "verify": verify,
        "may_urge": _waits(found) and found.visit.unit_id in subject.scope(WRITE),
        "matter": f"phathien-{found.pk}",
        "times": urgings.counts([key(found.pk)]).get(key(found.pk)),
        "may_correct": found.visit.state == VisitState.HELD and found.visit.unit_id in subject.scope(WRITE),
        "may_mend": _waits(found) and found.unit_id in subject.scope(ANSWER),
        "may_verify": found.state == FindingState.MENDED and found.visit.unit_id in subject.scope(WRITE),
        "knows_visit": access.visible_visits(subject).filter(pk=found.visit_id).exists(),
        "today": clock.today(),
    }
    return form_page(request, "inspections/pages/finding.html", context)


def _waits(found: Finding) -> bool:
    return found.state == FindingState.OPEN and found.visit.state == VisitState.MENDING


def _answered(request: HttpRequest, found: Finding, doing: str, mend: MendForm, verify: VerifyForm) -> bool:
    if doing == "khac-phuc":
        act = lambda: partial(visiting.mend, found.pk, mend.cleaned_data["text"])  # noqa: E731
        return submitted(request, mend, act, _("Đã báo khắc phục; bên kiểm tra sẽ xác nhận."))
    if doing in ("xac-nhan", "tra-lai"):
        is_mended = doing == "xac-nhan"
        act = lambda: partial(visiting.verify, found.pk, verify.cleaned_data["remark"], is_mended=is_mended)  # noqa: E731
        return submitted(request, verify, act, _("Đã xác nhận khắc phục.") if is_mended else _("Đã trả lại."))
    return False
