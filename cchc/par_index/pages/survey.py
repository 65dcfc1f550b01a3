"""Khảo sát của đợt chấm: sample sizes, forms from files or on the platform, how many answers stand behind a figure."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import sheets
from cchc.kernel.locking import locked
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.saying import say
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import answering, surveying
from cchc.par_index.actions.surveying import Settings, Wording
from cchc.par_index.documents.sheets import survey_rows
from cchc.par_index.forms.rounds import FileForm, InviteForm, QuestionsForm, SurveyForm
from cchc.par_index.models import Invitation, Round, Sheet, Survey
from cchc.par_index.pages import invitations
from cchc.par_index.pages.invitations import MOST_SLIPS, Codes
from cchc.par_index.queries import schemes, surveys
from cchc.par_index.states import OVER, Stage
from cchc.ui import listing, seen
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.seen import Opened


@permission(access.READ)
@slow("xuat", "mau-tep", forms=True)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Show the survey of a round; its operator sets it up, plans the sample, hands out codes and brings in forms."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.round_(subject, round_id, access.RUN if doing else access.READ)
    runs = access.runs(subject, found)
    access.need(runs or found.unit_id in subject.scope(access.READ) or found.stage == Stage.PUBLISHED, access.READ)
    if not any(leaf.is_survey for leaf in schemes.read(found.scheme).leaves):
        raise Http404
    row = Survey.objects.select_related("round__scheme").filter(round=found).first()
    names = organisation.full_names(Sheet.objects.filter(round=found).values_list("unit_id", flat=True), found.last_on)
    forms = _forms(request, found, row)
    codes: Codes = []
    if _done(request, found, row, forms, codes):
        if not codes or row is None:
            return redirect("par_index:survey", found.pk)
        is_printed = forms["invite"].cleaned_data["printed"]
        return (invitations.slips if is_printed else invitations.table)(request, row, found, names, codes)
    if row is not None and request.GET.get("mau-tep"):
        columns = [sheets.Column(title, width=24) for title in surveys.headings(row)]
        return sheets.download("xlsx", "Mau nhap phieu khao sat", columns, [])
    lines = surveys.lines(found, row) if row else []
    if row is not None and request.GET.get("xuat"):
        return sheets.download(
            sheets.chosen(request.GET["xuat"]), f"Phieu khao sat {found.year}", *survey_rows(lines, row)
        )
    strata = surveys.strata(row, names) if row else []
    context = {
        "found": found, "survey": row, **forms, "runs": runs, "may_run": runs and found.stage not in OVER,
        "page": listing.page_of(lines, request.GET, per_page=200),
        "strata": strata,
        "unready": [say(one) for one in surveys.unready(row)] if row else [],
        "codes": Invitation.objects.filter(survey=row).count() if row else 0,
        "total": surveys.total(lines), "scheme": schemes.read(found.scheme),
    }  # fmt: skip
    return form_page(request, "par_index/pages/survey.html", context)


def _forms(request: HttpRequest, found: Round, row: Survey | None) -> dict[str, Any]:
    """Return the forms of the page; the one that was sent has what was typed."""
    doing = request.POST.get("lam", "")

    def sent(name: str) -> tuple[Any, ...]:
        return (request.POST, request.FILES) if doing == name else ()

    form = SurveyForm(*sent("lap"), initial=_start(found, row))
    form.opened_on(
        Opened(
            partial(locked, Round, found.pk),
            partial(_now, found),
            lambda: [(Survey._meta.db_table, row.pk)] if row else [],
        )
    )
    return {
        "form": form,
        "sample": FileForm(*sent("mau")),
        "answers": FileForm(*sent("phieu")),
        "invite": InviteForm(*sent("ma"), groups=surveys.groups(row) if row else []),
        "words": _questions(row, *sent("cau-hoi")),
    }


def _questions(row: Survey | None, *sent: Any) -> QuestionsForm:
    if row is None:
        return QuestionsForm(*sent, questions=[], criteria={}, groups=[])
    criteria = surveys.criteria(row)
    shown = QuestionsForm.usual(row.questions, criteria)
    groups = surveys.groups(row)
    form = QuestionsForm(*sent, questions=row.questions, criteria=criteria, groups=groups, initial=shown)
    now = lambda: QuestionsForm.usual(Survey.objects.get(pk=row.pk).questions, criteria)  # noqa: E731
    form.opened_on(seen.row(Survey, row.pk, now))
    return form


def _rows(found: Round) -> list[tuple[str, int]]:
    return [(Survey._meta.db_table, pk) for pk in Survey.objects.filter(round=found).values_list("pk", flat=True)]


def _now(found: Round) -> dict[str, Any]:
    return _start(found, Survey.objects.filter(round=found).first())


def _start(found: Round, row: Survey | None) -> dict[str, Any]:
    if row is None:
        return {"title": _("Khảo sát mức độ hài lòng %d") % found.year, "error": 5, "minimum": 30, "closes_on": None}
    return {name: getattr(row, name) for name in ("title", "error", "minimum", "closes_on")}


def _done(request: HttpRequest, found: Round, row: Survey | None, forms: dict[str, Any], codes: Codes) -> bool:
    def set_up() -> Act:
        return partial(surveying.set_up, found.pk, Settings(**forms["form"].cleaned_data))

    if submitted(request, forms["form"], set_up, _("Đã lưu khảo sát.")):
        return True
    if row is None:
        return False

    def read(upload: FileForm) -> tuple[str, bytes]:
        return upload.cleaned_data["file"].name, upload.cleaned_data["file"].read()

    def plan() -> Act:
        return partial(surveying.plan, row.pk, surveys.samples(*read(forms["sample"]), found))

    def receive() -> Act:
        return partial(surveying.receive, row.pk, surveys.forms(*read(forms["answers"]), row))

    def word() -> Act:
        return partial(surveying.word, row.pk, {key: Wording(*said) for key, said in forms["words"].wordings.items()})

    def invite() -> Act:
        data = forms["invite"].cleaned_data
        most = MOST_SLIPS if data["printed"] else answering.MOST_CODES
        step = partial(answering.invite, row.pk, data["each"], data["stratum"], most)
        return lambda *, actor, now: codes.extend(step(actor=actor, now=now))

    steps = (
        ("sample", plan, _("Đã tính cỡ mẫu.")),
        ("answers", receive, _("Đã nhập phiếu và tính lại điểm khảo sát.")),
        ("words", word, _("Đã đổi câu hỏi.")),
        ("invite", invite, _("Đã phát mã; mã chỉ xem và tải được lần này.")),
    )
    return any(submitted(request, forms[name], act, done) for name, act, done in steps)
