"""What the operations answer and take, for the OpenAPI document and for checking what comes in."""

import datetime as dt
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

Words = Annotated[str, Field(min_length=1, max_length=5000)]


class PlanOut(Schema):
    id: int
    number: str
    title: str
    year: int
    issued_on: dt.date
    issuer: str
    state: str
    parent: int | None
    is_demo: bool


class CountsOut(Schema):
    """How many assignments have each status; ``total`` is without the cancelled ones.

    ``due`` have fallen due by the day, ``due_done`` of them are done.
    """

    total: int
    done: int
    due: int
    due_done: int
    late: int
    at_risk: int
    awaiting: int
    by_status: dict[str, int]


class GroupOut(Schema):
    id: int
    no: str
    title: str
    tasks: int
    planned: int
    spent: int
    counts: CountsOut


class OverviewOut(Schema):
    """The figures of a plan in the caller's scope; money in đồng."""

    plan: int
    as_of: dt.date
    counts: CountsOut
    units: int
    late_units: int
    dates_open: int
    difficulties: int
    planned: int
    lump_sums: int
    spent: int
    groups: list[GroupOut]


class TaskOut(Schema):
    id: int
    plan: int
    group: int
    code: str
    title: str
    products: list[str]
    lead: dict[str, Any]
    partners: dict[str, Any]
    schedule: dict[str, Any]
    budget: dict[str, Any]
    funding: str
    note: str


class AssignmentOut(Schema):
    """One unit's share of a task; ``status`` is derived on the day of the answer."""

    id: int
    plan: int
    task: int
    code: str
    title: str
    unit: int
    status: str
    due_on: dt.date | None
    days_late: int
    percent: int
    spent: int
    target_on: dt.date | None
    registered_on: dt.date | None
    event_on: dt.date | None
    extended_to: dt.date | None
    done_on: dt.date | None
    is_blocked: bool
    is_optional: bool
    reported_at: dt.datetime | None


class ReportOut(Schema):
    id: int
    assignment: int
    occurrence: int | None
    percent: int
    done_text: str
    product: str
    reference_number: str
    reference_date: dt.date | None
    spent: int
    reported_at: dt.datetime
    state: str
    reason: str


class DifficultyOut(Schema):
    id: int
    assignment: int
    text: str
    at_unit: int
    state: str
    raised_at: dt.datetime
    answer: str
    answered_at: dt.datetime | None


class ReportIn(Schema):
    """A report; at 100 % it needs a product: a document by number and date (files go through the page).

    Where the percentage follows from the unit's own plan, none is said except 100.
    """

    percent: Annotated[int, Field(ge=0, le=100)] | None = None
    done_text: Words
    reference_number: Annotated[str, Field(max_length=60)] = ""
    reference_date: dt.date | None = None
    spent: Annotated[int, Field(ge=0, le=10**13)] = 0
    occurrence: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None


class EventIn(Schema):
    """The day of the event from which the task counts its days."""

    day: dt.date


class EventCorrectionIn(EventIn):
    """Another day than the unit recorded, and why."""

    reason: Annotated[str, Field(max_length=2000)]


class EventOut(Schema):
    """The due day that follows, and the public holidays passed over in counting working days."""

    due_on: dt.date
    holidays: list[dt.date]


class TargetIn(Schema):
    day: dt.date
    reason: Annotated[str, Field(max_length=2000)] = ""


class WordsIn(Schema):
    """A sentence or more: the reason, the difficulty, the answer."""

    text: Words


class ExtensionIn(Schema):
    day: dt.date
    reason: Words


class MadeOut(Schema):
    """The number of what was made."""

    id: int


class DoneOut(Schema):
    done: bool
