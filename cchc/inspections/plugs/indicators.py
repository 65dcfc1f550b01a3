"""What inspections offer to reports and the index."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cchc.inspections.queries import inspections as queries
from cchc.kernel import clock, indicators
from cchc.kernel.indicators import Fraction, Indicator, Line, Part
from cchc.kernel.period import Period


def _unit(record: Any) -> Line:
    """Tell of a unit when it was last inspected, and how often where that was not once."""
    if not record.visits:
        words = _("%(unit)s: chưa kiểm tra trong kỳ") % {"unit": record.name}
        return Line(words, reverse("organisation:unit", args=[record.slug]))
    last, held_on = record.visits[-1]
    often = len(record.visits)
    name = record.name if often == 1 else _("%(unit)s (%(n)d lần kiểm tra)") % {"unit": record.name, "n": often}
    return Line(name, reverse("inspections:visit", args=[last]), held_on)


def _finding(record: Any) -> Line:
    return Line(record.text[:160], reverse("inspections:finding", args=[record.pk]), record.due_on)


def _findings_mended(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    return queries.findings_mended(unit_ids, period, clock.today())


def _mended(unit_id: int, period: Period, part: Part) -> QuerySet[Any]:
    return queries.mended(unit_id, period, part, clock.today())


indicators.register(
    Indicator(
        "inspections.units_inspected",
        gettext_lazy("Tỷ lệ sở, ngành, địa phương cấp dưới được kiểm tra"),
        indicators.percent,
        "ratio",
        queries.units_inspected,
        queries.inspected,
        _unit,
    )
)
indicators.register(
    Indicator(
        "inspections.findings_mended",
        gettext_lazy("Tỷ lệ phát hiện qua kiểm tra được khắc phục đúng hạn"),
        indicators.percent,
        "ratio",
        _findings_mended,
        _mended,
        _finding,
    )
)
