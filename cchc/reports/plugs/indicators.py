"""What reports offer to the index: whether units report, and in time."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import titles
from cchc.kernel import indicators
from cchc.kernel.indicators import Indicator, Line
from cchc.reports.queries import measures
from cchc.reports.queries.measures import Owed


def _line(record: Owed) -> Line:
    url = reverse("reports:report", args=[record.report_id]) if record.report_id else ""
    return Line(titles.said(record.term.name), url, record.sent_on or record.due_on)


indicators.register(
    Indicator(
        "reports.sent",
        _("Tỷ lệ báo cáo định kỳ đã gửi"),
        indicators.percent,
        "ratio",
        measures.sent,
        measures.records,
        _line,
    )
)
indicators.register(
    Indicator(
        "reports.sent_on_time",
        _("Tỷ lệ báo cáo định kỳ gửi đúng hạn"),
        indicators.percent,
        "ratio",
        measures.sent_on_time,
        measures.records_on_time,
        _line,
    )
)
