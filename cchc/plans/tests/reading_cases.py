"""Readings as the reader would have left them, over the small province of ``work_cases``."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cchc.kernel.clock import ZONE
from cchc.kernel.history import Actor, attributed
from cchc.kernel.tests.kept import kept_file
from cchc.plans.actions import adoption
from cchc.plans.models import Assignment, Attachment, Plan, Reading, Task
from cchc.plans.rules import stored
from cchc.plans.tests.drafts import DAY, bearers, reading, task
from cchc.plans.tests.work_cases import SETUP, Case

NOW = dt.datetime(2018, 12, 10, 9, 0, tzinfo=ZONE)
OFFICE: dict[str, Any] = {"actor": Actor(None, "Văn phòng", "test"), "now": NOW}
RADIO, VIDEO, BOOK = (
    "Duy trì chuyên mục cải cách hành chính trên sóng phát thanh và truyền hình",
    "Xây dựng video tuyên truyền các mô hình hay về cải cách hành chính",
    "Biên soạn sổ tay hướng dẫn nghiệp vụ",
)


def led_by(*units: str, **more: Any) -> dict[str, Any]:
    """Return a lead of the small province's units: ``led_by("S1", "H")``."""
    return bearers(", ".join(units), [f"T{unit}" for unit in units], **more)


@dataclass
class Readings:
    """Makes readings for the province of a case."""

    case: Case

    def waiting(self, *tasks: dict[str, Any], plan: Plan | None = None, **more: Any) -> Reading:
        """Return an open reading of a document with these tasks."""
        said = reading(*tasks, **{"number": "9/KH-UBND", **more})
        with attributed(SETUP):
            source = Attachment.objects.create(
                name="ke-hoach.txt",
                media_type="text/plain",
                size=1,
                sha256="0" * 64,
                file=kept_file(b"x", "plans.attachment"),
                uploaded_at=NOW,
            )
            return Reading.objects.create(
                unit=self.case.units["P"],
                plan=plan,
                source=source,
                as_of=DAY,
                as_read=said,
                draft=stored.written(stored.as_read(said)),
                seconds=0.1,
                read_at=NOW,
            )

    def adopted(self, *tasks: dict[str, Any], **more: Any) -> Plan:
        return adoption.adopt(self.waiting(*tasks, **more).pk, **OFFICE)

    def correct(self, plan: Plan, *tasks: dict[str, Any], **more: Any) -> Plan:
        """Adopt a corrected document of the plan."""
        return adoption.adopt(self.waiting(*tasks, plan=plan, **more).pk, **OFFICE)


def clear(code: str, *units: str, **more: Any) -> dict[str, Any]:
    """Return a task about which nothing is doubtful."""
    return task(code, **{"lead": led_by(*(units or ("S1",))), **more})


def work(plan: Plan) -> dict[str, list[str]]:
    """Return the short names of the units with open work, by the code of the task."""
    found: dict[str, list[str]] = {t.code: [] for t in Task.objects.filter(plan=plan, withdrawn_at=None)}
    rows = Assignment.objects.filter(plan=plan, cancelled_at=None, task__withdrawn_at=None).order_by("unit_id")
    for code, slug in rows.values_list("task__code", "unit__slug"):
        found[code].append(slug.removeprefix("thu-").upper())
    return found
