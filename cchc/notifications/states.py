"""What people are told of, by which channel, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    REMINDER = "reminder", _("Nhắc hạn")
    URGING = "urging", pgettext_lazy("noun", "Đôn đốc")
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
    TO_SIGN = "to_sign", _("Báo cáo trình ký")
    TO_SEND = "to_send", _("Báo cáo đã cấp số, chờ gửi")
    REOPENED = "reopened", _("Báo cáo đưa về soạn lại")
    CALLED_BACK = "called_back", _("Báo cáo được đơn vị rút lại")
    SECTION = "section", _("Được giao viết mục báo cáo")
    EXTENSION = "extension", _("Đề nghị gia hạn chờ quyết định")
    CANCELLED = "cancelled", _("Việc được hủy")
    RESTORED = "restored", _("Việc được giao lại")
    DECLINED = "declined", _("Đơn vị không đăng ký việc")
    CHANGED = "changed", _("Việc được điều chỉnh")
    EVENT_DAY = "event_day", _("Ngày phát sinh, hạn tính từ đó")
    DAY_SET = "day_set", _("Ngày hoàn thành được đặt thay")
    NUMBERED = "numbered", _("Báo cáo do bạn ký đã được cấp số")
    INSPECTED = "inspected", _("Sẽ được kiểm tra")
    CALLED_OFF = "called_off", _("Không tiến hành kiểm tra")
    FINDING = "finding", _("Phát hiện phải khắc phục")
    MENDED = "mended", _("Đã báo khắc phục, chờ xác nhận")
    INCOMING = "incoming", _("Văn bản đến phải giải quyết")
    INDEX_CONFIRM = "index_confirm", _("Phiếu tự chấm chờ xác nhận")
    INDEX_OPENED = "index_opened", _("Mở đợt chấm điểm, mời tự chấm")
    INDEX_APPRAISE = "index_appraise", _("Tiêu chí chờ thẩm định")
    INDEX_EXPLAIN = "index_explain", _("Đã thẩm định, mời giải trình")
    INDEX_PUBLISHED = "index_published", _("Công bố kết quả chỉ số")
    INDEX_CANCELLED = "index_cancelled", _("Hủy đợt chấm điểm")
    SIGN_INS = "sign_ins", _("Nhiều lần đăng nhập sai")


KINDS = {
    What.DUE: Kind.REMINDER,
    What.OVERDUE: Kind.REMINDER,
    What.URGED: Kind.URGING,
    What.ASSIGNED: Kind.WORK,
    What.HANDED_IN: Kind.WORK,
    What.DIFFICULTY: Kind.WORK,
    What.DELIVERED: Kind.WORK,
    What.TO_SIGN: Kind.WORK,
    What.TO_SEND: Kind.WORK,
    What.REOPENED: Kind.WORK,
    What.SECTION: Kind.WORK,
    What.EXTENSION: Kind.WORK,
    What.RESTORED: Kind.WORK,
    What.CHANGED: Kind.WORK,
    What.DAY_SET: Kind.WORK,
    What.INSPECTED: Kind.WORK,
    What.FINDING: Kind.WORK,
    What.MENDED: Kind.WORK,
    What.INCOMING: Kind.WORK,
    What.INDEX_CONFIRM: Kind.WORK,
    What.INDEX_OPENED: Kind.WORK,
    What.INDEX_APPRAISE: Kind.WORK,
    What.INDEX_EXPLAIN: Kind.WORK,
}
"""What is not named here is a decision."""

OF_ANOTHER = frozenset({What.HANDED_IN, What.DIFFICULTY, What.EXTENSION, What.MENDED})
"""What carries the due day of somebody else's work: to the reader no days are counted to it."""


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
