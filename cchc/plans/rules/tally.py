"""Adding up statuses: counts are added, rates are computed at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cchc.plans.rules.status import BEHIND, OPEN, Status

_DONE = (Status.DONE, Status.DONE_LATE)
_OF_WORD: Mapping[str, Status] = {status.value: status for status in Status}  # ten times the speed of Status(word)


@dataclass(frozen=True)
class Tally:
    """How many assignments have each status. Cancelled ones count nowhere else."""

    counts: Mapping[Status, int] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> "Tally":
        """Add up pairs of status and count."""
        counts: dict[Status, int] = {}
        for word, count in pairs:
            status = _OF_WORD[word]
            counts[status] = counts.get(status, 0) + count
        return cls(counts)

    @classmethod
    def sum(cls, tallies: Iterable["Tally"]) -> "Tally":
        return cls.of((status, count) for tally in tallies for status, count in tally.counts.items())

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

    @property
    def late(self) -> int:
        """Open and late, ``undated`` among them."""
        return sum(self.count(status) for status in BEHIND)

    @property
    def undated(self) -> int:
        """Late in naming the day by which they will be done."""
        return self.count(Status.UNDATED)

    @property
    def at_risk(self) -> int:
        return self.count(Status.AT_RISK)

    @property
    def awaiting(self) -> int:
        return self.count(Status.AWAITING)

    @property
    def calm(self) -> int:
        """Open, and neither late nor at risk."""
        return self.open - self.late - self.at_risk

    @property
    def done_share(self) -> float | None:
        """Share of the whole that is done, 0–1; ``None`` where there is nothing."""
        return self.done / self.total if self.total else None

    @property
    def late_share(self) -> float | None:
        return self.late / self.total if self.total else None
