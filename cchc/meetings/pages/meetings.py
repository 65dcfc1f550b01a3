"""Phiên họp Ban Chỉ đạo: the list, one meeting, its papers, its conclusions."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.accounts.queries import people
from cchc.documents.queries import registers, signers
from cchc.kernel import clock, reading
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.meetings import access
from cchc.meetings.actions import briefing, holding
from cchc.meetings.forms.meetings import ConclusionForm, HeaderForm, IssueForm
from cchc.meetings.models import Meeting
from cchc.meetings.queries import brief, meetings, secretaries
from cchc.meetings.states import MeetingState
from cchc.meetings.types import Header, Said
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer
from cchc.plans.queries import brief as plans
from cchc.ui import listing, seen
from cchc.ui.answering import Act, form_page, pressed, submitted
from cchc.ui.forms import day_typed
from cchc.ui.sending import PAPERS, made
from cchc.ui.templatetags.ui import vn_quarter

WRITE = "meeting.write"
_SHOWN = 20
_TYPED = ("year", "quarter", "held_on", "place", "chair")


@permission("meeting.read")
@require_http_methods(["GET", "HEAD"])
def listed(request: HttpRequest) -> HttpResponse:
    """Show the meetings of the reader's units, the newest first."""
    subject, today = subject_of(request), clock.today()
    sort = listing.Sort.read(request.GET, meetings.ORDER, "-ngay")
    found = meetings.counted(access.visible(subject)).order_by(*sort.order_by(meetings.ORDER))
    page = listing.page_of(found, request.GET)
    names = organisation.full_names({row.unit_id for row in page.object_list}, today)
    context = {"page": page, "names": names, "may_write": bool(_writing_units(subject, today).groups), "today": today}
    return render(request, "meetings/pages/listed.html", context)


def _writing_units(subject: Subject, day: dt.date) -> Offer:
    """Return the units of ``day`` that can have a committee and for which the person prepares its meetings."""
    scope = subject.scope(WRITE)
    committees = {"province", "district", "commune"}
    ids = [unit.id for unit in organisation.listed(day) if unit.level in committees and unit.id in scope]
    own = subject.unit_id
    return organisation.offered(day, frozenset(ids), first=own if own in ids else next(iter(ids), None))


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin a meeting."""
    subject, today = subject_of(request), clock.today()
    units = _writing_units(subject, day_typed(request.POST, "held_on", today))
    if not units.groups:
        raise Http404
    home = subject.unit_id
    initial = {
        "year": today.year, "quarter": (today.month + 2) // 3, "held_on": today,
        "secretary": subject.user_id,
    }  # fmt: skip
    form = HeaderForm(request.POST or None, people=people.of_unit(home) if home else (), units=units, initial=initial)
    made: list[int] = []

    def act() -> Act:
        step = partial(holding.prepare, form.cleaned_data["unit"], _header(form))
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã lập phiên họp; bản tóm tắt đã sẵn sàng.")):
        return redirect("meetings:meeting", made[0])
    context = {"form": form, "heading": _("Chuẩn bị phiên họp"), "submit": _("Lập phiên họp")}
    return form_page(request, "meetings/pages/form.html", context)


def _shown(found: Meeting) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _TYPED} | {"secretary": found.secretary_id}


def _header(form: HeaderForm) -> Header:
    typed = {name: form.cleaned_data[name] for name in _TYPED}
    return Header(**typed, secretary_id=form.cleaned_data["secretary"])


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Change when, where and under whom a meeting is held."""
    found = access.meeting(subject_of(request), meeting_id, WRITE)
    known = secretaries.secretaries(found.unit_id, clock.today())
    if found.secretary_id and found.secretary_id not in dict(known):
        known = [*people.names([found.secretary_id]).items(), *known]  # whoever left since stays until another is named
    form = HeaderForm(request.POST or None, people=known, initial=_shown(found))
    form.opened_on(seen.row(Meeting, found.pk, lambda: _shown(Meeting.objects.get(pk=found.pk))))
    if submitted(request, form, lambda: partial(holding.change, found.pk, _header(form)), _("Đã sửa.")):
        return redirect("meetings:meeting", found.pk)
    context = {"form": form, "heading": _("Sửa phiên họp"), "submit": _("Lưu"), "meeting": found}
    return form_page(request, "meetings/pages/form.html", context)


