"""One section of text: written here, with the period before and the units below beside it."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel.locking import locked
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.actions import writing
from cchc.reports.forms.reports import TextForm
from cchc.reports.models import Report
from cchc.reports.queries import people, texts, whole
from cchc.reports.states import WRITABLE
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.seen import Opened


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, periodic_id: int, section_key: str) -> HttpResponse:
    """Show a section with what stands beside it; whoever writes the report changes it."""
    subject = subject_of(request)
    found = access.report(subject, periodic_id, "report.write" if request.method == "POST" else access.READ)
    all_of_it = whole.whole(found)
    part = next((one for one in all_of_it.parts if (one.of.key, one.of.kind) == (section_key, "text")), None)
    if part is None:
        raise Http404
    writers = people.writers(found.unit_id)
    shown = partial(texts.of_section, found.pk, section_key)
    form = TextForm(request.POST or None, initial=shown(), people=writers)
    form.opened_on(Opened(partial(locked, Report, found.pk), shown, partial(texts.rows_of, found.pk, section_key)))
    if submitted(request, form, lambda: _act(found.pk, section_key, form), _("Đã lưu mục này.")):
        return redirect("reports:report", found.pk)
    before = whole.previous(found)
    context = {
        "report": found,
        "whole": all_of_it,
        "part": part,
        "form": form,
        "may_write": found.state in WRITABLE and access.may(subject, "report.write", found),
        "unit": organisation.full_names([found.unit_id], found.last_on).get(found.unit_id, ""),
        "before": before,
        "text_before": texts.of_before(before, section_key),
        "below": texts.below(found, section_key),
    }
    return form_page(request, "reports/pages/section.html", context)


def _act(report_id: int, key: str, form: TextForm) -> Act:
    return partial(writing.write, report_id, key, form.cleaned_data["text"], form.cleaned_data["owner"])
