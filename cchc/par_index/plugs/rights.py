"""What may be allowed: the index."""

from django.utils.translation import gettext_lazy as _

from cchc.accounts.types import DECIDERS, READERS, WORKERS
from cchc.kernel import rights
from cchc.kernel.rights import Right

rights.declare(
    "par_index",
    Right("index.read", _("Xem chỉ số"), READERS),
    Right("index.score", _("Tự chấm điểm"), WORKERS),
    Right("index.appraise", _("Thẩm định điểm"), WORKERS),
    Right("index.confirm", _("Xác nhận phiếu tự chấm"), DECIDERS),
    Right("index.run", _("Tổ chức đợt chấm điểm"), DECIDERS),
    Right("index.scheme", _("Soạn bộ tiêu chí"), DECIDERS),
)
