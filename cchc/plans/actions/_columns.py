"""From the draft of a reading to the columns of plan, task and partners."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cchc.kernel.text import fold
from cchc.plans.models import Plan, Task
from cchc.plans.queries.offsets import due_after
from cchc.plans.queries.parameters import parameters
from cchc.plans.rules.draft import Draft
from cchc.plans.rules.draft import Task as Row
from cchc.plans.rules.offsets import starts_at_issue
from cchc.plans.rules.timing import target_by
from cchc.plans.types import When, plain

_SMALL = 32_767
_SAME = ("code", "title", "products", "lead", "partners", "funding", "note")
WORDS = ("bases", "duties", "organisation", "recipients", "signatory")


def of_plan(draft: Draft) -> dict[str, Any]:
    """Return the columns of ``Plan`` that the document decides; its day and its year are known."""
    if draft.issued_on is None or draft.year is None:
        raise ValueError("a plan without its day or its year can't be adopted")
    found = parameters(draft.issued_on)
    return {
        **{name: getattr(draft, name) for name in ("number", "issued_on", "place", "issuer", "title", "year")},
        "frame": {name: plain(getattr(draft, name)) for name in WORDS},
        "target_by": target_by(draft.issued_on, draft.year, found.target_month, found.target_days),
    }


def of_task(plan: Plan, row: Row, position: int) -> dict[str, Any]:
    """Return the columns of ``Task`` that a row decides, all but plan, group and parent.

    Days counted from the issuing of the plan end on a day that is known at once.
    """
    schedule, budget = row.schedule, row.budget
    return {
        **{name: plain(getattr(row, name)) for name in _SAME},
        "position": position,
        "schedule_kind": schedule.kind,
        "schedule_text": schedule.text,
        "start_on": schedule.start,
        "end_on": schedule.end or _after_issue(plan, schedule),
        "rrule": schedule.rrule or "",
        "event": schedule.event or "",
        "offset_days": schedule.offset_days,
        "offset_unit": schedule.offset_unit or "",
        "budget_kind": budget.kind,
        "budget_text": budget.text,
        "amount": budget.amount,
        "per": budget.per or "",
        "count": budget.count,
        "total": budget.total,
        "source_page": _small(row.source.page),
        "source_row": _small(row.source.row),
        "folded": searched(row.code, row.title, row.products, row.lead.text, row.partners.text),
    }


def searched(code: str, title: str, products: Iterable[str], lead: str, partners: str = "") -> str:
    """Return the text in which a task is found: code, title, products and who leads it or takes part, in words."""
    return fold(" ".join([code, title, *products, lead, partners]))


def new_task(plan: Plan, group_id: int, row: Row, position: int) -> Task:
    """Return a task, not saved, and without the row above it."""
    return Task(plan=plan, group_id=group_id, **of_task(plan, row, position))


def _after_issue(plan: Plan, schedule: When) -> dt.date | None:
    days, unit = schedule.offset_days, schedule.offset_unit
    if schedule.kind != "event" or days is None or unit is None or not starts_at_issue(schedule.event or ""):
        return None
    return due_after(plan.issued_on, days, unit, plan.unit_id).due_on


def _small(number: int | None) -> int | None:
    return number if number is not None and number <= _SMALL else None
