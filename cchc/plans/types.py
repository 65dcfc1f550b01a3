"""What a signed plan says, as written and as understood: plain values without Django.

``Reading.as_json`` gives the document of ``cchc plan read --json`` (``docs/reference/plan-reading.md``). A ``Draft`` is
a reading that the office mends: its groups and tasks have keys, and what it decides stands beside what was read.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeAlias

from cchc.kernel.refusal import Refusal

ScheduleKind: TypeAlias = Literal["deadline", "window", "recurring", "standing", "event", "undetermined"]
BudgetKind: TypeAlias = Literal["money", "words", "none"]
OffsetUnit: TypeAlias = Literal["days", "working_days"]

_ONLY_WHERE_GIVEN = frozenset({"offset_days", "offset_unit", "optional", "task"})
_ONLY_WHERE_TRUE = frozenset({"blocks", "key", "last_key"})


class Standing(StrEnum):
    """Where a report stands, for rules, which know no Django; ``states.ReportState`` has the words and the moves."""

    NOTED = "noted"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class NotAPlan(Refusal):
    """The file was read and holds no plan; ``message`` is one Vietnamese sentence."""


@dataclass(frozen=True)
class Source:
    """Where a task stands in the file, both counted from one; ``None`` where the file has no pages or rows."""

    page: int | None = None
    row: int | None = None


@dataclass(frozen=True)
class Who:
    """Units by code, classes by key; ``condition`` narrows them ("có điều kiện"), ``unresolved`` are unknown names.

    ``optional`` is what the office decides about a condition: units register themselves (true) or are bound.
    """

    text: str = ""
    units: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    condition: str | None = None
    unresolved: tuple[str, ...] = ()
    optional: bool | None = None


@dataclass(frozen=True)
class When:
    """A schedule; ``start`` and ``end`` are first and last day, ``rrule`` is RFC 5545 without prefix."""

    text: str = ""
    kind: ScheduleKind = "undetermined"
    start: dt.date | None = None
    end: dt.date | None = None
    rrule: str | None = None
    event: str | None = None
    offset_days: int | None = None
    offset_unit: OffsetUnit | None = None


@dataclass(frozen=True)
class Money:
    """A budget in đồng: ``amount`` each, ``per`` what, ``count`` times where the document says so."""

    text: str = ""
    kind: BudgetKind = "none"
    amount: int | None = None
    per: str | None = None
    count: int | None = None
    total: int | None = None


@dataclass(frozen=True)
class Task:
    """A row of the table; ``parent`` is the code of the row above it in a plan with dotted codes.

    ``key`` is given in a draft: codes get mended, and a scan of a bad table gives two of the same.
    """

    code: str
    title: str
    products: tuple[str, ...] = ()
    parent: str | None = None
    lead: Who = Who()
    partners: Who = Who()
    schedule: When = When()
    budget: Money = Money()
    funding: str = ""
    note: str = ""
    source: Source = Source()
    key: str = ""


@dataclass(frozen=True)
class Group:
    no: str
    title: str
    tasks: tuple[Task, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Duty:
    """What part II says of a field in words."""

    no: str
    title: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signatory:
    authority: str = ""
    post: str = ""
    name: str = ""


@dataclass(frozen=True)
class Doubt:
    """A place a careful clerk would ask about: ``where`` is the task's code, empty for the plan as a whole.

    ``blocks``: nothing may come of the plan before somebody has answered, by mending or by saying that it is right.
    ``task`` is the key of the task in a draft.
    """

    where: str
    field: str
    why: str
    blocks: bool = False
    task: str | None = None


@dataclass(frozen=True)
class Reading:
    """A plan as it was read."""

    number: str = ""
    issued_on: dt.date | None = None
    place: str = ""
    issuer: str = ""
    title: str = ""
    year: int | None = None
    bases: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    groups: tuple[Group, ...] = ()
    organisation: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: Signatory = Signatory()
    doubts: tuple[Doubt, ...] = ()

    @property
    def tasks(self) -> Iterator[Task]:
        """Yield every task in the order of the document."""
        return (task for group in self.groups for task in group.tasks)

    def doubting(self, *doubts: Doubt) -> "Reading":
        """Return the same reading with more doubts."""
        return replace(self, doubts=self.doubts + doubts)

    def as_json(self) -> dict[str, Any]:
        """Return the fixed JSON form: ISO dates, đồng as integers, ``blocks`` and offsets only where given."""
        form: dict[str, Any] = plain(self)
        return form


@dataclass(frozen=True)
class Draft(Reading):
    """A reading with keys, as the office mends it; ``last_key`` is the highest key that a task has had."""

    last_key: int = 0


@cache
def names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass; asked once for each of thousands of tasks."""
    return tuple(field.name for field in fields(kind))


def plain(value: Any) -> Any:
    """Return a value in the JSON form of a reading."""
    if value is None or isinstance(value, str | int):  # most are: a plan may have 5,000 tasks
        return value
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((name, plain(getattr(value, name))) for name in names(type(value)))
        return {
            name: part
            for name, part in pairs
            if (part is not None or name not in _ONLY_WHERE_GIVEN) and (part or name not in _ONLY_WHERE_TRUE)
        }
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value
