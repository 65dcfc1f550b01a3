"""Sổ văn bản đến: what has arrived, one document, and a new one entered."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.documents import access
from cchc.documents.actions import arriving, looking
from cchc.documents.forms.registers import AnswerForm, IncomingForm
from cchc.documents.pages.asking import WRITE, file_of, writing_units
from cchc.documents.pages.listed import INCOMING, about, narrowing
from cchc.documents.queries import registers as queries
from cchc.documents.states import IncomingState
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.forms import day_typed
from cchc.ui.lists import Rows

_MOST_ANSWERS = 200
_ENTERED = ("arrived_on", "author", "code", "dated_on", "title", "handler", "due_on", "note", "order_reason")


@permission("document.read")
@slow("xuat")
def register(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, the register of incoming documents."""
    subject, asked = subject_of(request), lists.asked(request, INCOMING)
    rows = Rows(queries.incoming(access.visible_incoming(subject), narrowing(asked)).select_related("answer"), about)
    if asked.wanted:
        return lists.sheet(asked, rows)
    context = {"list": lists.page(asked, rows), "may_write": subject.may(WRITE)}
    return render(request, "documents/pages/incoming.html", context)


@permission("document.read")
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, incoming_id: int) -> HttpResponse:
    """Show one incoming document; whoever writes the register says when it is dealt with."""
    subject = subject_of(request)
    found = access.incoming(subject, incoming_id, WRITE if request.method == "POST" else "document.read")
    answers = access.visible_outgoing(subject).filter(unit_id=found.unit_id, issued_on__gte=found.arrived_on)
    choices = [(row.pk, f"{row} · {row.title[:80]}") for row in answers.order_by("-issued_on", "-pk")[:_MOST_ANSWERS]]
    form = AnswerForm(request.POST or None, answers=choices)
    done = _("Đã ghi là giải quyết xong.")
    posted = request.method == "POST" and form.is_valid()
    if posted and submitted(
        request, form, lambda: partial(arriving.close, found.pk, form.cleaned_data["answer"]), done
    ):
        return redirect("documents:arrived", found.pk)
    files = queries.files(incoming_id=found.pk)
    context = {
        "document": found,
        "files": files,
        "proofs": looking.proofs(files, clock.today()),
        "unit": organisation.full_names([found.unit_id], found.arrived_on).get(found.unit_id, ""),
        "form": form,
        "may_close": found.state == IncomingState.OPEN and found.unit_id in subject.scope(WRITE),
        "today": clock.today(),
    }
    return form_page(request, "documents/pages/arrived.html", context)


@permission("document.write")
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """Enter a document that has arrived; a double is pointed out first."""
    today = clock.today()
    units = writing_units(subject_of(request), day_typed(request.POST, "arrived_on", today))
    form = IncomingForm(request.POST or None, request.FILES or None, units=units, initial={"arrived_on": today})
    made: list[int] = []

    def act() -> Act:
        given = arriving.Arrived(**{name: form.cleaned_data[name] for name in _ENTERED}, files=file_of(form))
        meant = {name: form.cleaned_data[name] for name in ("even_if_double", "even_if_dated")}
        step = partial(arriving.register, given, form.cleaned_data["unit"], **meant)
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã vào sổ văn bản đến.")):
        return redirect("documents:arrived", made[0])
    context = {"form": form, "heading": _("Vào sổ văn bản đến"), "back": "documents:incoming"}
    return form_page(request, "documents/pages/entering.html", context)
