"""What people are told of, by which channel, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc.kernel.moves import Moves


class Kind(models.TextChoices):
    REMINDER = "reminder", _("Nhắc hạn")
    URGING = "urging", pgettext_lazy("noun", "Đôn đốc")
    WORK = "work", _("Việc mới")
    DECISION = "decision", _("Kết quả xử lý")


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


ENDED_BADLY = frozenset({DeliveryState.REFUSED, DeliveryState.GIVEN_UP})
"""What somebody may ask to be tried again."""

DELIVERY_MOVES = Moves(
    DeliveryState,
    {
        DeliveryState.WAITING: {DeliveryState.SENDING: ""},
        DeliveryState.SENDING: {
            DeliveryState.ACCEPTED: "",
            DeliveryState.REFUSED: "",
            DeliveryState.GIVEN_UP: "tried for as long as it is worth",
            DeliveryState.WAITING: "a server that can't be reached is tried again",
        },
        DeliveryState.REFUSED: {DeliveryState.WAITING: "somebody asks for another try, after mending the address"},
        DeliveryState.GIVEN_UP: {DeliveryState.WAITING: "somebody asks for another try"},
    },
)
