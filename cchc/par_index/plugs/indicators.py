"""What the index offers upwards: a district's communes, so that its result rolls up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cchc.kernel import indicators
from cchc.kernel.indicators import Indicator, Line
from cchc.par_index.queries import rolled_up


def _line(record: rolled_up.Scored) -> Line:
    url = reverse("par_index:sheet", args=[record.sheet_id])
    return Line(f"{record.name}: {record.shown}", url, record.last_on)


def _points(number: int) -> str:
    return ngettext("điểm", "điểm", number)


indicators.register(
    Indicator(
        "par_index.index_below",
        _("Chỉ số cải cách hành chính bình quân của các đơn vị trực thuộc"),
        _points,
        "mean",
        rolled_up.measure,
        rolled_up.records,
        _line,
    )
)
