"""Đôn đốc: whom it reaches before it is done, what came of it, and the units that nobody can be told in."""

from collections.abc import Sequence
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.inbox.queries import sources
from cchc.inbox.types import Item, Urgent
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.notifications.actions import urging
from cchc.notifications.forms.urging import WordsForm
from cchc.notifications.queries import letters, recipients, urgings
from cchc.organisation import queries as organisation
from cchc.ui import listing
from cchc.ui.answering import Act, form_page, submitted

_PER_PAGE = 200


@permission("work.urge")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, matter: str) -> HttpResponse:
    """Say whom urging would reach and whom not; a pressed button does it."""
    urgent = sources.urgent(subject_of(request), matter)
    today = clock.today()
    form = WordsForm(request.POST if request.method == "POST" else None)
    made: list[int] = []

    def act() -> Act:
        step = partial(urging.urge, urgent, form.cleaned_data["words"])
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã đôn đốc.")):
        return redirect("notifications:urged", made[0])
    context = {"urgent": urgent, "form": form, "today": today, **_before(request, urgent)}
    return form_page(request, "notifications/pages/urge.html", context)


def _before(request: HttpRequest, urgent: Urgent) -> dict[str, object]:
    today, keys = clock.today(), [due.key for due in urgent.items]
    reach = recipients.reach([due.unit_id for due in urgent.items], today)
    done, counted = urgings.urged_on(keys, today), urgings.counts(keys)
    names = organisation.full_names(reach.told, today)
    left = [due for due in urgent.items if due.key not in done]
    rows = [(due, names.get(due.unit_id, ""), len(reach.told[due.unit_id]), counted.get(due.key)) for due in left]
    rows.sort(key=lambda row: not row[2])  # whom it reaches first; among these and those the order stays
    return {
        "people": len(_people(left, reach)),
        "reached": len({due.unit_id for due in left if reach.told[due.unit_id]}),
        "without": [names.get(unit, "") for unit in reach.without],
        "page": listing.page_of(rows, request.GET, per_page=_PER_PAGE),
        "count": len(left),
        "today_already": len(urgent.items) - len(left),
    }


def _people(dues: Sequence[Item], reach: recipients.Reach) -> frozenset[int]:
    return frozenset().union(*(reach.told[due.unit_id] for due in dues))


@permission("work.urge")
@require_http_methods(["GET", "HEAD"])
def urged(request: HttpRequest, urging_id: int) -> HttpResponse:
    """Show what came of an act of urging: who was told, who has read it, and where nobody could be told."""
    subject, today = subject_of(request), clock.today()
    act = urgings.visible(subject).select_related("by").filter(pk=urging_id).first()
    if act is None:
        raise Http404
    lines = urgings.lines(act, subject)
    context = {
        "act": act,
        "page": listing.page_of(lines, request.GET),
        "reached": sum(line.told > 0 for line in lines),
        "people": sum(line.told for line in lines),
        "matters": sum(len(line.matters) for line in lines),
        "without": [line for line in lines if not line.is_reached],
        "names": organisation.full_names({line.unit_id for line in lines}, today),
        "letter_page": letters.of_urging(act.pk) if subject.may("document.write") else "",
        "may_add": subject.may("account.write"),
        "people_page": reverse("notifications:unreached"),
    }
    return render(request, "notifications/pages/urged.html", context)


@permission("delivery.read")
@require_http_methods(["GET", "HEAD"])
def unreached(request: HttpRequest) -> HttpResponse:
    """Show the units in scope in which nobody can be told anything, and where to make accounts for them."""
    subject, today = subject_of(request), clock.today()
    scope = subject.scope("delivery.read")
    units = [(unit, name) for unit, name in organisation.choices(today) if unit in scope]
    without = set(recipients.without_account(scope, today))
    rows = [(unit, name) for unit, name in units if unit in without]
    context = {
        "page": listing.page_of(rows, request.GET),
        "count": len(rows),
        "all": len(units),
        "letters": letters.for_people() if subject.unit_id is not None else (),
        "may_add": subject.may("account.write"),
    }
    return render(request, "notifications/pages/unreached.html", context)
