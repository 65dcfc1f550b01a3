"""Phiếu chấm điểm: a unit's figures side by side."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, sheets
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import appraising, rounds, scoring
from cchc.par_index.actions.rounds import due_of
from cchc.par_index.documents.sheets import sheet_rows
from cchc.par_index.forms.values import ReasonForm
from cchc.par_index.models import Sheet
from cchc.par_index.queries import results
from cchc.par_index.queries import sheet as queries
from cchc.par_index.rules.scoring import class_of
from cchc.par_index.states import APPRAISING, Stage
from cchc.ui.answering import Act, form_page, pressed, submitted


@permission(access.READ)
@slow("xuat")
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponseBase:
    """Show the tree with self, explained and appraised figures; buttons take the sheet on."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.sheet(subject, sheet_id)
    codes = access.appraised_codes(subject, found) if found.round.stage in APPRAISING else frozenset()
    _allowed(request, found, doing, bool(codes))
    reason = ReasonForm(request.POST if doing == "mo-lai" else None)
    if _done(request, found, doing, codes, reason):
        return redirect("par_index:sheet", found.pk)
    rows, scheme = queries.rows(found), queries.scheme_of(found)
    name = organisation.full_names([found.unit_id], found.round.last_on).get(found.unit_id, "")
    if request.GET.get("xuat"):
        columns, lines = sheet_rows(rows, scheme)
        return sheets.download(sheets.chosen(request.GET["xuat"]), f"Phieu cham diem {name}", columns, lines)
    result = results.of_sheet(found, name)
    stage = found.round.stage
    scores, confirms = access.may_score(subject, found), access.may_score(subject, found, access.CONFIRM)
    context = {
        "sheet": found, "round": found.round, "scheme": scheme, "rows": rows, "unit": name, "result": result,
        "band": class_of(scheme, result.index) or "",
        "due": due_of(found.round), "today": clock.today(), "codes": codes, "reason": reason,
        "may_fill": scores and stage == Stage.SELF and found.locked_at is None,
        "may_lock": confirms and stage == Stage.SELF and found.locked_at is None,
        "may_reopen": access.runs(subject, found.round) and stage == Stage.SELF and found.locked_at is not None,
        "may_explain": scores and stage == Stage.EXPLANATION and found.explained_at is None,
        "may_send": confirms and stage == Stage.EXPLANATION and found.explained_at is None,
        "waiting": [code for code in found.open_leaves if code in codes],
    }  # fmt: skip
    return form_page(request, "par_index/pages/sheet.html", context)


def _allowed(request: HttpRequest, found: Sheet, doing: str, appraises: bool) -> None:
    subject = subject_of(request)
    needs = {
        "lay-so": lambda: access.may_score(subject, found),
        "khoa": lambda: access.may_score(subject, found, access.CONFIRM),
        "gui-giai-trinh": lambda: access.may_score(subject, found, access.CONFIRM),
        "mo-lai": lambda: access.runs(subject, found.round),
        "dong-y": lambda: appraises,
    }
    if doing in needs and not needs[doing]():
        raise PermissionDenied(doing)


def _done(request: HttpRequest, found: Sheet, doing: str, codes: frozenset[str], reason: ReasonForm) -> bool:
    buttons: dict[str, tuple[Act, str]] = {
        "lay-so": (partial(scoring.refill, found.pk), _("Đã lấy lại số liệu từ hồ sơ.")),
        "khoa": (partial(scoring.lock, found.pk), _("Đã xác nhận và khóa phiếu tự chấm.")),
        "gui-giai-trinh": (partial(scoring.send_explanation, found.pk), _("Đã gửi giải trình.")),
        "dong-y": (partial(appraising.agree, found.pk, sorted(codes)), _("Đã đồng ý các tiêu chí còn lại.")),
    }
    if doing in buttons:
        pressed(request, *buttons[doing])
        return True
    if doing == "mo-lai":
        act = lambda: partial(rounds.reopen, found.pk, reason.cleaned_data["reason"])  # noqa: E731
        return submitted(request, reason, act, _("Đã mở lại phiếu cho đơn vị."))
    return False
