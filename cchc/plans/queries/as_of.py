"""What was so at the end of a past day: what was recorded later changes no figure of that day.

Columns of ``Assignment`` hold how work stands now. Moments and days beside them (registered, granted, decided,
cancelled) tell how it stood before. One thing reaches back: a product counts on the day it was handed in, once
the office has confirmed it. Two can't be told: from which day a named day was moved, and what a correction of the
plan added or left out.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan, LessThanOrEqual

from cchc.kernel.clock import ZONE
from cchc.plans.models import Extension, Occurrence, Report
from cchc.plans.queries.status import MUST_REGISTER, OWES_A_DAY
from cchc.plans.states import ExtensionState


@dataclass(frozen=True)
class Then:
    """Conditions on an ``Assignment`` as it stood when the day before ``end`` was over."""

    end: dt.date

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.combine(self.end, dt.time(), ZONE)

    @property
    def counts(self) -> Q:
        """Not cancelled by then."""
        return Q(cancelled_at=None) | Q(cancelled_at__gte=self.moment)

    @property
    def done(self) -> Q:
        return Q(done_on__lt=self.end)

    @property
    def open(self) -> Q:
        """Neither done by then nor waiting for the office's word."""
        sent_back = Report.objects.filter(
            assignment=OuterRef("pk"), percent=100, reported_at__lt=self.moment, decided_at__gte=self.moment
        )
        waits = Q(is_pending=True) & ~Q(reported_at__gte=self.moment) | Q(Exists(sent_back))
        return (Q(done_on=None) | Q(done_on__gte=self.end)) & ~waits

    @property
    def reported(self) -> Q:
        before = Report.objects.filter(assignment=OuterRef("pk"), reported_at__lt=self.moment)
        return Q(reported_at__lt=self.moment) | Q(reported_at__gte=self.moment) & Q(Exists(before))

    @property
    def _named_later(self) -> Q:
        return MUST_REGISTER & Q(registered_on__gte=self.end)

    @cached_property
    def due_on(self) -> Case:
        """The due day of then: none before it was named, the one before a later extension, of the period then open."""
        granted = Extension.objects.filter(assignment=OuterRef("pk"), occurrence=None, state=ExtensionState.GRANTED)
        earlier = granted.filter(decided_at__lt=self.moment).order_by("-decided_at").values("granted_to")[:1]
        owed = Occurrence.objects.filter(Q(done_on=None) | Q(done_on__gte=self.end), assignment=OuterRef("pk"))
        first = owed.annotate(until=Coalesce("extended_to", "due_on")).order_by("until").values("until")[:1]
        return Case(
            When(self._named_later, then=Value(None)),
            When(
                Exists(granted.filter(decided_at__gte=self.moment)),
                then=Coalesce(Subquery(earlier), "target_on", "event_due_on", "task__end_on"),
            ),
            default=Coalesce(Subquery(first), F("due_on")),
            output_field=DateField(),
        )

    def due_before(self, day: dt.date) -> Q:
        return Q(LessThan(self.due_on, day))

    def due_from(self, day: dt.date) -> Q:
        return Q(GreaterThanOrEqual(self.due_on, day))

    @property
    def in_time(self) -> Q:
        return Q(LessThanOrEqual(F("done_on"), self.due_on), was_late=False)

    @property
    def owes_a_day(self) -> Q:
        """Without a day of its own then, though its unit had to name one."""
        return OWES_A_DAY | self._named_later
