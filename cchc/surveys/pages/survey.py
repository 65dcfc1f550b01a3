"""Khảo sát: sample sizes, forms from files or on the platform, how many answers stand behind each unit's figures."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import sheets
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.saying import say
from cchc.kernel.slow_lane import slow
from cchc.surveys import access
from cchc.surveys.actions import answering, receiving, running
from cchc.surveys.documents.sheets import rows
from cchc.surveys.forms.surveys import FileForm, InviteForm, QuestionsForm, SurveyForm
from cchc.surveys.models import Survey
from cchc.surveys.pages import invitations
from cchc.surveys.pages.invitations import MAX_SLIPS, Codes
from cchc.surveys.queries import files, purposes, standing
from cchc.surveys.states import SurveyState
from cchc.surveys.types import Settings, Wording
from cchc.ui import listing, seen
from cchc.ui.answering import Act, form_page, submitted


@permission(access.READ)
@slow("xuat", "mau-tep", forms=True)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, survey_id: int) -> HttpResponseBase:
    """Show a survey; its operator changes it, plans the sample, hands out codes and brings in forms."""
    subject = subject_of(request)
    row = access.survey(subject, survey_id, access.RUN if request.method == "POST" else access.READ)
    names = standing.names(row)
    forms = _forms(request, row)
    codes: Codes = []
    if _done(request, row, forms, codes):
        if not codes:
            return redirect("surveys:survey", row.pk)
        show = invitations.slips if forms["invite"].cleaned_data["printed"] else invitations.table
        return show(request, row, names, codes)
    if request.GET.get("mau-tep"):
        columns = [sheets.Column(heading) for heading in files.headings(row)]
        return sheets.download("xlsx", "Mau nhap phieu khao sat", columns, [])
    purpose = purposes.of(row.pk)
    lines = standing.lines(row, names, purpose)
    if request.GET.get("xuat"):
        name = f"Phieu khao sat {row.last_on.year}"
        return sheets.download(sheets.chosen(request.GET["xuat"]), name, *rows(lines, row))
    runs = access.runs(subject, row)
    context = {
        "survey": row, **forms, "purpose": purpose, "may_run": runs and row.state == SurveyState.OPEN,
        "page": listing.page_of(lines, request.GET, per_page=200),
        "strata": standing.strata(row, names),
        "unready": [say(one) for one in standing.unready(row)],
        "codes": standing.codes(row), "total": standing.total(lines),
    }  # fmt: skip
    return form_page(request, "surveys/pages/survey.html", context)


def _forms(request: HttpRequest, row: Survey) -> dict[str, Any]:
    """Return the forms of the page; the one that was sent has what was typed."""
    doing = request.POST.get("lam", "")

    def sent(name: str) -> tuple[Any, ...]:
        return (request.POST, request.FILES) if doing == name else ()

    groups = standing.groups(row)
    form = SurveyForm(*sent("lap"), initial=_settings(row))
    form.opened_on(seen.row(Survey, row.pk, lambda: _settings(standing.of_number(row.pk))))
    questions = QuestionsForm(
        *sent("cau-hoi"), questions=row.questions, groups=groups, initial=QuestionsForm.usual(row.questions)
    )
    questions.opened_on(seen.row(Survey, row.pk, lambda: QuestionsForm.usual(standing.of_number(row.pk).questions)))
    return {
        "form": form,
        "sample": FileForm(*sent("mau")),
        "answers": FileForm(*sent("phieu")),
        "invite": InviteForm(*sent("ma"), groups=groups),
        "words": questions,
    }


def _settings(row: Survey) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("title", "error", "minimum", "closes_on")}


def _done(request: HttpRequest, row: Survey, forms: dict[str, Any], codes: Codes) -> bool:
    def change() -> Act:
        return partial(running.change, row.pk, Settings(**forms["form"].cleaned_data))

    def read(upload: FileForm) -> tuple[str, bytes]:
        return upload.cleaned_data["file"].name, upload.cleaned_data["file"].read()

    def plan() -> Act:
        return partial(running.plan, row.pk, files.samples(*read(forms["sample"]), row))

    def receive() -> Act:
        return partial(receiving.receive, row.pk, files.forms(*read(forms["answers"]), row))

    def word() -> Act:
        return partial(running.word, row.pk, {key: Wording(*said) for key, said in forms["words"].wordings.items()})

    def invite() -> Act:
        data = forms["invite"].cleaned_data
        most = MAX_SLIPS if data["printed"] else answering.MAX_CODES
        step = partial(answering.invite, row.pk, data["each"], data["stratum"], most)
        return lambda *, actor, now: codes.extend(step(actor=actor, now=now))

    steps = (
        ("form", change, _("Đã lưu khảo sát.")),
        ("sample", plan, _("Đã tính cỡ mẫu.")),
        ("answers", receive, _("Đã nhập và đếm phiếu.")),
        ("words", word, _("Đã đổi câu hỏi.")),
        ("invite", invite, _("Đã phát mã; mã chỉ xem và tải được lần này.")),
    )
    return any(submitted(request, forms[name], act, done) for name, act, done in steps)
