"""A small province with a plan, for the tests of work: real rows in the real database."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cchc.accounts.models import User
from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor, attributed
from cchc.organisation.models import Unit, UnitVersion
from cchc.plans.models import Assignment, Occurrence, Plan, Task, TaskGroup
from cchc.plans.rules.facts import Basis, Planned, derive

SETUP = Actor(None, "Thử nghiệm", "test")
ISSUED = dt.date(2018, 12, 6)
MARCH = dt.date(2019, 3, 1)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    """Return a moment of that day, local time."""
    return dt.datetime.combine(day, dt.time(hour), ZONE)


def actor(user: User) -> Actor:
    return Actor(user.pk, user.full_name, "test")


@dataclass
class Case:
    """Province P over departments and a district H with two communes; a plan of P with one task."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    plan: Plan = None  # type: ignore[assignment]
    group: TaskGroup = None  # type: ignore[assignment]

    @classmethod
    def make(cls) -> "Case":
        case = cls()
        with attributed(SETUP):
            for key, name, level, parent in UNITS:
                case._unit(key, name, level, parent)
            for name, unit in PEOPLE.items():
                case.people[name] = User.objects.create(username=name, full_name=name.title(), unit=case.units[unit])
            case.plan = Plan.objects.create(
                unit=case.units["P"],
                number="272/KH-UBND",
                issued_on=ISSUED,
                issuer="Ủy ban nhân dân tỉnh",
                title="Cải cách hành chính năm 2019",
                year=2019,
                state="adopted",
            )
            case.group = TaskGroup.objects.create(plan=case.plan, no="1", title="Tuyên truyền", position=1)
        return case

    def _unit(self, key: str, name: str, level: str, parent: str | None) -> None:
        unit = Unit.objects.create(slug=f"thu-{key.lower()}")
        UnitVersion.objects.create(
            unit=unit,
            code=f"T{key}",
            name=name,
            official_name=name,
            short=name,
            level=level,
            kind=level,
            parent=self.units[parent] if parent else None,
            valid_from=dt.date(2000, 1, 1),
            sort_key=name,
            folded=name,
        )
        self.units[key] = unit

    def task(self, **columns: Any) -> Task:
        number = Task.objects.filter(plan=self.plan).count() + 1
        given = {
            "code": f"1.{number}",
            "position": number,
            "title": f"Nhiệm vụ {number}",
            "products": ["Kế hoạch"],
            "schedule_kind": "undetermined",
            "budget_kind": "none",
            "folded": f"1.{number} nhiem vu {number}",
            **columns,
        }
        with attributed(SETUP):
            return Task.objects.create(plan=self.plan, group=self.group, **given)

    def assignment(self, unit: str = "S1", periods: list[tuple[dt.date, dt.date]] | None = None, **columns: Any) -> Any:
        """Return an assignment of a new task; ``periods`` are first day and due day."""
        is_optional = columns.pop("is_optional", False)
        task = self.task(**columns)
        planned = [Planned(key, due) for key, (_start, due) in enumerate(periods or [])]
        due_on = derive(Basis(ends_on=task.end_on, periods=planned)).due_on
        with attributed(SETUP):
            made = Assignment.objects.create(
                plan=self.plan, task=task, unit=self.units[unit], due_on=due_on, is_optional=is_optional
            )
            for start, due in periods or []:
                Occurrence.objects.create(assignment=made, start_on=start, due_on=due)
        return made


UNITS = [
    ("P", "Tỉnh Thử", "province", None),
    ("S1", "Sở Nội vụ", "department", "P"),
    ("S2", "Sở Tài chính", "department", "P"),
    ("H", "Huyện Bến", "district", "P"),
    ("X1", "Xã Một", "commune", "H"),
    ("X2", "Xã Hai", "commune", "H"),
]
PEOPLE = {"office": "P", "office2": "P", "clerk": "S1", "head": "S1", "other": "S2", "district": "H", "commune": "X1"}
