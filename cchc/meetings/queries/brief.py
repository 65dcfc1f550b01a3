"""What the Committee is told: the same figures as the dashboards and the reports, gathered for one meeting."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cchc.kernel import indicators
from cchc.kernel.period import Period
from cchc.kernel.text import sort_key
from cchc.meetings.models import Meeting
from cchc.meetings.queries import meetings
from cchc.meetings.queries.meetings import ConclusionLine
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.plans.queries import brief as plans
from cchc.plans.queries.brief import LateWork, Standing, Stuck, Tally
from cchc.reports.queries import brief as reports
from cchc.reports.queries.brief import Sending


@dataclass(frozen=True)
class Measured:
    """An indicator over everything below the unit: of the quarter, and from the year's first day."""

    of: indicators.Indicator
    label: str
    quarter: indicators.Fraction
    year: indicators.Fraction

    @property
    def key(self) -> str:
        return self.of.key


@dataclass(frozen=True)
class UnitLine:
    """A unit that reports to the Committee's, with everything below it."""

    unit_id: int
    name: str
    tally: Tally


@dataclass(frozen=True)
class Brief:
    """Everything that is put before a meeting."""

    meeting: Meeting
    unit: str
    standing: Standing | None
    units: tuple[UnitLine, ...]
    late: tuple[LateWork, ...]
    stuck: tuple[Stuck, ...]
    sending: tuple[Sending, ...]
    measured: tuple[Measured, ...]
    before: Meeting | None
    last: tuple[ConclusionLine, ...]
    names: dict[int, str]

    @property
    def last_done(self) -> int:
        """How many of the last conclusions that gave work are done."""
        return sum(1 for line in self.last if line.came_of and line.came_of.status in ("done", "done_late"))

    @property
    def last_given(self) -> int:
        """How many of the last conclusions gave work."""
        return sum(1 for line in self.last if line.task_id)


def brief(meeting: Meeting, today: dt.date) -> Brief:
    """Gather the brief of a meeting as of ``today``; a fixed number of queries, however many units there are."""
    plan = plans.main_plan(meeting.unit_id, meeting.year)
    standing = plans.standing(plan, today) if plan else None
    late = plans.late_work(plan, today) if plan else []
    stuck = plans.stuck_at(meeting.unit_id)
    earlier = meetings.before(meeting)
    named = {one.unit_id for one in late} | {one.unit_id for one in stuck} | {meeting.unit_id}
    names = organisation.full_names(named, today)
    return Brief(
        meeting=meeting,
        unit=names.get(meeting.unit_id, ""),
        standing=standing,
        units=tuple(_units(standing, meeting.unit_id, today)) if standing else (),
        late=tuple(late),
        stuck=tuple(stuck),
        sending=tuple(reports.sending_of_year(meeting.unit_id, meeting.year, today)),
        measured=tuple(_measured(meeting, today)),
        before=earlier,
        last=tuple(meetings.lines(earlier.pk, today)) if earlier else (),
        names=names,
    )


def _units(standing: Standing, unit_id: int, today: dt.date) -> Iterator[UnitLine]:
    """Yield the units right below, the latest first, each with what lies below it."""
    reach = organisation.reach(today)
    below = {node for node, above in _parents(today) if above == unit_id}
    found = [
        UnitLine(
            one,
            "",
            Tally.sum(standing.by_unit[u] for u in (reach.get(one, frozenset()) | {one}) if u in standing.by_unit),
        )
        for one in below
    ]
    names = organisation.full_names([one.unit_id for one in found], today)
    shown = [UnitLine(one.unit_id, names[one.unit_id], one.tally) for one in found if one.tally.total]
    yield from sorted(shown, key=lambda one: (-one.tally.late, one.tally.done / one.tally.total, sort_key(one.name)))


def _parents(today: dt.date) -> Iterator[tuple[int, int | None]]:
    def walk(nodes: Sequence[UnitNode], above: int | None) -> Iterator[tuple[int, int | None]]:
        for node in nodes:
            yield int(node.id), above
            yield from walk(node.children, int(node.id))

    yield from walk(organisation.tree(today), None)


def _measured(meeting: Meeting, today: dt.date) -> Iterator[Measured]:
    """Yield every indicator, added up over the unit and all below it."""
    units = organisation.reach(today).get(meeting.unit_id, frozenset()) | {meeting.unit_id}
    quarter = Period.quarter(meeting.year, meeting.quarter)
    year = Period(dt.date(meeting.year, 1, 1), quarter.end)
    for one in indicators.known().values():
        of_quarter = indicators.total(list(one.measure(units, quarter).values()))
        of_year = indicators.total(list(one.measure(units, year).values()))
        yield Measured(one, _named(one, meeting.year), of_quarter, of_year)


def _named(one: indicators.Indicator, year: int) -> str:
    """Return the name of an indicator; of work it says of which plans, for beside it stand figures of one plan."""
    if one.key not in plans.OF_WORK:
        return str(one.label)
    return _("%(label)s (các kế hoạch năm %(year)d)") % {"label": one.label, "year": year}
