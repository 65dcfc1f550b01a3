"""Một tiêu chí của một đơn vị: every figure with its reason, what proves it, its history, and the records behind it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock, history, indicators, reading
from cchc.kernel.files import sending
from cchc.kernel.indicators import Part
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.par_index import access
from cchc.par_index.actions import appraising, scoring
from cchc.par_index.actions.rounds import due_of
from cchc.par_index.actions.scoring import Proof
from cchc.par_index.forms.values import ProofForm, ValueForm, initial
from cchc.par_index.models import Evidence, Score, Sheet
from cchc.par_index.queries import measured
from cchc.par_index.queries import sheet as queries
from cchc.par_index.states import APPRAISING, Figure, Stage
from cchc.par_index.types import Given, Node
from cchc.ui import listing
from cchc.ui.answering import actor_of, form_page, pressed, refuse
from cchc.ui.seen import Opened, held

GO_ON = "diem-tiep"
"""The button that saves and opens the next leaf: a sheet has sixty."""


def _leaf(found: Sheet, code: str) -> Node:
    node = queries.scheme_of(found).nodes.get(code)
    if node is None or node.rule is None:
        raise Http404
    return node


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def leaf(request: HttpRequest, sheet_id: int, leaf_code: str) -> HttpResponse:
    """Show one leaf of a sheet; whoever's turn it is writes the figure of the stage, and hands in what proves it.

    Figure and evidence are one form: whichever button is pressed, both are saved or neither is.
    """
    subject, doing = subject_of(request), request.POST.get("lam", "")
    goes_on, doing = doing == GO_ON, "diem" if doing == GO_ON else doing
    found = access.sheet(subject, sheet_id)
    node = _leaf(found, leaf_code)
    codes = [one.code for one in queries.scheme_of(found).leaves]
    place = codes.index(leaf_code)
    after = codes[place + 1] if place + 1 < len(codes) else ""
    scores = access.may_score(subject, found)
    role = _role(subject, found, node, scores)
    if doing and not _may(doing, role, scores):
        raise PermissionDenied(doing)
    figures = queries.figures(found, leaf_code)
    counting = queries.counting(figures)
    proves = scores and role in ("score", "explain", "fixed") and _hands_in(found)
    sent = doing in ("diem", "tai-lieu")
    form = ValueForm(
        request.POST if doing == "diem" else None, leaf=node, initial=_start(role, figures, counting),
        note_required=role in ("explain", "council"),
    )  # fmt: skip
    form.opened_on(
        Opened(
            partial(scoring.hold, found.pk, leaf_code),
            partial(_now, role, found, leaf_code),
            partial(queries.rows_of, found.pk, leaf_code),
        )
    )
    proof = ProofForm(request.POST if sent and proves else None, request.FILES if sent and proves else None)
    if _done(request, found, leaf_code, doing, role, form, proof):
        return redirect("par_index:leaf", found.pk, after if goes_on and after else leaf_code)
    context = {
        "sheet": found, "round": found.round, "scheme": queries.scheme_of(found), "leaf": node, "role": role,
        "unit": organisation.full_names([found.unit_id], found.round.last_on).get(found.unit_id, ""),
        "figures": figures, "counting": counting, "form": form, "proof": proof,
        "proofs": queries.proofs(found, leaf_code), "changes": queries.changes(found, leaf_code),
        "body": queries.body_names(found).get(leaf_code, ""), "due": due_of(found.round), "today": clock.today(),
        "indicator": indicators.known().get(node.indicator),
        "may_prove": proves,
        "before": codes[place - 1] if place else "", "after": after,
    }  # fmt: skip
    return form_page(request, "par_index/pages/leaf.html", context)


def _hands_in(found: Sheet) -> bool:
    stage = found.round.stage
    return (stage == Stage.SELF and found.locked_at is None) or (
        stage == Stage.EXPLANATION and found.explained_at is None
    )


def _role(subject: Subject, found: Sheet, node: Node, scores: bool) -> str:
    """Return whose turn it is: the unit's, a body's, the council's; "fixed" where the unit may only prove."""
    stage = found.round.stage
    if stage == Stage.SELF and scores and found.locked_at is None:
        return "fixed" if node.is_measured or node.is_survey or node.kind == "penalty" else "score"
    if stage == Stage.EXPLANATION and scores and found.explained_at is None:
        return "" if node.is_survey else "explain"
    if stage in APPRAISING and node.code in access.appraised_codes(subject, found):
        return "appraise"
    if stage == Stage.COUNCIL and access.runs(subject, found.round):
        return "council"
    return ""


