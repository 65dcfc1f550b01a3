"""Công văn đôn đốc: who signs it, to whom it goes, and then its number."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.documents.actions import urging
from cchc.documents.actions.issuing import Issued
from cchc.documents.forms.urging import LetterForm
from cchc.documents.queries.signers import signers
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.notifications.queries import urgings
from cchc.organisation import queries as organisation
from cchc.ui.answering import Act, submitted


@permission("document.write")
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, urging_id: int) -> HttpResponse:
    """Show to which units the letter goes and issue it in the name of the reader's own unit."""
    subject, today = subject_of(request), clock.today()
    act = urgings.visible(subject).filter(pk=urging_id).first()
    home: int | None = getattr(subject, "unit_id", None)
    if act is None or home is None or home not in subject.scope("document.write"):
        raise Http404
    lines = [line for line in urgings.lines(act, subject) if not line.is_reached]
    found = signers(home, today)
    form = LetterForm(request.POST if request.method == "POST" else None, signers=found)
    made: list[Issued] = []

    def act_() -> Act:
        step = partial(urging.write, act.pk, home, form.cleaned_data["signer"], subject)
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act_, _("Đã cấp số công văn; in ra hoặc ký số rồi gửi các đơn vị.")):
        return redirect("documents:document", made[0].outgoing_id)
    names = organisation.full_names({line.unit_id for line in lines} | {home}, today)
    context = {"act": act, "lines": lines, "names": names, "form": form, "home": home, "has_signers": bool(found)}
    return render(request, "documents/pages/urging_letter.html", context, status=422 if form.errors else 200)
