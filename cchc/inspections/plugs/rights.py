"""What may be allowed: inspections."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS, WORKERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "inspections",
    Right("inspection.read", _("Xem cuộc kiểm tra"), READERS),
    Right("inspection.write", _("Lập kế hoạch và tiến hành kiểm tra"), DECIDERS),
    Right("inspection.answer", _("Báo khắc phục phát hiện"), WORKERS),
)
