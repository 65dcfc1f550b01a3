"""Khảo sát của đợt chấm: set up here, run on its own page."""

from decimal import Decimal
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel.permission import permission, subject_of
from cchc.par_index import access
from cchc.par_index.actions import surveying
from cchc.par_index.queries import schemes, surveyed
from cchc.par_index.states import OVER
from cchc.surveys.types import Settings
from cchc.ui.answering import pressed

ERROR, MINIMUM = Decimal(5), 30
"""What a survey begins with: the accepted error in percent of 2640/QĐ-BNV, and the fewest forms of a unit."""


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, round_id: int) -> HttpResponse:
    """Lead to the survey of a round, the address that people know; its operator sets it up where there is none."""
    subject, sets_up = subject_of(request), request.method == "POST"
    found = access.round_(subject, round_id, access.RUN if sets_up else access.READ)
    access.need(access.sees_all(subject, found), access.READ)
    if not any(leaf.is_survey for leaf in schemes.read(found.scheme).leaves):
        raise Http404
    if sets_up and not surveyed.surveys(found.pk):
        title = _("Khảo sát mức độ hài lòng %d") % found.year
        act = partial(surveying.set_up, found.pk, Settings(title, ERROR, MINIMUM))
        pressed(request, act, _("Đã lập khảo sát: hãy viết câu hỏi và tính cỡ mẫu."))
    if surveys := surveyed.surveys(found.pk):
        return redirect("surveys:survey", surveys[0])
    context = {"found": found, "may_set_up": access.runs(subject, found) and found.stage not in OVER}
    return render(request, "par_index/pages/survey.html", context)
