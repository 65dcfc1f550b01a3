"""A task that a unit writes into its own plan."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.rules import horizon, timing
from cchc.plans.rules.dates import Bounds
from cchc.plans.rules.occurrences import Span, spans
from cchc.plans.rules.repeating import choice_of
from cchc.plans.types import ScheduleKind, When

KINDS = ("deadline", "window", "recurring", "standing")
"""The schedules a unit may choose for itself; the vague ones are what it draws up its own plan to get rid of."""

KEPT = "kept"
"""The schedule stays as it was taken over: days counted from an event."""

_LONGEST_TITLE = 2000
_MOST_PRODUCTS = 10


@dataclass(frozen=True)
class OwnTask:
    """What the unit says of a task: the field it stands under, its product and time, and who leads it.

    ``is_meant``: it has been asked about a day far from the plan's year, and says that the day is right.
    """

    group: str
    title: str
    products: tuple[str, ...]
    lead_ids: tuple[int, ...]
    schedule_kind: str = "deadline"
    start_on: dt.date | None = None
    end_on: dt.date | None = None
    rule: str = ""
    is_meant: bool = False

    @property
    def keeps_schedule(self) -> bool:
        return self.schedule_kind == KEPT

    @property
    def rrule(self) -> str:
        return self.rule if self.schedule_kind == "recurring" else ""

    @property
    def schedule(self) -> When:
        """Return the schedule in the form of a reading, which the rules of timing check."""
        kind = cast(ScheduleKind, self.schedule_kind)  # what the form offers; ``check`` refuses anything else
        return When("", kind, self.start_on, self.end_on, self.rrule or None)


def check(task: OwnTask, bounds: Bounds, below: frozenset[int], stored_rule: str = "") -> None:
    """Refuse a task without title, product or lead, one led from outside the unit, and one that ends after the year.

    ``below`` holds the unit of the plan and every unit under it; ``bounds.ends_on`` is the due day of the assignment
    that the task carries out, if any. A recurrence is one of the choices (``rules.repeating``), or ``stored_rule``.
    """
    if not task.title or len(task.title) > _LONGEST_TITLE:
        raise Refusal("Hãy ghi nội dung nhiệm vụ, không quá %(most)s ký tự.", "title", most=_LONGEST_TITLE)
    if not task.group:
        raise Refusal("Hãy chọn hoặc ghi lĩnh vực của nhiệm vụ.", "group")
    if not task.products or len(task.products) > _MOST_PRODUCTS:
        raise Refusal(
            "Hãy ghi sản phẩm của nhiệm vụ, mỗi dòng một sản phẩm, nhiều nhất %(most)s.",
            "products",
            most=_MOST_PRODUCTS,
        )
    if not task.lead_ids:
        raise Refusal("Hãy chọn đơn vị chủ trì.", "leads")
    if not below.issuperset(task.lead_ids):
        raise Refusal("Chỉ giao được cho chính đơn vị và các đơn vị trực thuộc.", "leads")
    if not task.keeps_schedule:
        _check_schedule(task, bounds, stored_rule)


def _check_schedule(task: OwnTask, bounds: Bounds, stored_rule: str) -> None:
    if task.schedule_kind not in KINDS:
        raise Refusal("Hãy chọn loại thời gian.", "schedule_kind")
    if task.schedule_kind == "recurring" and choice_of(task.rule) is None and task.rule not in {stored_rule} - {""}:
        raise Refusal("Hãy chọn chu kỳ.", "every")
    timing.check(task.schedule)
    if not task.is_meant and (day := horizon.far_day(task.start_on, None, bounds.year, bounds.title)):
        raise Refusal(
            "Ngày %(day)s cách xa năm %(year)s của kế hoạch: hãy xem lại; nếu đúng là ngày ấy, đánh dấu ở ô bên dưới.",
            "start_on",
            day=day,
            year=bounds.year,
        )
    if task.end_on and task.end_on > bounds.latest:
        raise Refusal("Ngày kết thúc muộn nhất là %(latest)s.", "end_on", latest=bounds.latest)
    if task.end_on and task.end_on < bounds.issued_on:
        raise Refusal("Ngày kết thúc không thể trước ngày %(issued_on)s.", "end_on", issued_on=bounds.issued_on)


def periods(
    kind: str,
    rrule: str,
    start_on: dt.date | None,
    end_on: dt.date | None,
    year: int,
    issued_on: dt.date | None = None,
) -> list[Span]:
    """Return the periods of a task; none where it does not recur, and none that were due before the plan was issued."""
    if kind != "recurring":
        return []
    whole = Period.year(year)
    first = start_on or whole.start
    all_of_year = spans(rrule, Period.of_days(first, max(end_on or whole.last_day, first)))
    if issued_on is None:
        return all_of_year
    return [Span(max(span.start, issued_on), span.due) for span in all_of_year if span.due >= issued_on]
