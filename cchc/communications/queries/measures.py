"""Figures over many units at once: how much was published, and how much of what was due."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from cchc.communications.models import Item, Norm
from cchc.communications.queries.register import COUNTING, published
from cchc.communications.rules.feeding import Span, spread
from cchc.kernel import clock
from cchc.kernel.indicators import Fraction, Part, total
from cchc.kernel.period import Period
from cchc.plans.queries import periods


def count(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (items published in the period, 1); 1 query."""
    rows = _published(period).filter(unit_id__in=unit_ids).values_list("unit_id").annotate(n=Count("pk")).order_by()
    found = dict(rows)
    return {unit: (found.get(unit, 0), 1) for unit in unit_ids}


def _published(period: Period) -> QuerySet[Item]:
    return Item.objects.filter(COUNTING, published_on__gte=period.start, published_on__lt=period.end)


def counted(unit_id: int, period: Period, part: Part) -> QuerySet[Item]:
    """Return the items behind the count."""
    return _published(period).filter(unit_id=unit_id).order_by("published_on", "pk")


@dataclass(frozen=True)
class Filled:
    """A period of a norm: how many items were due in it, and how many of them there are."""

    unit_id: int
    assignment_id: int
    due_on: dt.date
    needed: int
    there: int


def kept(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (items that fill a norm, items due) over what ends in ``period``, up to today; 3 queries.

    More than was due in one period does not make up for less in another.
    """
    found: dict[int, Fraction] = dict.fromkeys(unit_ids, (0, 0))
    for one in _filled(unit_ids, period, clock.today()):
        found[one.unit_id] = total([found[one.unit_id], (one.there, one.needed)])
    return found


def _filled(unit_ids: Collection[int], period: Period, today: dt.date) -> Iterator[Filled]:
    norms = list(Norm.objects.filter(unit_id__in=unit_ids, assignment__cancelled_at=None))
    spans, days = periods.of_assignments([norm.assignment_id for norm in norms]), published(norm.pk for norm in norms)
    for norm in norms:
        all_of_them = [Span(one.id, one.start_on, one.due_on) for one in spans.get(norm.assignment_id, [])]
        counts = spread(days.get(norm.pk, []), all_of_them, norm.needed)
        for span in all_of_them:
            if span.due in period and span.due <= today:
                there = min(counts[span.id], norm.needed)
                yield Filled(norm.unit_id, norm.assignment_id, span.due, norm.needed, there)


def keeping(unit_id: int, period: Period, part: Part) -> Sequence[Filled] | QuerySet[Item]:
    """Return the items that count for a norm in the period, or the periods of norms in which they were due."""
    if part == "denominator":
        return sorted(_filled([unit_id], period, clock.today()), key=lambda one: one.due_on)
    found = _published(period).filter(unit_id=unit_id, norm__isnull=False)
    return found.order_by("published_on", "pk")
