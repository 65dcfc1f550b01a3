"""Thẩm định: the leaves that the reader appraises, over all units."""

from collections.abc import Collection
from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, reading
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import appraising
from cchc.par_index.actions.rounds import due_of
from cchc.par_index.models import Body, Evidence, Round, Score, Sheet
from cchc.par_index.queries import schemes
from cchc.par_index.states import APPRAISING
from cchc.ui import listing
from cchc.ui.answering import pressed


@permission(access.APPRAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def appraisal(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show one leaf over all units, with self and appraised figures; agree with what is ticked in one go."""
    subject = subject_of(request)
    found = access.round_(subject, round_id)
    codes = _codes(subject, found)
    scheme = schemes.read(found.scheme)
    mine = [leaf for leaf in scheme.leaves if leaf.code in codes and not leaf.is_survey]
    asked = request.GET.get("muc", "")
    chosen = next((leaf for leaf in mine if asked in ("", leaf.code)), None)
    if chosen is None:
        raise Http404
    others = Sheet.objects.filter(round=found).exclude(unit_id__in=_own(subject, found))
    if request.method == "POST":
        return _agreed(request, others, chosen.code)
    sheets = {sheet.pk: sheet for sheet in others}
    figures: dict[int, dict[str, Score]] = {pk: {} for pk in sheets}
    for score in Score.objects.filter(sheet__in=sheets, code=chosen.code):
        figures[score.sheet_id][score.figure] = score
    names = organisation.full_names([sheet.unit_id for sheet in sheets.values()], found.last_on)
    proofs = list(Evidence.objects.filter(sheet__round=found, code=chosen.code).values_list("sheet_id", flat=True))
    counts = {pk: proofs.count(pk) for pk in sheets}
    lines = [(names.get(sheet.unit_id, ""), sheet, figures[pk], counts[pk]) for pk, sheet in sheets.items()]
    lines.sort(key=lambda line: line[0])
    context = {
        "found": found, "scheme": scheme, "leaf": chosen, "leaves": mine, "due": due_of(found), "today": clock.today(),
        "page": listing.page_of(lines, request.GET, per_page=200),
        "open": {leaf.code: sum(leaf.code in sheet.open_leaves for sheet in sheets.values()) for leaf in mine},
        "is_open": found.stage in APPRAISING,
    }  # fmt: skip
    return render(request, "par_index/pages/appraisal.html", context)


def _codes(subject: Subject, found: Round) -> Collection[str]:
    scope = subject.scope(access.APPRAISE)
    bodies = Body.objects.filter(round=found)
    if found.unit_id not in scope:
        bodies = bodies.filter(unit_id__in=scope.unit_ids)
    return set(bodies.values_list("code", flat=True))


def _own(subject: Subject, found: Round) -> set[int]:
    """Return the units that the reader must not appraise: their own, and for a body all that is below it."""
    home = subject.unit_id
    scope = subject.scope(access.APPRAISE)
    below = set() if found.unit_id in scope else set(scope.unit_ids)
    return below | ({home} if home is not None else set())


def _agreed(request: HttpRequest, others: "QuerySet[Sheet]", code: str) -> HttpResponse:
    ticked = reading.wholes(request.POST.getlist("phieu"), 1_000)
    numbers = list(others.filter(pk__in=ticked).values_list("pk", flat=True))

    def act(*, actor: object, now: object) -> None:
        for pk in numbers:
            partial(appraising.agree, pk, [code])(actor=actor, now=now)  # type: ignore[arg-type]

    pressed(request, act, _("Đã đồng ý với điểm của %d đơn vị.") % len(numbers))
    return redirect(f"{request.path}?muc={code}")
