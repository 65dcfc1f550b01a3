"""The register, and the norms with what was published month by month."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from cchc.communications.models import Item, Norm
from cchc.communications.states import Channel
from cchc.kernel.text import squeeze
from cchc.plans.queries import periods
from cchc.plans.queries.periods import WorkPeriod

ORDER = {"ngay": "published_on", "ten": "title", "kenh": "channel"}
COUNTING = Q(struck_reason="")


@dataclass(frozen=True)
class Asked:
    """What a list is narrowed to."""

    words: str = ""
    channel: str = ""
    year: int | None = None
    month: int | None = None
    norm_id: int | None = None


def items(visible: QuerySet[Item], asked: Asked) -> QuerySet[Item]:
    """Return the items asked for."""
    found = visible.select_related("norm__assignment__task")
    for word in squeeze(asked.words).split()[:6]:
        found = found.filter(Q(title__icontains=word) | Q(outlet__icontains=word) | Q(author__icontains=word))
    if asked.channel in Channel.values:
        found = found.filter(channel=asked.channel)
    if asked.year:
        found = found.filter(published_on__year=asked.year)
    if asked.month and 1 <= asked.month <= 12:
        found = found.filter(published_on__month=asked.month)
    return found.filter(norm_id=asked.norm_id) if asked.norm_id else found


def by_channel(visible: QuerySet[Item], year: int) -> dict[str, int]:
    """Return how many items of a year count, by channel; 1 query."""
    found = visible.filter(COUNTING, published_on__year=year).order_by()
    return {str(channel): int(n) for channel, n in found.values_list("channel").annotate(n=Count("pk"))}


@dataclass(frozen=True)
class Month:
    """A month of a norm: how many items there are, how many are due by its periods; nothing due is ``None``."""

    number: int
    done: int
    needed: int | None

    @property
    def is_short(self) -> bool:
        return self.needed is not None and self.done < self.needed


@dataclass(frozen=True)
class NormLine:
    """A norm with its year."""

    norm: Norm
    months: tuple[Month, ...]
    done: int
    needed: int


def lines(norms: Collection[Norm], year: int) -> list[NormLine]:
    """Return the norms of a list with their months; 2 queries."""
    spans = periods.of_assignments([norm.assignment_id for norm in norms])
    days = published([norm.pk for norm in norms])
    return [_line(norm, spans.get(norm.assignment_id, []), days.get(norm.pk, []), year) for norm in norms]


def published(norm_ids: Iterable[int]) -> dict[int, list[dt.date]]:
    """Return the days on which something that counts was published, by norm; 1 query."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    rows = Item.objects.filter(COUNTING, norm__in=list(norm_ids)).values_list("norm", "published_on")
    for norm_id, day in rows:
        if norm_id:
            found[norm_id].append(day)
    return found


def _line(norm: Norm, spans: Sequence[WorkPeriod], days: Sequence[dt.date], year: int) -> NormLine:
    done = Counter(day.month for day in days if day.year == year)
    due = Counter(span.due_on.month for span in spans if span.due_on.year == year)
    months = tuple(
        Month(month, done[month], due[month] * norm.needed if due[month] else None) for month in range(1, 13)
    )
    needed = sum(due.values()) * norm.needed if spans else norm.needed
    return NormLine(norm, months, sum(done.values()), needed)


def norm_choices(unit_ids: Collection[int] | None) -> list[tuple[int, str]]:
    """Return the norms of units for a list to choose from; ``None`` means of all; 1 query."""
    found = Norm.objects.filter(assignment__cancelled_at=None).select_related("assignment__task")
    if unit_ids is not None:
        found = found.filter(unit_id__in=unit_ids)
    return [
        (row.pk, f"{row.assignment.task.code} {row.assignment.task.title[:90]}") for row in found.order_by("pk")[:200]
    ]
