"""Vướng mắc: what units can't solve alone, with whom it stands, and the answers."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import difficulties as actions
from cchc.plans.forms.work import AnswerForm, RemarkForm
from cchc.plans.models import Difficulty
from cchc.plans.queries import waiting as queries
from cchc.plans.queries.above import parent_id
from cchc.plans.queries.assignment import obstacles
from cchc.plans.states import DifficultyState
from cchc.ui import listing
from cchc.ui.answering import form_page, pressed, submitted

TAB_NAMES = {
    "o-don-vi": gettext_lazy("Chờ đơn vị tôi"),
    "dang-cho": gettext_lazy("Chờ giải quyết"),
    "da-chuyen": gettext_lazy("Đã chuyển lên trên"),
    "da-tra-loi": gettext_lazy("Đã trả lời"),
    "tat-ca": gettext_lazy("Tất cả"),
}


@permission("assignment.read")
def difficulties(request: HttpRequest) -> HttpResponse:
    """Show difficulties by where they stand; those that the reader may answer first."""
    subject, today = subject_of(request), clock.today()
    units = access.difficulties_with(subject)
    tabs = {name: label for name, label in TAB_NAMES.items() if units is not None or name != "o-don-vi"}
    tab = request.GET.get("muc", "")
    tab = tab if tab in tabs else next(iter(tabs))
    found = queries.difficulties(access.visible_difficulties(subject), tab, units)
    page = listing.page_of(found, request.GET)
    rows = list(page.object_list)
    context = {
        "page": page,
        "rows": rows,
        "tab": tab,
        "tabs": tabs.items(),
        "names": organisation.full_names([u for row in rows for u in (row.assignment.unit_id, row.at_unit_id)], today),
        "today": today,
    }
    return render(request, "plans/pages/assigned/difficulties.html", context)


@permission("assignment.read")
@require_http_methods(["GET", "HEAD", "POST"])
def difficulty(request: HttpRequest, difficulty_id: int) -> HttpResponse:
    """Show one difficulty; whoever it stands with answers or passes it up, its unit may take it back."""
    subject, today = subject_of(request), clock.today()
    wanted = {"tra-loi": "difficulty.answer", "chuyen": "difficulty.climb", "rut": "difficulty.raise"}
    doing = request.POST.get("lam", "")
    found = access.difficulty(subject, difficulty_id, wanted.get(doing, "assignment.read"))
    answer = AnswerForm(request.POST if doing == "tra-loi" else None)
    remark = RemarkForm(request.POST if doing == "chuyen" else None)
    if _done(request, found, doing, answer, remark):
        return redirect("plans:difficulty", found.pk)
    whole = obstacles(Difficulty.objects.filter(pk=found.pk))[0]
    stands = [found.assignment.unit_id, found.at_unit_id]
    climbs = [unit for step in whole.climbs for unit in (step.from_unit_id, step.to_unit_id)]
    is_open = found.state == DifficultyState.OPEN
    context = {
        "difficulty": whole.record,
        "climbs": whole.climbs,
        "assignment": found.assignment,
        "answer": answer,
        "remark": remark,
        "may_answer": is_open and access.may_difficulty(subject, "difficulty.answer", found),
        "may_climb": is_open
        and access.may_difficulty(subject, "difficulty.climb", found)
        and parent_id(found.at_unit_id, today) is not None,
        "may_withdraw": is_open and access.may_difficulty(subject, "difficulty.raise", found),
        "names": organisation.full_names([*stands, *climbs], today),
    }
    return form_page(request, "plans/pages/assigned/difficulty.html", context)


def _done(request: HttpRequest, found: Difficulty, doing: str, answer: AnswerForm, remark: RemarkForm) -> bool:
    if doing == "rut":
        pressed(request, partial(actions.withdraw, found.pk), _("Đã rút vướng mắc."))
        return True
    if doing == "tra-loi":
        done = _("Đã trả lời; đơn vị thấy ngay.")
        return submitted(
            request, answer, lambda: partial(actions.answer, found.pk, answer.cleaned_data["answer"]), done
        )
    if doing == "chuyen":
        done = _("Đã chuyển lên cấp trên.")
        return submitted(request, remark, lambda: partial(actions.climb, found.pk, remark.cleaned_data["remark"]), done)
    return False
