"""What people are told of, by which channel, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REMINDER = "reminder", _("Nhắc hạn")
    URGING = "urging", _("Đôn đốc")
    WORK = "work", _("Việc mới")
    DECISION = "decision", _("Kết quả xử lý")


class What(models.TextChoices):
    DUE = "due", _("Sắp đến hạn")
    OVERDUE = "overdue", _("Đã quá hạn")
    URGED = "urged", _("Được đôn đốc")
    ASSIGNED = "assigned", _("Được giao việc")
    HANDED_IN = "handed_in", _("Sản phẩm chờ xác nhận")
    CONFIRMED = "confirmed", _("Được xác nhận")
    RETURNED = "returned", _("Bị trả lại")
    DIFFICULTY = "difficulty", _("Vướng mắc chờ trả lời")
    ANSWERED = "answered", _("Vướng mắc được trả lời")
    EXTENDED = "extended", _("Được gia hạn")
    NOT_EXTENDED = "not_extended", _("Không được gia hạn")
    DELIVERED = "delivered", _("Báo cáo gửi đến")
    ACCEPTED = "accepted", _("Báo cáo được chấp nhận")
    INDEX_OPENED = "index_opened", _("Mở đợt chấm điểm, mời tự chấm")
    INDEX_APPRAISE = "index_appraise", _("Tiêu chí chờ thẩm định")
    INDEX_EXPLAIN = "index_explain", _("Đã thẩm định, mời giải trình")
    INDEX_PUBLISHED = "index_published", _("Công bố kết quả chỉ số")
    INDEX_CANCELLED = "index_cancelled", _("Hủy đợt chấm điểm")


KINDS = {
    What.DUE: Kind.REMINDER,
    What.OVERDUE: Kind.REMINDER,
    What.URGED: Kind.URGING,
    What.ASSIGNED: Kind.WORK,
    What.HANDED_IN: Kind.WORK,
    What.DIFFICULTY: Kind.WORK,
    What.DELIVERED: Kind.WORK,
    What.INDEX_OPENED: Kind.WORK,
    What.INDEX_APPRAISE: Kind.WORK,
    What.INDEX_EXPLAIN: Kind.WORK,
}
"""What is not named here is a decision."""


class Channel(models.TextChoices):
    MAIL = "mail", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    ZALO = "zalo", _("Zalo")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    ACCEPTED = "accepted", _("Máy chủ nơi nhận đã nhận")
    REFUSED = "refused", _("Nơi nhận từ chối")
    GIVEN_UP = "given_up", _("Không gửi được, đã ngừng")
