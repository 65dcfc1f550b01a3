"""What the communication register offers to reports and the index."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cchc.communications.queries import measures
from cchc.communications.queries.measures import Filled
from cchc.kernel import indicators
from cchc.kernel.indicators import Indicator, Line


def _line(record: Any) -> Line:
    return Line(record.title, reverse("communications:item", args=[record.pk]), record.published_on)


def _kept_line(record: Any) -> Line:
    if not isinstance(record, Filled):
        return _line(record)
    words = _("Định mức của kỳ: cần %(needed)d, đã có %(there)d") % {"needed": record.needed, "there": record.there}
    return Line(words, reverse("plans:assignment", args=[record.assignment_id]), record.due_on)


def _items(number: int) -> str:
    return ngettext("tin, bài", "tin, bài", number)


indicators.register(
    Indicator(
        "communications.items",
        _("Số tin, bài, hoạt động truyền thông về cải cách hành chính"),
        _items,
        "count",
        measures.count,
        measures.counted,
        _line,
    )
)
indicators.register(
    Indicator(
        "communications.norms_kept",
        _("Tỷ lệ tin, bài đã thực hiện so với định mức"),
        indicators.percent,
        "ratio",
        measures.kept,
        measures.keeping,
        _kept_line,
    )
)
