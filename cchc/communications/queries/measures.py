"""Figures over many units at once: how much was published, and how much of what was due."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count, QuerySet

from cchc.communications.models import Item, Norm
from cchc.communications.queries.register import COUNTING, published
from cchc.communications.rules.feeding import Span, spread
from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.plans.queries import periods

_MOST = 1_000


def count(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (items published in the period, 1); 1 query."""
    rows = _published(period).filter(unit_id__in=unit_ids).values_list("unit_id").annotate(n=Count("pk")).order_by()
    found = dict(rows)
    return {unit: (found.get(unit, 0), 1) for unit in unit_ids}


def _published(period: Period) -> QuerySet[Item]:
    return Item.objects.filter(COUNTING, published_on__gte=period.start, published_on__lt=period.end)


def counted(unit_id: int, period: Period, part: Part) -> Sequence[Item]:
    """Return the items behind the count."""
    return list(_published(period).filter(unit_id=unit_id).defer("content").order_by("published_on", "pk")[:_MOST])


def kept(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (items that fill a norm, items due) over the periods that end in ``period``; 3 queries.

    More than was due in one period does not make up for less in another.
    """
    norms = list(Norm.objects.filter(unit_id__in=unit_ids, assignment__cancelled_at=None))
    spans, days = periods.of_assignments([norm.assignment_id for norm in norms]), published(norm.pk for norm in norms)
    parts: dict[int, list[Fraction]] = defaultdict(list)
    for norm in norms:
        all_of_them = [Span(one.id, one.start_on, one.due_on) for one in spans.get(norm.assignment_id, [])]
        counts = spread(days.get(norm.pk, []), all_of_them, norm.needed)
        for span in all_of_them:
            if span.due in period:
                parts[norm.unit_id].append((min(counts[span.id], norm.needed), norm.needed))
    return {
        unit: (sum(n for n, _ in parts[unit]), sum(d for _, d in parts[unit])) if unit in parts else (0, 0)
        for unit in unit_ids
    }


def keeping(unit_id: int, period: Period, part: Part) -> Sequence[Item]:
    """Return the items that count for a norm in the period."""
    found = _published(period).filter(unit_id=unit_id, norm__isnull=False).defer("content")
    return list(found.order_by("published_on", "pk")[:_MOST])
