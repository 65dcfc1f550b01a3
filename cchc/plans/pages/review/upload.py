"""Send a plan's file: a new plan, or (``?ke-hoach=…``) the corrected version of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import reading
from cchc.plans.forms.reading import UploadForm
from cchc.plans.models import Plan
from cchc.ui.answering import actor_of, refuse

_MOST_UNITS = 300


@permission("plan.upload")
def upload(request: HttpRequest) -> HttpResponse:
    """Show the form; a file that was read opens its review."""
    subject = subject_of(request)
    plan = _corrected(request, subject)
    units = [(plan.unit_id, plan.issuer)] if plan else _issuers(subject)
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    context: dict[str, object] = {"form": form, "plan": plan}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = reading.read_upload(
                file.name,
                file.read(),
                form.cleaned_data["unit"],
                form.day,
                plan.pk if plan else None,
                actor=actor_of(request),
                now=clock.now(),
            )
        except reading.AlreadyRead as already:
            refuse(form, already)
            context |= {"already": already, "why": say(already)}
        except Refusal as refusal:
            refuse(form, Refusal(refusal.sentence, refusal.field or "file"))
        else:
            return redirect("plans:review", made.pk)
    return render(request, "plans/pages/review/upload.html", context, status=422 if form.errors else 200)


def _corrected(request: HttpRequest, subject: Subject) -> Plan | None:
    asked = request.GET.get("ke-hoach", "")
    return access.plan(subject, int(asked), "plan.upload") if asked.isdecimal() and len(asked) < 16 else None


def _issuers(subject: Subject) -> list[tuple[int, str]]:
    """Return the units for which the reader may send a plan: of a whole province, the province itself."""
    scope, today = subject.scope("plan.upload"), clock.today()
    ids = [organisation.root_id(today)] if scope.everything else sorted(scope.unit_ids)[:_MOST_UNITS]
    names = organisation.names(ids, today)
    return [(unit_id, names.get(unit_id, _("Đơn vị %(id)d") % {"id": unit_id})) for unit_id in ids]
