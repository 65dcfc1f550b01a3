"""What inspections offer to reports and the index."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inspections.queries import inspections as queries
from cchc.kernel import clock, indicators
from cchc.kernel.indicators import Fraction, Indicator, Line, Part
from cchc.kernel.period import Period
from cchc.organisation import queries as organisation


def _visit(record: Any) -> Line:
    if isinstance(record, queries.UnitBelow):
        return Line(record.name, reverse("organisation:unit", args=[record.slug]))
    name = organisation.full_names([record.target_id], record.held_on)[record.target_id]
    return Line(name, reverse("inspections:visit", args=[record.pk]), record.held_on)


def _finding(record: Any) -> Line:
    return Line(record.text[:160], reverse("inspections:finding", args=[record.pk]), record.due_on)


def _findings_mended(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    return queries.findings_mended(unit_ids, period, clock.today())


def _mended(unit_id: int, period: Period, part: Part) -> QuerySet[Any]:
    return queries.mended(unit_id, period, part, clock.today())


indicators.register(
    Indicator(
        "inspections.units_inspected",
        _("Tỷ lệ đơn vị trực thuộc được kiểm tra"),
        _("%"),
        "ratio",
        queries.units_inspected,
        queries.inspected,
        _visit,
    )
)
indicators.register(
    Indicator(
        "inspections.findings_mended",
        _("Tỷ lệ phát hiện qua kiểm tra được khắc phục đúng hạn"),
        _("%"),
        "ratio",
        _findings_mended,
        _mended,
        _finding,
    )
)
