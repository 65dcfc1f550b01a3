"""What a paper says, field by field, and where a careful clerk would ask."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str, str]
"""Code of the task (empty for the plan as a whole) and the field."""


@dataclass(frozen=True)
class Meaning:
    """Words and what they mean; ``asked`` where nobody can tell from the words alone what is to be done."""

    text: str
    value: Any = None
    asked: bool = False


NOBODY: Any = ((), (), False)
NO_TIME: Any = ("undetermined", None, None, None, None)
NO_MONEY: Any = ("none", None, None, None, None)


@dataclass
class TrueTask:
    """A task: codes and texts as written, ``lead`` (units, classes, whether a name is unknown), times and sums."""

    code: str
    title: str
    group: str = ""
    parent: str | None = None
    lead: Meaning = Meaning("", NOBODY, True)
    partners: Meaning = Meaning("", NOBODY)
    schedule: Meaning = Meaning("", NO_TIME, True)
    budget: Meaning = Meaning("", NO_MONEY)
    products: tuple[str, ...] = ()
    note: str = ""

    def values(self) -> dict[str, Any]:
        return {
            "code": self.code, "title": self.title, "parent": self.parent, "group": self.group, "lead": self.lead.value,
            "partners": self.partners.value, "schedule": self.schedule.value, "budget": self.budget.value,
            "products": self.products, "note": self.note,
        }  # fmt: skip

    def asked(self) -> set[str]:
        named = {"lead": self.lead, "partners": self.partners, "schedule": self.schedule, "budget": self.budget}
        return {name for name, meaning in named.items() if meaning.asked}


@dataclass
class Truth:
    """A plan; ``asked`` are the fields of the whole plan that must be asked."""

    number: str
    issued_on: dt.date | None
    place: str
    issuer: str
    title: str
    year: int
    post: str
    name: str
    tasks: list[TrueTask] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def values(self) -> dict[str, Any]:
        return {
            "number": self.number, "issued_on": self.issued_on, "place": self.place, "issuer": self.issuer,
            "title": self.title, "year": self.year, "signatory": (self.post, self.name),
        }  # fmt: skip