@permission("meeting.read")
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show a meeting: what it is told, what it concludes; POST issues the conclusions."""
    subject, today = subject_of(request), clock.today()
    found = access.meeting(subject, meeting_id, WRITE if request.method == "POST" else "meeting.read")
    heads = signers.signers(found.unit_id, today, "committee")
    form = IssueForm(request.POST or None, signers=[(one.user_id, one.label) for one in heads])
    done = _("Đã cấp số thông báo kết luận; các việc đã giao cho đơn vị.")
    if submitted(request, form, lambda: partial(holding.issue, found.pk, form.cleaned_data["signer"]), done):
        return redirect("meetings:meeting", found.pk)
    summary, whole = brief.brief(found, today), request.GET.get("het", "")
    context = {
        "meeting": found,
        "summary": summary,
        "units": summary.units if whole == "don-vi" else summary.units[:_SHOWN],
        "stuck": summary.stuck if whole == "vuong-mac" else summary.stuck[:_SHOWN],
        "lines": meetings.lines(found.pk, today),
        "issued": registers.issued_about(f"{holding.ABOUT}{found.pk}") if found.number else None,
        "form": form,
        "has_signers": bool(heads),
        "secretary": people.names([found.secretary_id]).get(found.secretary_id, "") if found.secretary_id else "",
        "unit": summary.unit,
        "may_write": found.unit_id in subject.scope(WRITE),
        "is_open": found.state == MeetingState.PREPARING,
        "today": today,
    }
    return form_page(request, "meetings/pages/meeting.html", context)


@permission("meeting.read")
@slow()
def paper(request: HttpRequest, meeting_id: int, paper_kind: str) -> HttpResponse:
    """Send the brief, .docx or PDF."""
    if paper_kind not in PAPERS:
        raise Http404
    found = access.meeting(subject_of(request), meeting_id)
    content = briefing.draft(found, paper_kind, clock.today())
    return made(content, f"Tóm tắt họp Ban Chỉ đạo quý {found.quarter} {found.year}", paper_kind)


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write down a conclusion."""
    found, today = access.meeting(subject_of(request), meeting_id, WRITE), clock.today()
    below = organisation.reach(today).get(found.unit_id, frozenset()) | {found.unit_id}
    units = organisation.offered(today, below)
    stuck = [(one.difficulty_id, f"{one.code}: {one.text[:100]}") for one in plans.stuck_at(found.unit_id)]
    form = ConclusionForm(request.POST or None, units=units, difficulties=stuck, initial=_asked(request))

    def act() -> Act:
        given = form.cleaned_data
        said = Said(given["text"], given["unit"], given["due_on"], given.get("difficulty"))
        return partial(holding.conclude, found.pk, said)

    if submitted(request, form, act, _("Đã ghi kết luận.")):
        return redirect("meetings:meeting", found.pk)
    context = {"form": form, "heading": _("Ghi kết luận"), "submit": _("Ghi kết luận"), "meeting": found}
    return form_page(request, "meetings/pages/form.html", context)


def _asked(request: HttpRequest) -> dict[str, Any]:
    asked = reading.whole(request.GET.get("vuong-mac"))
    return {} if asked is None else {"difficulty": asked}


@permission(WRITE)
@require_POST
def leave_out(request: HttpRequest, conclusion_id: int) -> HttpResponse:
    """Take a conclusion back before it is issued."""
    found = access.conclusion(subject_of(request), conclusion_id, WRITE)
    pressed(request, partial(holding.leave_out, found.pk), _("Đã bỏ kết luận."))
    return redirect("meetings:meeting", found.meeting_id)


def quarter_title(meeting: Meeting) -> str:
    """Return how a meeting is named in a heading."""
    return _("Phiên họp quý %(quarter)s năm %(year)s") % {
        "quarter": vn_quarter(meeting.quarter),
        "year": meeting.year,
    }
