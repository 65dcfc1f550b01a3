"""The rows from which the derived columns follow, of any number of assignments, read in one statement.

A report is sent far more often than anything else is written: four queries for it, each put into words anew, took
longer than the database did. The conditions say what ``queries.own_plans.carrying_out`` says.
"""

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from django.db import connection

from cchc.kernel import clock
from cchc.plans.models import Report
from cchc.plans.rules.facts import Reported

_ROWS = """
    SELECT 'report' AS kind, assignment_id, id, reported_at AS moment, NULL::date AS day, NULL::date AS extended_to,
        NULL::date AS done_on, percent, is_derived AS mark, state, spent, occurrence_id
    FROM plans_report WHERE assignment_id = ANY(%(ids)s) AND state <> 'withdrawn'
    UNION ALL
    SELECT 'period', assignment_id, id, NULL, due_on, extended_to, done_on, NULL, is_pending, NULL, NULL, NULL
    FROM plans_occurrence WHERE assignment_id = ANY(%(ids)s)
    UNION ALL
    SELECT 'difficulty', assignment_id, id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM plans_difficulty WHERE assignment_id = ANY(%(ids)s) AND state = 'open'
    UNION ALL
    SELECT 'below', task.implements_id, work.id, NULL, NULL, NULL, NULL, work.percent, work.is_started, NULL, NULL, NULL
    FROM plans_assignment AS work JOIN plans_task AS task ON task.id = work.task_id
    WHERE task.implements_id = ANY(%(ids)s) AND work.cancelled_at IS NULL AND task.withdrawn_at IS NULL
    ORDER BY kind, moment, day, id
"""
_when = attrgetter("moment", "number")


@dataclass(frozen=True)
class Told:
    """A report that counts or was sent back, with its moment and number."""

    moment: dt.datetime
    number: int
    said: Reported


@dataclass(frozen=True)
class Period:
    """A period of a recurring assignment as it stands."""

    number: int
    due_on: dt.date
    done_on: dt.date | None
    is_pending: bool


@dataclass
class Behind:
    """What lies behind one assignment: reports and periods oldest first, the percentages of work that carries it out.

    ``below`` holds ``None`` for work that has not begun.
    """

    reports: list[Told] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    is_blocked: bool = False
    below: list[int | None] = field(default_factory=list)

    def add(self, row: Report) -> None:
        """Take in a report that was written just now."""
        said = (row.percent, row.state, row.spent, row.occurrence_id, row.is_derived)
        insort(self.reports, Told(row.reported_at, row.pk, Reported(clock.day_of(row.reported_at), *said)), key=_when)


def behind(ids: Collection[int]) -> Mapping[int, Behind]:
    """Return what lies behind each of these assignments; 1 query. Whoever changes any of it holds their locks."""
    found: defaultdict[int, Behind] = defaultdict(Behind)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"ids": list(ids)})
        for kind, work, number, moment, day, extended_to, done_on, percent, mark, state, spent, period in cursor:
            one = found[work]
            if kind == "report":
                said = Reported(clock.day_of(moment), percent, state, spent, period, mark)
                one.reports.append(Told(moment, number, said))
            elif kind == "period":
                one.periods.append(Period(number, extended_to or day, done_on, mark))
            elif kind == "below":
                one.below.append(percent if mark else None)
            else:
                one.is_blocked = True
    return found
