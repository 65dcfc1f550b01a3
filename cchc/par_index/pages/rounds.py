"""Đợt chấm điểm: which are running, what the reader has to do in them, and how each stands."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, reading
from cchc.kernel import sheets as downloads
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import publishing
from cchc.par_index.actions import rounds as actions
from cchc.par_index.documents.sheets import standing_rows
from cchc.par_index.forms.rounds import BodyForm, DayForm, RoundForm
from cchc.par_index.forms.values import ReasonForm
from cchc.par_index.models import Body, Publication, Round, Sheet
from cchc.par_index.queries import schemes
from cchc.par_index.queries.due import lacking
from cchc.par_index.states import OVER, UNTIMED, SchemeState, Stage, stages
from cchc.ui import listing
from cchc.ui.answering import Act, form_page, pressed, submitted

RUNNING = "dang-cham"
_LACKS = 30


@permission(access.READ)
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the rounds that the reader has a part in, and the sheets of the reader's own unit."""
    subject = subject_of(request)
    rows = access.visible_rounds(subject).select_related("unit", "scheme").defer("scheme__content")
    years = sorted(set(rows.order_by().values_list("year", flat=True)), reverse=True)
    asked, stage = reading.year(request.GET.get("nam")), request.GET.get("buoc", "")
    if asked in years:
        rows = rows.filter(year=asked)
    if stage in (RUNNING, *OVER):
        rows = rows.exclude(stage__in=OVER) if stage == RUNNING else rows.filter(stage=stage)
    page = listing.page_of(rows.order_by("-last_on", "scheme__level", "pk"), request.GET)
    home = subject.unit_id
    mine = Sheet.objects.filter(unit_id__in=[home] if home else [], round__in=[row.pk for row in page.object_list])
    context = {
        "page": page,
        "years": years,
        "asked": asked,
        "stage": stage,
        "stages": [(RUNNING, _("Đang chấm")), *((one.value, one.label) for one in Stage if one in OVER)],
        "mine": {sheet.round_id: sheet for sheet in mine},
        "names": organisation.names({row.unit_id for row in page.object_list}, clock.today()),
        "today": clock.today(),
        "may_open": subject.may(access.RUN),
    }
    return render(request, "par_index/pages/rounds.html", context)


