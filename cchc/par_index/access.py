"""The only way from a person and a number in a URL to a scheme, a round or a sheet.

Before publication a sheet is seen by its unit and those above it, by the bodies that own a leaf, and by the operator.
Whoever's scope holds the operator sits on the other side of the table: they score for their own unit only. Nobody
appraises their own unit.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.kernel.permission import Scope, Subject
from cchc.par_index.models import Body, Evidence, Round, Scheme, Sheet
from cchc.par_index.states import SchemeState, Stage

READ, SCORE, CONFIRM = "index.read", "index.score", "index.confirm"
APPRAISE, RUN, WRITE_SCHEME = "index.appraise", "index.run", "index.scheme"


def _within(scope: Scope, path: str) -> Q:
    return ~Q(pk__in=[]) if scope.everything else Q(**{f"{path}__in": scope.unit_ids})


def visible_schemes(subject: Subject) -> QuerySet[Scheme]:
    """Return published schemes, which are common ground, and the drafts of units for which the reader writes them."""
    drafts = _within(subject.scope(WRITE_SCHEME), "unit_id")
    return Scheme.objects.filter(Q(state=SchemeState.PUBLISHED) | drafts)


def scheme(subject: Subject, pk: int, action: str = READ) -> Scheme:
    """Return a scheme, or raise ``Http404`` or ``PermissionDenied``."""
    found = visible_schemes(subject).select_related("unit", "framework", "previous").filter(pk=pk).first()
    if found is None:
        raise Http404
    if action == WRITE_SCHEME and found.unit_id not in subject.scope(WRITE_SCHEME):
        raise PermissionDenied(action)
    return found


def visible_rounds(subject: Subject) -> QuerySet[Round]:
    """Return published rounds, and those in which the reader's units are scored, appraise or run."""
    scope = subject.scope(READ)
    if scope.everything:
        return Round.objects.all()
    scored = Sheet.objects.filter(unit_id__in=scope.unit_ids).values("round_id")
    owned = Body.objects.filter(unit_id__in=scope.unit_ids).values("round_id")
    return Round.objects.filter(
        Q(stage=Stage.PUBLISHED) | Q(unit_id__in=scope.unit_ids) | Q(pk__in=scored) | Q(pk__in=owned)
    )


def round_(subject: Subject, pk: int, action: str = READ) -> Round:
    """Return a round with its scheme, or raise ``Http404`` or ``PermissionDenied``; running it is the operator's."""
    found = visible_rounds(subject).select_related("scheme", "unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    if action == RUN and not runs(subject, found):
        raise PermissionDenied(action)
    return found


def runs(subject: Subject, found: Round) -> bool:
    """Tell whether ``subject`` acts for the operator of a round."""
    return found.unit_id in subject.scope(RUN)


def sees_all(subject: Subject, found: Round) -> bool:
    """Tell whether ``subject`` may know how all units of a round stand: once published, before that its operator."""
    return found.stage == Stage.PUBLISHED or runs(subject, found) or found.unit_id in subject.scope(READ)


def visible_sheets(subject: Subject) -> QuerySet[Sheet]:
    """Return the sheets that the reader may open."""
    scope = subject.scope(READ)
    if scope.everything:
        return Sheet.objects.all()
    owned = Body.objects.filter(unit_id__in=scope.unit_ids).values("round_id")
    return Sheet.objects.filter(
        Q(unit_id__in=scope.unit_ids) | Q(round__unit_id__in=scope.unit_ids) | Q(round_id__in=owned)
    )


def sheet(subject: Subject, pk: int) -> Sheet:
    """Return a sheet with its round and scheme, or raise ``Http404``."""
    found = visible_sheets(subject).select_related("round__scheme", "round__unit", "unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def evidence(subject: Subject, pk: int) -> Evidence:
    """Return evidence of a sheet that may be seen, or raise ``Http404``."""
    found = Evidence.objects.select_related("file").filter(pk=pk).first()
    if found is None:
        raise Http404
    sheet(subject, found.sheet_id)
    return found


def may_score(subject: Subject, found: Sheet, action: str = SCORE) -> bool:
    """Tell whether ``subject`` writes (or, with ``index.confirm``, confirms) the unit's own figures."""
    scope = subject.scope(action)
    home = subject.unit_id
    return found.unit_id in scope and (found.round.unit_id not in scope or home == found.unit_id)


def appraised_codes(subject: Subject, found: Sheet) -> frozenset[str]:
    """Return the leaves of a sheet that ``subject`` appraises; 1 query."""
    home = subject.unit_id
    scope = subject.scope(APPRAISE)
    if home == found.unit_id or not scope:
        return frozenset()
    bodies = Body.objects.filter(round=found.round_id).exclude(unit_id=found.unit_id)
    mine = bodies if found.round.unit_id in scope else bodies.filter(_within(scope, "unit_id"))
    codes = set(mine.values_list("code", flat=True))
    if found.round.unit_id in scope:
        # What the unit itself owns is appraised by the operator in its place.
        codes |= set(Body.objects.filter(round=found.round_id, unit_id=found.unit_id).values_list("code", flat=True))
    return frozenset(codes)


def need(allowed: bool, action: str) -> None:
    """Raise ``PermissionDenied`` unless ``allowed``."""
    if not allowed:
        raise PermissionDenied(action)
