"""What may be allowed: periodic reports."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS, WORKERS, Role
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "reports",
    Right("report.read", _("Xem báo cáo định kỳ"), READERS),
    Right("report.write", _("Lập báo cáo định kỳ"), WORKERS),
    Right("report.sign", _("Ký báo cáo định kỳ"), DECIDERS),
    Right("report.receive", _("Nhận, trả lại báo cáo của cấp dưới"), DECIDERS),
    Right("report.outline", _("Sửa đề cương báo cáo"), (Role.OFFICE,)),
)
