"""Sổ truyền thông: what was published, one item, a new one, and the months against the norms."""

import datetime as dt
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.communications import access
from cchc.communications.actions import recording
from cchc.communications.forms.register import ItemForm, NormForm, StrikeForm
from cchc.communications.pages.listed import REGISTER, names_of
from cchc.communications.queries import register as queries
from cchc.communications.states import Channel
from cchc.communications.types import Published
from cchc.kernel import clock, reading
from cchc.kernel.files import sending
from cchc.kernel.permission import Scope, Subject, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.uploads import LARGEST
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer
from cchc.plans.queries import periods
from cchc.ui import listing, lists
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.forms import day_typed
from cchc.ui.lists import Rows

WRITE = "communication.write"
_TYPED = ("channel", "title", "outlet", "published_on", "author", "url", "reach", "note")


@permission("communication.read")
@slow("xuat")
@require_http_methods(["GET", "HEAD"])
def register(request: HttpRequest) -> HttpResponseBase:
    """Show, or export, what units in scope have published."""
    subject, asked = subject_of(request), lists.asked(request, REGISTER)
    visible, year = access.visible_items(subject), asked["nam"] or clock.today().year
    narrowed = queries.Asked(asked["q"], asked["kenh"], asked["nam"], asked["thang"], asked["viec"])
    rows = Rows(queries.items(visible, narrowed), names_of)
    if asked.wanted:
        return lists.sheet(asked, rows)
    counts = queries.by_channel(visible, year)
    context = {
        "list": lists.page(asked, rows),
        "counts": [(value, label, counts[value]) for value, label in Channel.choices if counts.get(value)],
        "year": year,
        "may_write": subject.may(WRITE),
    }
    return render(request, "communications/pages/register.html", context)


@permission("communication.read")
@require_http_methods(["GET", "HEAD"])
def months(request: HttpRequest) -> HttpResponse:
    """Show the norms of units in scope against what was published, month by month."""
    subject, today = subject_of(request), clock.today()
    year = reading.year(request.GET.get("nam")) or today.year
    norms = access.visible_norms(subject).filter(assignment__plan__year=year, assignment__cancelled_at=None)
    page = listing.page_of(norms.order_by("assignment__task__position", "unit_id"), request.GET)
    context = {
        "page": page,
        "lines": queries.lines(list(page.object_list), year),
        "year": year,
        "this_month": today.month if year == today.year else (12 if year < today.year else 0),
        "months": range(1, 13),
        "names": organisation.full_names([row.unit_id for row in page.object_list], today),
        "may_write": subject.may(WRITE),
    }
    return render(request, "communications/pages/months.html", context)


@permission("communication.read")
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Show an item; whoever writes the register may strike it out."""
    subject = subject_of(request)
    found = access.item(subject, item_id, WRITE if request.method == "POST" else "communication.read")
    form = StrikeForm(request.POST or None)
    done = _("Đã hủy dòng ghi khỏi số đếm; dòng vẫn còn trong sổ.")
    if submitted(request, form, lambda: partial(recording.strike, found.pk, form.cleaned_data["reason"]), done):
        return redirect("communications:item", found.pk)
    context = {
        "item": found,
        "unit": organisation.full_names([found.unit_id], clock.today()).get(found.unit_id, ""),
        "form": form,
        "may_strike": not found.struck_reason and found.unit_id in subject.scope(WRITE),
    }
    return form_page(request, "communications/pages/item.html", context)


@permission("communication.read")
@slow()
@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, item_id: int) -> HttpResponseBase:
    """Send the clipping of an item."""
    found = access.item(subject_of(request), item_id)
    if found.file is None:
        raise Http404
    return sending.sent(request, found.file)


def _writing(subject: Subject, day: dt.date) -> Offer:
    """Return the units of ``day`` in whose registers the person writes, their own first."""
    return organisation.offered(day, subject.scope(WRITE), first=subject.unit_id)


def _ids(scope: Scope) -> set[int]:
    return set(organisation.reach(clock.today())) if scope.everything else set(scope.unit_ids)


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter something published."""
    subject = subject_of(request)
    units, scope = _writing(subject, day_typed(request.POST, "published_on", clock.today())), subject.scope(WRITE)
    norms = queries.norm_choices(None if scope.everything else list(scope.unit_ids))
    initial = {"published_on": clock.today(), "norm": reading.whole(request.GET.get("viec"))}
    form = ItemForm(request.POST or None, request.FILES or None, units=units, norms=norms, initial=initial)
    made: list[int] = []

    def act() -> Act:
        given, upload = form.cleaned_data, form.cleaned_data["file"]
        file = (upload.name or "", upload.read(LARGEST + 1)) if upload else None
        typed = Published(**{name: given[name] for name in _TYPED}, norm_id=given["norm"], file=file)
        step = partial(recording.enter, given["unit"], typed)
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã vào sổ truyền thông.")):
        return redirect("communications:item", made[0])
    context = {"form": form, "heading": _("Vào sổ truyền thông"), "upload": True}
    return form_page(request, "communications/pages/form.html", context)


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def norm(request: HttpRequest) -> HttpResponse:
    """Say how much an assignment needs."""
    subject, year = subject_of(request), reading.year(request.GET.get("nam")) or clock.today().year
    works = periods.works_of(_ids(subject.scope(WRITE)), year)
    names = organisation.names({work.unit_id for work in works}, clock.today())
    choices = [(work.assignment_id, f"{work.name} · {names.get(work.unit_id, '')}") for work in works]
    form = NormForm(request.POST or None, works=choices)

    def act() -> Act:
        given = form.cleaned_data
        return partial(recording.set_norm, given["assignment"], given["needed"], given["channel"])

    if submitted(request, form, act, _("Đã đặt định mức; tiến độ của việc này tính theo sổ.")):
        return redirect("communications:months")
    context = {"form": form, "heading": _("Đặt định mức"), "upload": False}
    return form_page(request, "communications/pages/form.html", context)
