"""The assignments of a dashboard cut three ways in one pass: by task and quarter, by unit, and altogether.

Their open difficulties are counted along. Each query more would build the same conditions and join the same rows again,
which took longer than the counting.
So does a condition a figure: what the tally of all of them says already isn't asked once more.
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from cchc.kernel.indicators import Fraction
from cchc.kernel.period import Period
from cchc.plans.models import Assignment
from cchc.plans.queries.counted import counted, quarter
from cchc.plans.queries.figures import Slice, is_due, tallied_rows
from cchc.plans.queries.measures import open_difficulties
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.status import Status
from cchc.plans.rules.tally import Tally

_OF_A_SLICE, _OF_A_UNIT, _OF_ALL = 1, 2, 3  # GROUPING(task, unit): a bit for each of the two that a row is not of
_TOLD: Mapping[str, Callable[[Tally], Fraction]] = {
    "tasks_given": lambda tally: (tally.total, tally.total),
    "tasks_done": lambda tally: (tally.due_done, tally.due),
    "year_done": lambda tally: (tally.done, tally.total),
    "tasks_late": lambda tally: (tally.late, tally.late),
    "dates_owed": lambda tally: (tally.undated, tally.undated),
}
"""Figures of a year's work that the tally of it says; ``counted.py`` says the same as conditions."""


@dataclass(frozen=True)
class Cuts:
    """What the figures of a dashboard add up; ``figures`` by the name of the indicator, without "plans."."""

    slices: Sequence[Slice]
    by_unit: Mapping[int, Tally]
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    difficulties: int = 0


def cuts(assignments: QuerySet[Assignment], names: Collection[str], year: int, today: dt.date) -> Cuts:
    """Return ``assignments`` of plans of ``year`` cut three ways, with figures ``names`` on ``today``; one query."""
    asked = tuple(name for name in names if name not in _TOLD)
    rows = _rows(assignments, asked, year, today)
    of_slices = [
        Slice(task, of_year, Status(status), n, spent, first, due, plan)
        for _open, cut, plan, task, of_year, _unit, status, due, n, spent, first, *_ in rows
        if cut == _OF_A_SLICE
    ]
    of_units = tallied_rows((row[5], row[6], row[7], row[8]) for row in rows if row[1] == _OF_A_UNIT)
    difficulties, *counts = next(((row[0], *row[11:]) for row in rows if row[1] == _OF_ALL), [0] * (1 + 2 * len(asked)))
    whole = Tally.sum(of_units.values())
    told = {name: _TOLD[name](whole) for name in names if name in _TOLD}
    figures = told | dict(zip(asked, zip(counts[::2], counts[1::2], strict=True), strict=True))
    return Cuts(of_slices, of_units, figures, difficulties)


@dataclass(frozen=True)
class _Which:
    """Which assignments, told apart by their condition in SQL: that is written in a tenth of the time of the whole."""

    sql: str
    values: tuple[Any, ...]
    rows: QuerySet[Assignment] = field(compare=False)


def _rows(
    assignments: QuerySet[Assignment], names: tuple[str, ...], year: int, today: dt.date
) -> list[tuple[Any, ...]]:
    rows = assignments.order_by()
    try:
        statement, values = _written(_Which(*rows.values("pk").query.sql_with_params(), rows), names, year, today)
    except EmptyResultSet:  # of a reader who may see nothing
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@lru_cache(64)
def _written(which: _Which, names: tuple[str, ...], year: int, today: dt.date) -> tuple[str, tuple[Any, ...]]:
    asked = [counted(name, Period.year(year), today) for name in names]
    conditions = [q for figure in asked for q in (figure.part, figure.whole)]
    flags = {f"f{n}": ExpressionWrapper(q, output_field=BooleanField()) for n, q in enumerate(conditions)}
    judged = which.rows.annotate(status=status_expression(today), quarter=quarter(), is_due=is_due(today), **flags)
    columns = ("plan_id", "task_id", "quarter", "unit_id", "status", "is_due", "spent", "due_on")
    inner, values = judged.values_list(*columns, *flags).query.sql_with_params()
    difficulties, of_them = open_difficulties(which.rows).order_by().values("pk").query.sql_with_params()
    counted_flags = "".join(f", count(*) FILTER (WHERE {flag})" for flag in flags)
    return (
        (
            f"SELECT (SELECT count(*) FROM ({difficulties}) AS open), GROUPING(task_id, unit_id), plan_id, task_id,"  # noqa: S608
            " quarter, unit_id, status, is_due, count(*),"
            f" sum(spent)::bigint, min(due_on){counted_flags} FROM ({inner}) AS work GROUP BY GROUPING SETS"
            " ((plan_id, task_id, quarter, status, is_due), (unit_id, status, is_due), ())"
        ),
        of_them + values,
    )
