"""From the draft of a reading to the columns of plan, task and partners."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.kernel.text import fold
from cchc.plans.models import Plan, Task
from cchc.plans.queries.offsets import due_after
from cchc.plans.queries.parameters import parameters
from cchc.plans.rules.draft import Draft, Row
from cchc.plans.rules.offsets import starts_at_issue
from cchc.plans.rules.timing import target_by

_SMALL = 32_767
WORDS = ("bases", "duties", "organisation", "recipients", "signatory")


def of_plan(draft: Draft) -> dict[str, Any]:
    """Return the columns of ``Plan`` that the document decides."""
    issued_on = dt.date.fromisoformat(draft["issued_on"])
    found = parameters(issued_on)
    return {
        **{name: draft[name] or "" for name in ("number", "place", "issuer", "title")},
        "issued_on": issued_on,
        "year": draft["year"],
        "frame": {name: draft[name] for name in WORDS},
        "target_by": target_by(issued_on, draft["year"], found.target_month, found.target_days),
    }


def of_task(plan: Plan, row: Row, position: int) -> dict[str, Any]:
    """Return the columns of ``Task`` that a row decides, all but plan, group and parent.

    Days counted from the issuing of the plan end on a day that is known at once.
    """
    schedule, budget, source = row["schedule"], row["budget"], row["source"]
    return {
        **{name: row[name] for name in ("code", "title", "products", "lead", "partners", "funding", "note")},
        "position": position,
        "schedule_kind": schedule["kind"],
        "schedule_text": schedule["text"],
        "start_on": _day(schedule["start"]),
        "end_on": _day(schedule["end"]) or _after_issue(plan, schedule),
        "rrule": schedule["rrule"] or "",
        "event": schedule["event"] or "",
        "offset_days": schedule.get("offset_days"),
        "offset_unit": schedule.get("offset_unit") or "",
        "budget_kind": budget["kind"],
        "budget_text": budget["text"],
        "amount": budget["amount"],
        "per": budget["per"] or "",
        "count": budget["count"],
        "total": budget["total"],
        "source_page": _small(source["page"]),
        "source_row": _small(source["row"]),
        "folded": searched(row),
    }


def searched(row: Mapping[str, Any]) -> str:
    """Return the text in which a task is found: code, title, products and who leads it."""
    return fold(" ".join([row["code"], row["title"], *row["products"], row["lead"]["text"], row["partners"]["text"]]))


def new_task(plan: Plan, group_id: int, row: Row, position: int) -> Task:
    """Return a task, not saved, and without the row above it."""
    return Task(plan=plan, group_id=group_id, **of_task(plan, row, position))


def _after_issue(plan: Plan, schedule: Mapping[str, Any]) -> dt.date | None:
    days = schedule.get("offset_days")
    if schedule["kind"] != "event" or days is None or not starts_at_issue(schedule["event"] or ""):
        return None
    return due_after(plan.issued_on, days, schedule["offset_unit"], plan.unit_id).due_on


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _small(number: int | None) -> int | None:
    return number if number is not None and number <= _SMALL else None
