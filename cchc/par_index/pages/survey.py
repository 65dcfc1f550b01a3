"""Khảo sát của đợt chấm: sample sizes, forms from a file, and how many answers stand behind each figure."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import sheets
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import surveying
from cchc.par_index.forms.rounds import FileForm, SurveyForm
from cchc.par_index.models import Round, Sheet, Survey
from cchc.par_index.queries import schemes, surveys
from cchc.par_index.states import Stage
from cchc.ui import listing
from cchc.ui.answering import Act, submitted


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Show the survey of a round; its operator sets it up, plans the sample and brings in forms."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.round_(subject, round_id, access.RUN if doing else access.READ)
    runs = access.runs(subject, found)
    access.need(runs or found.unit_id in subject.scope(access.READ) or found.stage == Stage.PUBLISHED, access.READ)
    if not any(leaf.is_survey for leaf in schemes.read(found.scheme).leaves):
        raise Http404
    row = Survey.objects.filter(round=found).first()
    start = {"title": row.title if row else _("Khảo sát mức độ hài lòng %d") % found.year,
             "error": row.error if row else 5, "minimum": row.minimum if row else 30}  # fmt: skip
    form = SurveyForm(request.POST if doing == "lap" else None, initial=start)
    sample = FileForm(*(_posted(request) if doing == "mau" else ()))
    answers = FileForm(*(_posted(request) if doing == "phieu" else ()))
    if _done(request, found, row, form, sample, answers):
        return redirect("par_index:survey", found.pk)
    if row is not None and request.GET.get("mau-tep"):
        columns = [sheets.Column(title, width=24) for title in surveys.headings(row)]
        return sheets.download("xlsx", "Mau nhap phieu khao sat", columns, [])
    lines = surveys.lines(found, row) if row else []
    context = {
        "found": found, "survey": row, "form": form, "sample": sample, "answers": answers,
        "may_run": runs and found.stage != Stage.PUBLISHED, "runs": runs,
        "page": listing.page_of(lines, request.GET, per_page=200),
        "total": surveys.total(lines), "scheme": schemes.read(found.scheme),
    }  # fmt: skip
    errors = form.errors or sample.errors or answers.errors
    return render(request, "par_index/pages/survey.html", context, status=422 if errors else 200)


def _posted(request: HttpRequest) -> tuple[object, object]:
    return request.POST, request.FILES


def _done(
    request: HttpRequest, found: Round, row: Survey | None, form: SurveyForm, sample: FileForm, answers: FileForm
) -> bool:
    def set_up() -> Act:
        data = form.cleaned_data
        return partial(surveying.set_up, found.pk, data["title"], data["error"], data["minimum"])

    def read(upload: FileForm) -> tuple[str, bytes]:
        return upload.cleaned_data["file"].name, upload.cleaned_data["file"].read()

    if submitted(request, form, set_up, _("Đã lưu khảo sát.")):
        return True
    if row is None:
        return False
    names = organisation.full_names(Sheet.objects.filter(round=found).values_list("unit_id", flat=True), found.last_on)

    def plan() -> Act:
        return partial(surveying.plan, row.pk, surveys.samples(*read(sample), names))

    def receive() -> Act:
        return partial(surveying.receive, row.pk, surveys.forms(*read(answers), row, names))

    return submitted(request, sample, plan, _("Đã tính cỡ mẫu.")) or submitted(
        request, answers, receive, _("Đã nhập phiếu và tính lại điểm khảo sát.")
    )
