"""What a report still lacks before it is sent: said to whoever sends it, who may send it all the same."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cchc.documents.actions import looking
from cchc.documents.queries import registers
from cchc.documents.types import Proof
from cchc.reports.models import Report, Step
from cchc.reports.queries import whole
from cchc.reports.queries.whole import Whole
from cchc.reports.states import ReportState
from cchc.ui.reader import date as said_day

_NAMED = 5
ABOUT = "reports.report:"


def proof(report: Report, today: dt.date) -> Proof | None:
    """Return what the signatures of the latest signed file of a report come to, if any; at most 3 queries."""
    issued = registers.issued_about(f"{ABOUT}{report.pk}")
    signed = [file for file in issued.files if file.is_signed] if issued else []
    return looking.proofs(signed[-1:], today)[signed[-1].id] if signed else None


def is_approved(report: Report) -> bool:
    """Tell whether the signer gave the number in person; 1 query."""
    step = Step.objects.filter(report=report, state=ReportState.NUMBERED).order_by("-at", "-pk").first()
    return step is not None and step.by_id is not None and step.by_id == report.signer_id


def unfinished(report: Report, today: dt.date, known: Whole | None = None) -> list[str]:
    """Return a sentence for each thing that a report lacks before its number is taken.

    The outline must be loaded; ``known`` saves reading again.
    """
    found = known or whole.whole(report)
    said = []
    if today <= report.last_on:
        left = (report.last_on - today).days + 1
        said.append(
            ngettext(
                "Kỳ báo cáo chưa kết thúc: số liệu tính đến hết ngày %(day)s, còn %(n)d ngày.",
                "Kỳ báo cáo chưa kết thúc: số liệu tính đến hết ngày %(day)s, còn %(n)d ngày.",
                left,
            )
            % {"day": said_day(report.last_on), "n": left}
        )
    if found.units_sent < found.units_below:
        numbers = {"n": found.units_below - found.units_sent, "m": found.units_below}
        said.append(
            _("%(n)d/%(m)d đơn vị cấp dưới chưa gửi: số liệu của các đơn vị này không có trong báo cáo.") % numbers
        )
    empty = [part.of.title for part in found.parts if part.is_empty]
    if empty:
        said.append(_("Mục chưa viết: %(names)s.") % {"names": _listed(empty)})
    blank = [figure.of.title for part in found.parts for figure in part.figures if figure.is_missing]
    if blank:
        said.append(_("Số liệu chưa có: %(names)s.") % {"names": _listed(blank)})
    return said


def lacks(report: Report, today: dt.date, known: Whole | None = None) -> list[str]:
    """Return a sentence for each thing that is missing before a report is sent: ``unfinished``, and the signature."""
    said = unfinished(report, today, known)
    signed = proof(report, today)
    if signed is not None and signed.state != "valid":
        names = ", ".join(signed.names) or "–"
        said.append(
            _("Chữ ký số của văn bản (ghi tên %(names)s) không đúng, hoặc tệp đã bị sửa sau khi ký.") % {"names": names}
            if signed.state == "broken"
            else _("Có tệp ký (ghi tên %(names)s) nhưng chưa kiểm tra được chữ ký số.") % {"names": names}
        )
    if signed is None and not is_approved(report):
        name = report.signer.full_name if report.signer else _("người ký")
        said.append(
            _("Văn bản mới được cấp số, chưa thấy bản ký số: bản giấy phải có chữ ký của %(name)s.") % {"name": name}
        )
    return said


def _listed(names: list[str]) -> str:
    more = _(" và %(n)d mục nữa") % {"n": len(names) - _NAMED} if len(names) > _NAMED else ""
    return "; ".join(names[:_NAMED]) + more