@permission(access.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Open a round by a published scheme."""
    subject = subject_of(request)
    found = access.scheme(subject, scheme_id)
    if found.unit_id not in subject.scope(access.RUN) or found.state != SchemeState.PUBLISHED:
        raise PermissionDenied(access.RUN)
    form = RoundForm(request.POST or None, initial=RoundForm.usual(found.title, found.year))
    made: list[int] = []

    def act() -> Act:
        step = partial(actions.open_, found.pk, form.cleaned_data["title"], form.days)
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã mở đợt; các đơn vị được mời tự chấm điểm.")):
        return redirect("par_index:round", made[0])
    units = len(actions.scored_units(found.unit_id, found.level, clock.today()))
    strangers = actions.strangers(schemes.read(found), clock.today())
    context = {"form": form, "found": found, "units": units, "strangers": strangers}
    return form_page(request, "par_index/pages/open.html", context)


ORDER: Mapping[str, Callable[[tuple[str, Sheet]], Any]] = {
    "ten": lambda one: sort_key(one[0]), "tu-cham": lambda one: one[1].self_points,
    "dang-tinh": lambda one: one[1].points, "thieu": lambda one: len(one[1].missing),
    "cho": lambda one: len(one[1].open_leaves),
}  # fmt: skip


@permission(access.READ)
@slow("xuat")
@require_http_methods(["GET", "HEAD", "POST"])
def round_(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Show how a round stands, unit by unit; its operator takes it on, extends a day, names bodies and urges."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.round_(subject, round_id, access.RUN if doing else access.READ)
    runs = access.runs(subject, found)
    read = schemes.read(found.scheme)
    day = DayForm(request.POST if doing == "gia-han" else None, round_=found)
    body = BodyForm(request.POST if doing == "giao" else None, scheme=read, today=clock.today())
    reason = ReasonForm(request.POST if doing in ("huy", "dinh-chinh") else None)
    if _done(request, found, doing, day, body, reason):
        return redirect("par_index:round", found.pk)
    scope = subject.scope(access.READ)
    everybody = runs or found.unit_id in scope
    rows = Sheet.objects.filter(round=found)
    owners = Body.objects.filter(round=found)
    if not everybody:
        rows = rows.filter(pk__in=access.visible_sheets(subject))
    sheets = list(rows)
    lacks = lacking(found) if runs else []
    unit_ids = {sheet.unit_id for sheet in sheets} | {lack.unit_id for lack in lacks} | {found.unit_id}
    bodies = sorted({owner.unit_id for owner in owners})
    names = organisation.full_names(unit_ids | set(bodies), found.last_on)
    order = listing.Sort.read(request.GET, ORDER, "-dang-tinh")
    lines = order.ordered([(names.get(sheet.unit_id, ""), sheet) for sheet in sheets], ORDER)
    if request.GET.get("xuat"):
        columns, exported = standing_rows(lines, read)
        return downloads.download(
            downloads.chosen(request.GET["xuat"]), f"Tinh hinh cham diem {found.pk}", columns, exported
        )
    context = {
        "found": found,
        "scheme": read,
        "page": listing.page_of(lines, request.GET, per_page=200),
        "names": names,
        "steps": [(stage, actions.due_of(found, stage)) for stage in stages(found.passes)],
        "lacks": lacks if request.GET.get("het") == "con-thieu" else lacks[:_LACKS],
        "lack_count": len(lacks),
        "matter": f"dotcham-{found.pk}",
        "locked": sum(sheet.locked_at is not None for sheet in sheets),
        "waiting": sum(len(sheet.open_leaves) for sheet in sheets),
        "runs": runs,
        "appraises": runs or any(unit in subject.scope(access.APPRAISE) for unit in bodies),
        "may_cancel": runs and found.stage not in OVER and not Publication.objects.filter(round=found).exists(),
        "may_advance": runs and found.stage not in UNTIMED,
        "today": clock.today(),
        "day": day,
        "body": body,
        "reason": reason,
        "bodies": [(names.get(unit, ""), sum(o.unit_id == unit for o in owners)) for unit in bodies],
        "has_survey": any(leaf.is_survey for leaf in read.leaves),
    }
    return form_page(request, "par_index/pages/round.html", context)


def _done(request: HttpRequest, found: Round, doing: str, day: Any, body: Any, reason: Any) -> bool:
    buttons: dict[str, tuple[Act, str]] = {
        "tiep": (partial(actions.advance, found.pk, request.POST.get("buoc", "")), _("Đã sang bước tiếp theo.")),
    }
    if doing in buttons:
        pressed(request, *buttons[doing])
        return True
    if doing == "gia-han":
        act = lambda: partial(actions.extend, found.pk, day.cleaned_data["stage"], day.cleaned_data["day"])  # noqa: E731
        return submitted(request, day, act, _("Đã đổi hạn của bước."))
    if doing == "giao":
        act = lambda: partial(actions.assign, found.pk, body.cleaned_data["code"], body.cleaned_data["unit"])  # noqa: E731
        return submitted(request, body, act, _("Đã giao cơ quan thẩm định."))
    if doing == "huy":
        act = lambda: partial(actions.cancel, found.pk, reason.cleaned_data["reason"])  # noqa: E731
        return submitted(request, reason, act, _("Đã hủy đợt chấm; những gì đã ghi vẫn xem được."))
    if doing == "dinh-chinh":
        act = lambda: partial(publishing.correct, found.pk, reason.cleaned_data["reason"])  # noqa: E731
        return submitted(request, reason, act, _("Đã mở lại cho hội đồng; bản đã công bố vẫn có hiệu lực."))
    return False
