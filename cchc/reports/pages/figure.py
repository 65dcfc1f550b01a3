"""One figure of a report: its three sources, each followed to what is behind it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import indicators
from cchc.kernel.indicators import Fraction
from cchc.kernel.locking import locked
from cchc.kernel.period import Period
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.actions import filling
from cchc.reports.forms.reports import CountersForm, HandForm
from cchc.reports.models import Report
from cchc.reports.queries import figures, whole
from cchc.reports.queries.figures import FigureShown
from cchc.reports.rules.figures import shown
from cchc.reports.states import WRITABLE
from cchc.ui import listing
from cchc.ui.answering import form_page, pressed, submitted
from cchc.ui.seen import Opened


def _figure(found: Report, key: str) -> FigureShown:
    figure = figures.shown(found, whole.sections_of(found)).get(key)
    if figure is None:
        raise Http404
    return figure


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: HttpRequest, periodic_id: int, figure_key: str) -> HttpResponse:
    """Show where a figure comes from; whoever writes the report types it or puts another value in its place."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.report(subject, periodic_id, "report.write" if request.method == "POST" else access.READ)
    one = _figure(found, figure_key)
    own, hand = _forms(request, found, one, doing)
    if _done(request, found, one, doing, own, hand):
        return redirect("reports:figure", found.pk, figure_key)
    before, below = whole.previous(found), _below(found, figure_key)
    context = {
        "report": found,
        "figure": one,
        "below": [(unit, shown(one.of.kind, unit.value)) for unit in below],
        "own_form": own,
        "hand_form": hand,
        # What the unit types itself, with nobody below, is corrected where it is typed: nothing is reckoned.
        "replaceable": bool(below) or one.is_by_hand or not one.of.is_entered,
        "may_write": found.state in WRITABLE and access.may(subject, "report.write", found),
        "unit": organisation.full_names([found.unit_id], found.last_on).get(found.unit_id, ""),
        "term": whole.term_of(found),
        "before": before,
        "figure_before": figures.shown(before, whole.sections_of(before)).get(figure_key) if before else None,
    }
    return form_page(request, "reports/pages/figure.html", context)


def _below(found: Report, key: str) -> list[figures.Below]:
    return figures.below(found, [key])[key]


def _forms(request: HttpRequest, found: Report, one: FigureShown, doing: str) -> tuple[CountersForm, HandForm]:
    own = CountersForm(request.POST if doing == "nhap" else None, of=one.of, initial=_own_shown(one), prefix="rieng")
    hand = HandForm(request.POST if doing == "thay" else None, of=one.of, initial=_hand_shown(one), prefix="tay")
    rows = partial(figures.rows_of, found.pk, one.of.key)
    for form, reads in ((own, _own_shown), (hand, _hand_shown)):
        form.opened_on(Opened(partial(locked, Report, found.pk), partial(_now, reads, found, one), rows))
    return own, hand


def _own_shown(one: FigureShown) -> dict[str, Any]:
    return _counters(one.sources.own)


def _hand_shown(one: FigureShown) -> dict[str, Any]:
    return {**_counters(one.sources.counts), "reason": one.reason}


def _counters(value: Fraction | None) -> dict[str, Any]:
    """Return what the boxes show; what nobody has given leaves them empty."""
    return dict(zip(("numerator", "denominator"), value or (None, None), strict=True))


def _now(reads: Callable[[FigureShown], dict[str, Any]], found: Report, one: FigureShown) -> dict[str, Any]:
    """Return what a form would show if it were opened now."""
    return reads(_figure(found, one.of.key))


def _done(request: HttpRequest, found: Report, one: FigureShown, doing: str, own: CountersForm, hand: HandForm) -> bool:
    key = one.of.key
    if doing == "nhap":
        return submitted(request, own, lambda: partial(filling.enter, found.pk, key, own.value), _("Đã lưu số liệu."))
    if doing == "thay":
        done = _("Đã thay bằng số nhập tay; số tính được vẫn hiện bên cạnh.")

        def act() -> partial[None]:
            return partial(filling.put_by_hand, found.pk, key, hand.value, hand.cleaned_data["reason"])

        return submitted(request, hand, act, done)
    if doing == "bo":
        pressed(request, partial(filling.take_back_hand, found.pk, key), _("Đã dùng lại số tính được."))
        return True
    return False


@permission(access.READ)
def records(request: HttpRequest, periodic_id: int, figure_key: str) -> HttpResponse:
    """List the records of the unit behind its own part of a figure."""
    found = access.report(subject_of(request), periodic_id)
    one = _figure(found, figure_key)
    known = indicators.known().get(figure_key)
    if known is None or one.of.is_entered:
        raise Http404
    part: indicators.Part = "numerator" if request.GET.get("phan") == "dat" else "denominator"
    rows = known.records(found.unit_id, Period.of_days(found.first_on, found.last_on), part)
    page = listing.page_of(rows, request.GET)
    page.object_list = known.lines(page.object_list)
    context = {
        "report": found,
        "figure": one,
        "page": page,
        "part": part,
        "term": whole.term_of(found),
        "unit": organisation.full_names([found.unit_id], found.last_on).get(found.unit_id, ""),
    }
    return render(request, "reports/pages/records.html", context)
