"""Inspections in lists, one of them whole, what is due, and what is measured."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cchc.inspections.models import Check, Finding, Programme, Visit
from cchc.inspections.queries import whom
from cchc.inspections.rules.whom import in_the_name_of, senders
from cchc.inspections.states import DONE, FindingState, VisitState
from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.ordering import Sparse
from cchc.kernel.period import Period
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation

VISIT_ORDER = {"ngay": "planned_on", "kiem-tra": Sparse("held_on")}
VISIT_TABS: Mapping[str, Q] = {
    "tat-ca": Q(),
    "sap-toi": Q(state__in=[VisitState.PLANNED, VisitState.DECIDED]),
    "khac-phuc": Q(state=VisitState.MENDING),
    "da-dong": Q(state=VisitState.CLOSED),
}
_MOST = 1_000


def listed(visible: QuerySet[Visit], tab: str, kind: str, year: int | None) -> QuerySet[Visit]:
    """Return the visits of a tab, with how many findings are open."""
    found = visible.filter(VISIT_TABS.get(tab, Q()))
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(planned_on__year=year)
    return found.annotate(findings=_count(Q()), left=_count(~Q(state=FindingState.CLOSED)))


def _count(condition: Q) -> Coalesce:
    rows = Finding.objects.filter(condition, visit=OuterRef("pk")).order_by().values("visit")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def overdue(visible: QuerySet[Finding], today: dt.date) -> QuerySet[Finding]:
    """Return the findings that should be mended by now and are not, the longest first."""
    late = visible.filter(state=FindingState.OPEN, due_on__lt=today, visit__state=VisitState.MENDING)
    return late.order_by("due_on", "pk")


@dataclass(frozen=True)
class Whole:
    """A visit with its checklist and findings."""

    checks: Sequence[Check]
    findings: Sequence[Finding]


def whole(visit: Visit) -> Whole:
    """Return what belongs to a visit; 2 queries."""
    return Whole(
        list(Check.objects.filter(visit=visit).order_by("position")),
        list(Finding.objects.filter(visit=visit).order_by("due_on", "pk")),
    )


def checks(visit_id: int) -> list[Check]:
    """Return the checklist of a visit in order; 1 query."""
    return list(Check.objects.filter(visit=visit_id).order_by("position"))


def of_programme(programme: Programme) -> list[Visit]:
    """Return the visits of a programme by day; 1 query."""
    found = Visit.objects.filter(programme=programme)
    return list(listed(found, "", "", None).order_by("planned_on", "pk")[:_MOST])


# ------------------------------------------------------------------ figures
def units_inspected(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return inspecting unit → (units right below it inspected in the period, units right below it); 1 query.

    A visit by the department that leads a committee's inspections is one of the committee's.
    """
    below, leads = _below(period.last_day), whom.leads(period.last_day)
    seen: dict[int, set[int]] = {}
    for unit_id, target_id in _held(senders(unit_ids, leads), period).values_list("unit_id", "target_id").distinct():
        for one in in_the_name_of(unit_id, leads):
            seen.setdefault(one, set()).add(target_id)
    return {unit: (len(seen.get(unit, set()) & below.get(unit, set())), len(below.get(unit, ()))) for unit in unit_ids}


def _held(unit_ids: Collection[int], period: Period) -> QuerySet[Visit]:
    held = Visit.objects.filter(state__in=DONE, held_on__gte=period.start, held_on__lt=period.end)
    return held.filter(unit_id__in=unit_ids)


def _below(day: dt.date) -> dict[int, set[int]]:
    """Return unit → those right below that carry out and report on the reform: no Party, vertical or other body."""
    found: dict[int, set[int]] = {}
    waiting = list(organisation.tree(day))
    while waiting:
        node = waiting.pop()
        found[int(node.id)] = {int(child.id) for child in node.children if child.level != "body"}
        waiting.extend(node.children)
    return found


def inspected(unit_id: int, period: Period, part: Part) -> "Sequence[UnitBelow]":
    """Return the units right below, one row each with its visits of the period; of the numerator those that have any.

    2 queries.
    """
    below = _below(period.last_day).get(unit_id, set())
    rows = _held(senders([unit_id], whom.leads(period.last_day)), period).filter(target_id__in=below)
    visits: dict[int, list[tuple[int, dt.date]]] = {}
    for target_id, pk, held_on in rows.order_by("held_on", "pk").values_list("target_id", "pk", "held_on"):
        if held_on is not None:
            visits.setdefault(target_id, []).append((pk, held_on))
    shown = below if part == "denominator" else visits.keys()
    names, slugs = organisation.full_names(shown, period.last_day), organisation.slugs()
    found = (UnitBelow(slugs[unit], name, tuple(visits.get(unit, ()))) for unit, name in names.items())
    return sorted(found, key=lambda one: sort_key(one.name))


@dataclass(frozen=True)
class UnitBelow:
    """A unit that another one is to inspect, and its visits in the period by number and day, the latest last."""

    slug: str
    name: str
    visits: tuple[tuple[int, dt.date], ...] = ()


def findings_mended(unit_ids: Collection[int], period: Period, today: dt.date) -> Mapping[int, Fraction]:
    """Return unit → (findings mended, findings due) by due day in the period, up to ``today``; 1 query."""
    rows = _due(period, today).filter(unit_id__in=unit_ids).values_list("unit_id")
    counted = rows.annotate(n=Count("pk", filter=_MENDED), d=Count("pk")).order_by()
    found = {unit: (n, d) for unit, n, d in counted}
    return {unit: found.get(unit, (0, 0)) for unit in unit_ids}


_MENDED = Q(state=FindingState.CLOSED, mended_on__lte=F("due_on"))
"""Mended in time: the day it was reported counts, once somebody has confirmed it."""


def _due(period: Period, today: dt.date) -> QuerySet[Finding]:
    """Return the findings that have fallen due in the period; what isn't due yet is neither mended in time nor late."""
    in_period = Finding.objects.filter(due_on__gte=period.start, due_on__lt=period.end)
    return in_period.filter(due_on__lte=today, visit__state__in=[VisitState.MENDING, VisitState.CLOSED])


def mended(unit_id: int, period: Period, part: Part, today: dt.date) -> QuerySet[Finding]:
    """Return the findings behind a part of the figure."""
    found = _due(period, today).filter(unit_id=unit_id)
    if part == "numerator":
        found = found.filter(_MENDED)
    return found.select_related("visit").order_by("due_on", "pk")
