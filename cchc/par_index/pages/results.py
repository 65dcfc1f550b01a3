"""Kết quả: ranks, classes and parts of a round; and their publication."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.documents.actions import looking
from cchc.documents.queries import registers, signers
from cchc.kernel import clock, sheets
from cchc.kernel.files import sending
from cchc.kernel.files.types import Wanting
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import publishing
from cchc.par_index.documents import bundle as bundles
from cchc.par_index.documents.sheets import result_rows
from cchc.par_index.forms.rounds import PublishForm
from cchc.par_index.forms.values import ReasonForm
from cchc.par_index.models import Publication
from cchc.par_index.pages import drawings
from cchc.par_index.queries import results as queries
from cchc.par_index.queries import schemes
from cchc.ui import listing
from cchc.ui.answering import Act, form_page, submitted

ORDER: Mapping[str, Callable[[queries.Line], Any]] = {
    "hang": lambda line: line.rank, "ten": lambda line: sort_key(line.name), "diem": lambda line: line.result.points,
    "chi-so": lambda line: line.result.index, "tu-cham": lambda line: line.self_points,
}  # fmt: skip


@permission(access.READ)
@slow("xuat")
def results(request: HttpRequest, round_id: int) -> HttpResponseBase:
    """Show the ranking of a round, by the whole or by one row of its tree, with charts; before publication to its
    operator only.
    """
    subject = subject_of(request)
    found = access.round_(subject, round_id)
    access.need(access.sees_all(subject, found), access.READ)
    scheme = schemes.read(found.scheme)
    asked = request.GET.get("muc", "")
    node = scheme.nodes.get(asked)
    table = queries.table(found, asked if node else "")
    if request.GET.get("xuat"):
        columns, rows = result_rows(table)
        return sheets.download(sheets.chosen(request.GET["xuat"]), f"Ket qua chi so {found.year}", columns, rows)
    bands = [band.name for band in scheme.bands]
    wanted = request.GET.get("loai", "")
    lines = [line for line in table.lines if wanted not in bands or line.band == wanted]
    order = listing.Sort.read(request.GET, ORDER, "hang")
    context = {
        "found": found, "table": table, "scheme": scheme, "node": node, "bands": bands, "wanted": wanted,
        "nodes": [one for one in scheme.nodes.values() if not one.is_extra and one.children],
        "page": listing.page_of(order.ordered(lines, ORDER), request.GET, per_page=200),
        "classes": _classes(table), "heat": drawings.heat(table), "slope": drawings.slope(table),
        "versions": queries.versions(found), "runs": access.runs(subject, found),
        "unit": organisation.names([found.unit_id], found.last_on).get(found.unit_id, ""),
        "sheets": set(access.visible_sheets(subject).filter(round=found).values_list("pk", flat=True)),
    }  # fmt: skip
    return render(request, "par_index/pages/results.html", context)


def _classes(table: queries.Table) -> list[tuple[str, int]]:
    return [(band.name, sum(line.band == band.name for line in table.lines)) for band in table.scheme.bands]


@permission(access.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, round_id: int) -> HttpResponse:
    """Say what will be published, then publish it: snapshot, notice with its number."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.round_(subject, round_id, access.RUN)
    heads = signers.signers(found.unit_id, clock.today())
    form = PublishForm(
        request.POST if doing == "cong-bo" else None, signers=[(one.user_id, one.label) for one in heads]
    )
    reason = ReasonForm(request.POST if doing == "dinh-chinh" else None)

    def act() -> Act:
        return partial(publishing.publish, found.pk, form.cleaned_data["signer"], form.cleaned_data["reason"])

    if submitted(request, form, act, _("Đã công bố kết quả; thông báo đã có số.")):
        return redirect("par_index:results", found.pk)
    act_back = lambda: partial(publishing.correct, found.pk, reason.cleaned_data["reason"])  # noqa: E731
    if submitted(request, reason, act_back, _("Đã mở lại cho hội đồng; bản đã công bố vẫn có hiệu lực.")):
        return redirect("par_index:round", found.pk)
    issued = registers.issued_about(publishing.about(found.pk))
    context: dict[str, Any] = {
        "found": found, "form": form, "reason": reason, "table": queries.table(found), "has_signers": bool(heads),
        "unit": organisation.full_names([found.unit_id], clock.today()).get(found.unit_id, ""),
        "versions": queries.versions(found), "today": clock.today(),
        "issued": issued, "proofs": looking.proofs(issued.files, clock.today()) if issued else {},
        "may_sign": found.unit_id in subject.scope("document.sign"),
    }  # fmt: skip
    return form_page(request, "par_index/pages/publish.html", context)


@permission(access.RUN)
@slow()
def bundle(request: HttpRequest, round_id: int, version: int) -> HttpResponseBase:
    """Send a version of the results with its notice and all evidence, to keep outside the platform."""
    found = access.round_(subject_of(request), round_id, access.RUN)
    publication = get_object_or_404(Publication, round=found, version=version)
    try:
        file = bundles.bundle(publication, publishing.about(found.pk))
    except Wanting as wanting:
        return sending.instead(wanting)
    name = f"Chi so CCHC {found.year} ban {version}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
