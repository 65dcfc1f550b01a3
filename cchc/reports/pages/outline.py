"""Đề cương: read by all, edited and published as versions by the office."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import indicators
from cchc.kernel.permission import permission, subject_of
from cchc.reports import access
from cchc.reports.actions import outlines as actions
from cchc.reports.forms.reports import OutlineForm
from cchc.reports.models import Outline
from cchc.reports.queries import outlines as queries
from cchc.reports.rules import outline_text
from cchc.reports.rules import outlines as rules
from cchc.ui.answering import form_page, pressed, submitted
from cchc.ui.seen import Opened


@permission(access.READ)
def outlines(request: HttpRequest) -> HttpResponse:
    """Show the outline in force with its figures, and its versions."""
    versions = list(access.visible_outlines().filter(key=queries.PERIODIC).order_by("-number"))
    asked = request.GET.get("ban", "")
    shown = next((one for one in versions if str(one.number) == asked), None)
    shown = shown or next((one for one in versions if one.published_at), None)
    context = {
        "versions": versions,
        "outline": shown,
        "sections": rules.sections(shown.sections) if shown else (),
        "indicators": indicators.known(),
        "may_edit": subject_of(request).may("report.outline"),
    }
    return render(request, "reports/pages/outlines.html", context)


@permission("report.outline")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Edit the next version as lines; publish it, or throw it away."""
    doing = request.POST.get("lam", "")
    if doing in {"ban-hanh", "bo"}:
        act = actions.publish if doing == "ban-hanh" else actions.drop
        done = (
            _("Đã ban hành; báo cáo lập từ nay theo đề cương mới.") if doing == "ban-hanh" else _("Đã bỏ bản đang sửa.")
        )
        pressed(request, act, done)
        return redirect("reports:outlines")
    base = queries.draft() or queries.in_force()
    form = OutlineForm(request.POST or None, initial=_shown())
    if base:
        form.opened_on(Opened(actions.hold, _shown, lambda: [(Outline._meta.db_table, base.pk)]))

    def save() -> partial[int]:
        return partial(actions.save, form.cleaned_data["title"], form.cleaned_data["text"])

    if submitted(request, form, save, _("Đã lưu bản đang sửa; chưa báo cáo nào theo bản này.")):
        return redirect("reports:outline_edit")
    context = {"form": form, "draft": queries.draft(), "indicators": indicators.known()}
    return form_page(request, "reports/pages/outline_edit.html", context)


def _shown() -> dict[str, str]:
    """Return what the form shows: the draft, or what is in force as the beginning of one."""
    base = queries.draft() or queries.in_force()
    return {"title": base.title, "text": outline_text.write(rules.sections(base.sections))} if base else {}