def _may(doing: str, role: str, scores: bool) -> bool:
    return role in ("score", "explain", "appraise", "council") if doing == "diem" else scores


def _start(role: str, figures: list[Score], counting: Score | None) -> dict[str, Any]:
    by_figure = {row.figure: row for row in figures}
    row = counting
    if role == "explain":
        row = by_figure.get(Figure.EXPLAINED) or counting
    elif role == "appraise":
        row = by_figure.get(Figure.RECHECKED) or by_figure.get(Figure.EXPLAINED) or counting
    if row is None:
        return {}
    keeps_note = role in ("score", "explain") and row.figure in (Figure.SELF, Figure.EXPLAINED)
    return {**initial(Given(row.value, row.num, row.den)), "note": row.note if keeps_note else ""}


def _now(role: str, found: Sheet, code: str) -> dict[str, Any]:
    """Return what the form would show if it were opened now."""
    figures = queries.figures(found, code)
    return _start(role, figures, queries.counting(figures))


def _done(
    request: HttpRequest, found: Sheet, code: str, doing: str, role: str, form: ValueForm, proof: ProofForm
) -> bool:
    if doing in ("diem", "tai-lieu"):
        return _saved(request, found, code, role if doing == "diem" else "", form, proof)
    if doing.startswith("rut-"):
        row = Evidence.objects.filter(sheet=found, code=code, pk=reading.whole(doing[4:]) or 0).first()
        if row is None:
            raise Http404
        pressed(request, partial(scoring.withdraw, row.pk), _("Đã rút tài liệu."))
        return True
    return False


def _saved(request: HttpRequest, found: Sheet, code: str, role: str, form: ValueForm, proof: ProofForm) -> bool:
    """Save the figure and what was typed as evidence in one transaction; a refusal of either writes nothing."""
    hands_in = proof.is_bound and (proof.has_changed() or not role)
    scored = bool(role) and (form.has_changed() or not hands_in)
    if (scored and not form.is_valid()) | (hands_in and not proof.is_valid()):
        return False
    verb = {"score": scoring.enter, "explain": scoring.explain}.get(role, appraising.appraise)
    try:
        actor, now = actor_of(request), clock.now()
        with held(form, actor) if scored else history.attributed(actor):
            if hands_in:
                scoring.prove(found.pk, code, _proof(proof), actor=actor, now=now)
            if scored:
                verb(found.pk, code, form.given, form.cleaned_data["note"], actor=actor, now=now)
    except Refusal as refusal:
        refuse(proof if refusal.field in proof.fields and hands_in else form if role else proof, refusal)
        return False
    if hands_in:
        messages.success(request, _("Đã nộp tài liệu kiểm chứng."))
    if scored:
        messages.success(request, _("Đã lưu điểm của tiêu chí."))
    return True


def _proof(form: ProofForm) -> Proof:
    data = form.cleaned_data
    file = (data["file"].name, data["file"].read()) if data["file"] else None
    return Proof(data["number"], data["issued_on"], data["place"], data["title"], file)


@permission(access.READ)
def records(request: HttpRequest, sheet_id: int, leaf_code: str) -> HttpResponse:
    """List the records behind a measured leaf."""
    found = access.sheet(subject_of(request), sheet_id)
    node = _leaf(found, leaf_code)
    indicator = indicators.known().get(node.indicator)
    if indicator is None:
        raise Http404
    part: Part = "numerator" if request.GET.get("phan") == "dat" else "denominator"
    page = listing.page_of(indicator.records(found.unit_id, measured.period(found.round), part), request.GET)
    page.object_list = indicator.lines(page.object_list)
    context = {
        "sheet": found, "leaf": node, "round": found.round, "indicator": indicator, "part": part,
        "page": page,
        "unit": organisation.full_names([found.unit_id], found.round.last_on).get(found.unit_id, ""),
    }  # fmt: skip
    return render(request, "par_index/pages/records.html", context)


@permission(access.READ)
@slow()
def evidence(request: HttpRequest, evidence_id: int) -> HttpResponseBase:
    """Send a file of evidence to whoever may see its sheet."""
    row = access.evidence(subject_of(request), evidence_id)
    if row.file is None:
        raise Http404
    return sending.sent(request, row.file)
