"""Adding up statuses: counts are added, rates are computed at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cchc.plans.rules.status import BEHIND, OPEN, Status

_DONE = (Status.DONE, Status.DONE_LATE)
_OF_WORD: Mapping[str, Status] = {status.value: status for status in Status}  # ten times the speed of Status(word)


@dataclass(frozen=True)
class Tally:
    """How many assignments have each status, and of those not cancelled how many are due, and how many of these done.

    What is late in naming its day has fallen due as well. Cancelled ones count nowhere else.
    """

    counts: Mapping[Status, int] = field(default_factory=dict)
    due: int = 0
    due_done: int = 0

    def __hash__(self) -> int:
        return hash((frozenset(self.counts.items()), self.due, self.due_done))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, bool, int]]) -> "Tally":
        """Add up rows of status, whether it has fallen due, and count."""
        counts: dict[Status, int] = {}
        due = due_done = 0
        for word, is_due, count in rows:
            status = _OF_WORD[word]
            counts[status] = counts.get(status, 0) + count
            if is_due and status is not Status.CANCELLED:
                due += count
                due_done += count if status in _DONE else 0
        return cls(counts, due, due_done)

    @classmethod
    def sum(cls, tallies: Iterable["Tally"]) -> "Tally":
        counts: dict[Status, int] = {}
        due = due_done = 0
        for tally in tallies:
            due, due_done = due + tally.due, due_done + tally.due_done
            for status, count in tally.counts.items():
                counts[status] = counts.get(status, 0) + count
        return cls(counts, due, due_done)

    def count(self, status: Status) -> int:
        return self.counts.get(status, 0)

    @cached_property
    def total(self) -> int:
        return sum(count for status, count in self.counts.items() if status is not Status.CANCELLED)

    @cached_property
    def done(self) -> int:
        return sum(self.count(status) for status in _DONE)

    @cached_property
    def open(self) -> int:
        return sum(self.count(status) for status in OPEN)

    @cached_property
    def late(self) -> int:
        """Open and late, ``undated`` among them."""
        return sum(self.count(status) for status in BEHIND)

    @cached_property
    def undated(self) -> int:
        """Late in naming the day by which they will be done."""
        return self.count(Status.UNDATED)

    @cached_property
    def at_risk(self) -> int:
        return self.count(Status.AT_RISK)

    @cached_property
    def awaiting(self) -> int:
        return self.count(Status.AWAITING)

    @cached_property
    def in_time(self) -> int:
        """Open, and neither late nor at risk, nor waiting for the office."""
        return self.open - self.late - self.at_risk - self.awaiting

    @cached_property
    def due_share(self) -> float | None:
        """Share of what has fallen due that is done, 0–1; ``None`` where nothing has: ``plans.tasks_done``."""
        return self.due_done / self.due if self.due else None

    @cached_property
    def done_share(self) -> float | None:
        """Share of the year's work that is done, 0–1; ``None`` where there is none: ``plans.year_done``."""
        return self.done / self.total if self.total else None
