"""The kinds of message about periodic reports."""

from django.utils.translation import gettext_lazy as _

from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(
    Told("delivered", _("Báo cáo gửi đến"), "work", urgency=6),
    Told("accepted", _("Báo cáo được chấp nhận"), tone="done"),
    Told("to_sign", _("Báo cáo trình ký"), "work"),
    Told("to_send", _("Báo cáo đã cấp số, chờ gửi"), "work"),
    Told("reopened", _("Báo cáo đưa về soạn lại"), "work"),
    Told("called_back", _("Báo cáo được đơn vị rút lại")),
    Told("section", _("Được giao viết mục báo cáo"), "work"),
    Told("numbered", _("Báo cáo do bạn ký đã được cấp số")),
)
