"""The kinds of message about the index."""

from django.utils.translation import gettext_lazy as _

from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(
    Told("index_confirm", _("Phiếu tự chấm chờ xác nhận"), "work"),
    Told("index_opened", _("Mở đợt chấm điểm, mời tự chấm"), "work"),
    Told("index_appraise", _("Tiêu chí chờ thẩm định"), "work"),
    Told("index_explain", _("Đã thẩm định, mời giải trình"), "work"),
    Told("index_published", _("Công bố kết quả chỉ số")),
    Told("index_cancelled", _("Hủy đợt chấm điểm")),
)
