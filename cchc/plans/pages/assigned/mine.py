"""Việc theo kế hoạch: a unit's assignments, what needs doing first on top."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock
from cchc.kernel.permission import Scope, permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans.queries import work
from cchc.ui import listing

FIRST = "can-lam"
TAB_NAMES = {
    "can-lam": _("Cần làm"),
    "tra-lai": _("Bị trả lại"),
    "tre": _("Trễ hạn"),
    "sap-den-han": _("Sắp đến hạn"),
    "chua-co-han": _("Chưa có hạn"),
    "cho-xac-nhan": _("Chờ xác nhận"),
    "xong": _("Đã xong"),
    "tat-ca": _("Tất cả"),
}


@permission("assignment.read")
def my_work(request: HttpRequest) -> HttpResponse:
    """Show the assignments of the reader's own unit, or of every unit in scope (``?toan=1``)."""
    subject, today = subject_of(request), clock.today()
    own, scope = own_unit(request), subject.scope("assignment.read")
    everybody = request.GET.get("toan") == "1" or own is None
    words = request.GET.get("q", "")[:200]
    mine = work.Work(_units(scope, None if everybody else own), today, words)
    counts = mine.counts()
    tab = request.GET.get("muc", FIRST)
    tab = tab if tab in work.TABS else FIRST
    order = listing.Sort.read(request.GET, work.ORDER, FIRST).order_by(work.ORDER)
    page = listing.page_of(work.Lines(mine, tab, order, counts[tab]), request.GET)
    rows: list[work.WorkRow] = list(page.object_list)
    context = {
        "rows": rows,
        "page": page,
        "tabs": [(name, TAB_NAMES[name], counts[name]) for name in work.TABS],
        "tab": tab,
        "counts": {name.replace("-", "_"): n for name, n in counts.items()},
        "words": words,
        "everybody": everybody,
        "own": own,
        "plans_for": own if subject.may("assignment.plan") else None,
        "has_below": scope.everything or len(scope.unit_ids) > 1,
        "names": organisation.names([own, *(line.row.unit_id for line in rows)] if own else _ids(rows), today),
        "today": today,
    }
    return render(request, "plans/pages/assigned/mine.html", context)


def own_unit(request: HttpRequest) -> int | None:
    """Return the unit for which the reader works, if its assignments may be read."""
    unit_id = subject_of(request).unit_id
    return unit_id if unit_id in subject_of(request).scope("assignment.read") else None


def _units(scope: Scope, own: int | None) -> frozenset[int] | None:
    """Return the units whose work is shown: the reader's own, or every one in scope (``None``: all there are)."""
    if own is not None:
        return frozenset({own})
    return None if scope.everything else scope.unit_ids


def _ids(rows: list[work.WorkRow]) -> list[int]:
    return [line.row.unit_id for line in rows]
