"""Send a plan's file: a new plan, or (``?ke-hoach=…``) the corrected version of one."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cchc.kernel import apart, clock
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.reading import whole
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer
from cchc.plans import access
from cchc.plans.actions import reading, reading_later
from cchc.plans.forms.reading import UploadForm
from cchc.plans.models import Plan
from cchc.ui.answering import actor_of, form_page, refuse
from cchc.ui.forms import day_typed


@permission("plan.upload")
def upload(request: HttpRequest) -> HttpResponse:
    """Show the form; a file that was read opens its review, one that takes long its progress."""
    subject = subject_of(request)
    plan = _corrected(request, subject)
    today = clock.today()
    units = _issuer(plan, today) if plan else _issuers(subject, day_typed(request.POST, "as_of", today))
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    context: dict[str, object] = {"form": form, "plan": plan}
    if request.method == "POST" and form.is_valid():
        file, actor = form.cleaned_data["file"], actor_of(request)
        given = (file.name, file.read(), form.cleaned_data["unit"], form.day, plan.pk if plan else None)
        try:
            try:
                made = reading.read_upload(*given, actor=actor, now=clock.now(), bounds=apart.AT_ONCE)
            except apart.Exceeded:
                return redirect("progress", reading_later.start(*given, actor=actor))
        except reading.AlreadyRead as already:
            refuse(form, already)
            context |= {"already": already, "why": say(already)}
        except Refusal as refusal:
            refuse(form, Refusal(refusal.sentence, refusal.field or "file"))
        else:
            return redirect("plans:review", made.pk)
    return form_page(request, "plans/pages/review/upload.html", context)


def _corrected(request: HttpRequest, subject: Subject) -> Plan | None:
    asked = whole(request.GET.get("ke-hoach"))
    return None if asked is None else access.plan(subject, asked, "plan.upload")


def _issuer(plan: Plan, today: dt.date) -> Offer:
    """Return the unit that issued a plan, which need not live any more when its text is corrected."""
    return Offer(today, (("", ((plan.unit_id, plan.issuer),)),), frozenset({plan.unit_id}), plan.unit_id)


def _issuers(subject: Subject, day: dt.date) -> Offer:
    """Return the units for which the reader may send a plan: of a whole province, the province itself."""
    scope = subject.scope("plan.upload")
    return organisation.offered(day, {organisation.root_id(day)} if scope.everything else scope)
