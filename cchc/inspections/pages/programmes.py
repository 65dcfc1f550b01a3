"""Kế hoạch kiểm tra: one programme with its visits and its report, a new one."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.inspections import access
from cchc.inspections.actions import planning, reporting
from cchc.inspections.forms.inspections import AdoptForm, PlannedForm, ProgrammeForm
from cchc.inspections.models import Programme
from cchc.inspections.pages.choosing import WRITE, inspected_by, inspecting
from cchc.inspections.queries import content
from cchc.inspections.queries import inspections as queries
from cchc.inspections.states import Kind, ProgrammeState
from cchc.inspections.types import Planned
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.forms import day_typed
from cchc.ui.sending import PAPERS, made


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: HttpRequest) -> HttpResponse:
    """Begin a programme."""
    units, year = inspecting(subject_of(request), clock.today()), clock.today().year
    title = f"{content.checklists()[Kind.REFORM.value]['title']} năm {year}"
    form = ProgrammeForm(request.POST or None, units=units, initial={"year": year, "title": title})
    made: list[int] = []

    def act() -> Act:
        given = form.cleaned_data
        step = partial(planning.draw_up, given["unit"], given["year"], given["kind"], given["title"])
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã lập kế hoạch kiểm tra; hãy thêm các đơn vị.")):
        return redirect("inspections:programme", made[0])
    context = {"form": form, "heading": _("Lập kế hoạch kiểm tra"), "submit": _("Lập kế hoạch")}
    return form_page(request, "inspections/pages/form.html", context)


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Show a programme; add a visit to it, or record that it was issued."""
    found, today = access.programme(subject_of(request), programme_id), clock.today()
    adopting = request.POST.get("lam") == "ban-hanh"
    posted = request.POST or None
    day = day_typed(request.POST, "planned_on", today)
    planned = PlannedForm(None if adopting else posted, units=inspected_by(found.unit_id, found.kind, day))
    adopt = AdoptForm(posted if adopting else None, initial={"issued_on": today})
    if _done(request, found, planned, adopt):
        return redirect("inspections:programme", found.pk)
    visits = queries.of_programme(found)
    context = {
        "programme": found,
        "visits": visits,
        "names": organisation.full_names({visit.target_id for visit in visits} | {found.unit_id}, today),
        "planned": planned,
        "adopt": adopt,
        "is_draft": found.state == ProgrammeState.DRAFT,
        "today": today,
    }
    return form_page(request, "inspections/pages/programme.html", context)


def _done(request: HttpRequest, found: Programme, planned: PlannedForm, adopt: AdoptForm) -> bool:
    def add() -> Act:
        given = planned.cleaned_data
        row = Planned(given["target"], found.kind, given["planned_on"], given["is_surprise"])
        return partial(planning.add, found.pk, row)

    def issue() -> Act:
        return partial(planning.adopt, found.pk, adopt.cleaned_data["number"], adopt.cleaned_data["issued_on"])

    if adopt.is_bound:
        return submitted(request, adopt, issue, _("Đã ghi kế hoạch kiểm tra là ban hành."))
    return submitted(request, planned, add, _("Đã thêm đơn vị vào kế hoạch."))


@permission(WRITE)
@slow()
def report(request: HttpRequest, programme_id: int, paper_kind: str) -> HttpResponse:
    """Send the report on a programme's results, .docx or PDF."""
    if paper_kind not in PAPERS:
        raise Http404
    found = access.programme(subject_of(request), programme_id)
    data = reporting.draft(found, paper_kind, clock.today())
    return made(data, f"Báo cáo kết quả kiểm tra {found.year}", paper_kind)
