"""Letters to units that nothing reaches: công văn đôn đốc with its number, and the draft that asks them for people."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.documents.actions import making, urging
from cchc.documents.actions.issuing import Issued
from cchc.documents.documents import accounts
from cchc.documents.forms.urging import LetterForm
from cchc.documents.queries.signers import signers, usual
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.notifications.queries import recipients, urgings
from cchc.organisation import queries as organisation
from cchc.ui import sending
from cchc.ui.answering import Act, form_page, submitted

_WRITERS = {"docx": making.docx, "pdf": making.pdf}


@permission("document.write")
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, urging_id: int) -> HttpResponse:
    """Show to which units the letter goes and issue it in the name of the reader's own unit."""
    subject, today = subject_of(request), clock.today()
    act = urgings.visible(subject).filter(pk=urging_id).first()
    home = subject.unit_id
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
    return form_page(request, "documents/pages/urging_letter.html", context)


@permission("delivery.read")
@slow()
@require_http_methods(["GET", "HEAD"])
def accounts_letter(request: HttpRequest, paper_kind: str) -> HttpResponse:
    """Give the draft that asks the units in scope without an account for people, in the name of the reader's unit."""
    subject, today = subject_of(request), clock.today()
    home = subject.unit_id
    units = recipients.without_account(subject.scope("delivery.read"), today)
    if home is None or not units or paper_kind not in _WRITERS:
        raise Http404
    names = organisation.full_names(units, today)
    head = organisation.letterhead(home, today)
    paper = accounts.letter([names[unit] for unit in units], head, usual(home, today), today)
    return sending.made(_WRITERS[paper_kind](paper, today), _("Công văn cử người dùng"), paper_kind)
