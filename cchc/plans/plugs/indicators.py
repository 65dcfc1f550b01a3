"""What plans offer to reports and the index: each figure with the list behind it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cchc.kernel import clock, indicators
from cchc.kernel.indicators import Fraction, Indicator, Line, Part, percent
from cchc.kernel.period import Period
from cchc.plans.queries import measures


def _of(name: str) -> tuple[Any, Any]:
    def measure(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
        return measures.measure(name, unit_ids, period, clock.today())

    def records(unit_id: int, period: Period, part: Part) -> QuerySet[Any]:
        return measures.records(name, unit_id, period, part, clock.today())

    return measure, records


def _tasks(number: int) -> str:
    return ngettext("việc", "việc", number)


def _difficulties(number: int) -> str:
    return ngettext("vướng mắc", "vướng mắc", number)


def _line(record: Any) -> Line:
    url = reverse("plans:assignment", args=[record.pk])
    return Line(f"{record.task.code} {record.task.title}", url, record.due_on)


for _name, _label in {
    "tasks_done": _("Tỷ lệ việc đến hạn đã hoàn thành"),
    "tasks_done_on_time": _("Tỷ lệ việc đến hạn hoàn thành đúng hạn"),
    "tasks_reported": _("Tỷ lệ việc đến hạn có báo cáo"),
}.items():
    _measure, _records = _of(_name)
    indicators.register(Indicator(f"plans.{_name}", _label, percent, "ratio", _measure, _records, _line))


def _plan_line(record: Any) -> Line:
    return Line(str(record), reverse("plans:dashboard", args=[record.pk]), record.issued_on)


def _difficulty_line(record: Any) -> Line:
    raised = clock.day_of(record.raised_at)
    return Line(record.text, reverse("plans:difficulty", args=[record.pk]), raised)


indicators.register(
    Indicator(
        "plans.own_plans_issued", _("Tỷ lệ kế hoạch riêng đã ban hành so với số kế hoạch cấp trên giao việc"),
        percent, "ratio", measures.own_plans, measures.own_plan_records, _plan_line,
    )
)  # fmt: skip
indicators.register(
    Indicator(
        "plans.difficulties_answered", _("Tỷ lệ vướng mắc của đơn vị đã được trả lời"), percent, "ratio",
        measures.difficulties_answered, measures.difficulty_records, _difficulty_line,
    )
)  # fmt: skip

# Over the year of a plan, whatever falls due when.
for _name, _label, _unit, _kind in (
    ("year_done", _("Tỷ lệ việc cả năm đã hoàn thành"), percent, "ratio"),
    ("tasks_given", _("Số việc được giao trong năm"), _tasks, "count"),
    ("tasks_late", _("Số việc đang trễ"), _tasks, "count"),
    ("dates_owed", _("Số việc quá hạn đăng ký ngày hoàn thành"), _tasks, "count"),
    ("dates_registered_late", _("Tỷ lệ việc đăng ký thời hạn muộn"), percent, "ratio"),
    ("dates_open", _("Số việc chưa đăng ký ngày hoàn thành, còn trong hạn đăng ký"), _tasks, "count"),
):
    _measure, _records = _of(_name)
    indicators.register(Indicator(f"plans.{_name}", _label, _unit, _kind, _measure, _records, _line))  # type: ignore[arg-type]


def _difficulties_open(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    return measures.difficulties_open(unit_ids, period, clock.today())


def _open_difficulties(unit_id: int, period: Period, part: Part) -> QuerySet[Any]:
    return measures.open_difficulty_records(unit_id, period, part, clock.today())


indicators.register(
    Indicator(
        "plans.difficulties_open", _("Số vướng mắc chờ giải quyết"), _difficulties, "count",
        _difficulties_open, _open_difficulties, _difficulty_line,
    )
)  # fmt: skip
