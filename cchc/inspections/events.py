"""What inspections announce. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class VisitDecided(Event):
    """A visit has its decision and its team; also a surprise, of which nobody is told."""

    visit_id: int


@dataclass(frozen=True)
class VisitCalledOff(Event):
    """A visit will not take place; ``was_known`` if the unit knew of it."""

    visit_id: int
    was_known: bool


@dataclass(frozen=True)
class VisitConcluded(Event):
    """The minutes are complete: what was found is now to be mended by the units named in it."""

    visit_id: int


@dataclass(frozen=True)
class FindingMended(Event):
    """A unit reports that it has mended a finding; whoever inspected looks at it."""

    finding_id: int


@dataclass(frozen=True)
class FindingVerified(Event):
    """Whoever inspected confirmed that a finding is mended, or sent it back."""

    finding_id: int
    is_mended: bool
