"""Sổ văn bản đi: what units have issued, one document, and one written elsewhere entered into the register."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.documents import access
from cchc.documents.actions import issuing, looking
from cchc.documents.forms.registers import OutgoingForm, ReasonForm
from cchc.documents.pages.asking import WRITE, file_of, writing_units
from cchc.documents.pages.listed import OUTGOING, about, narrowing
from cchc.documents.queries import content
from cchc.documents.queries import registers as queries
from cchc.documents.states import OutgoingState
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.forms import day_typed
from cchc.ui.lists import Rows


@permission("document.read")
@slow("xuat")
def register(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, the register of outgoing documents."""
    subject, asked = subject_of(request), lists.asked(request, OUTGOING)
    rows = Rows(queries.outgoing(access.visible_outgoing(subject), narrowing(asked)), about)
    if asked.wanted:
        return lists.sheet(asked, rows)
    context = {"list": lists.page(asked, rows), "may_write": subject.may(WRITE)}
    return render(request, "documents/pages/outgoing.html", context)


@permission("document.read")
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, outgoing_id: int) -> HttpResponse:
    """Show one outgoing document; whoever writes the register may withdraw it."""
    subject = subject_of(request)
    found = access.outgoing(subject, outgoing_id, WRITE if request.method == "POST" else "document.read")
    form = ReasonForm(request.POST or None)
    if submitted(
        request, form, lambda: partial(issuing.withdraw, found.pk, form.cleaned_data["reason"]), _("Đã thu hồi.")
    ):
        return redirect("documents:document", found.pk)
    files = queries.files(outgoing_id=found.pk)
    context = {
        "document": found,
        "kind": content.type_names().get(found.kind, found.kind),
        "files": files,
        "is_signed": any(file.is_signed for file in files),
        "proofs": looking.proofs(files, clock.today()),
        "unit": organisation.full_names([found.unit_id], found.issued_on).get(found.unit_id, ""),
        "form": form,
        "may_sign": found.state == OutgoingState.ISSUED and found.unit_id in subject.scope("document.sign"),
        "may_withdraw": found.state == OutgoingState.ISSUED and found.unit_id in subject.scope(WRITE),
    }
    return form_page(request, "documents/pages/document.html", context)


@permission("document.write")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a document written elsewhere; the register gives its number."""
    today = clock.today()
    units = writing_units(subject_of(request), day_typed(request.POST, "issued_on", today))
    form = OutgoingForm(request.POST or None, request.FILES or None, units=units, initial={"issued_on": today})
    made: list[issuing.Issued] = []

    def act() -> Act:
        said = {name: form.cleaned_data[name] for name in _ENTERED}
        given = issuing.Elsewhere(**said, files=file_of(form))
        step = partial(issuing.enter, given, form.cleaned_data["unit"])
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã vào sổ và cấp số.")):
        return redirect("documents:document", made[0].outgoing_id)
    context = {"form": form, "heading": _("Vào sổ văn bản đi"), "back": "documents:outgoing"}
    return form_page(request, "documents/pages/entering.html", context)


_ENTERED = ("kind", "symbol", "issued_on", "title", "signer", "recipients", "copies", "note", "order_reason", "token")
