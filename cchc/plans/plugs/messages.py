"""The kinds of message about work."""

from django.utils.translation import gettext_lazy as _

from cchc.notifications.queries import kinds
from cchc.notifications.types import Told

kinds.register(
    Told("assigned", _("Được giao việc"), "work"),
    Told("handed_in", _("Sản phẩm chờ xác nhận"), "work", urgency=5, of_another=True),
    Told("difficulty", _("Vướng mắc chờ trả lời"), "work", urgency=4, of_another=True),
    Told("answered", _("Vướng mắc được trả lời")),
    Told("extended", _("Được gia hạn"), tone="done"),
    Told("not_extended", _("Không được gia hạn")),
    Told("extension", _("Đề nghị gia hạn chờ quyết định"), "work", of_another=True),
    Told("cancelled", _("Việc được hủy")),
    Told("restored", _("Việc được giao lại"), "work"),
    Told("declined", _("Đơn vị không đăng ký việc")),
    Told("changed", _("Việc được điều chỉnh"), "work"),
    Told("event_day", _("Ngày phát sinh, hạn tính từ đó")),
    Told("day_set", _("Ngày hoàn thành được đặt thay"), "work"),
)
