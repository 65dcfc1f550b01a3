"""What left the platform: one digest a person, channel and day, and what the next server said of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cchc.notifications.models.notices import Notice
from cchc.notifications.states import DELIVERY_MOVES, Channel, DeliveryState, Kind


class Preference(models.Model):
    """What a person wants by a channel; without a row: all kinds by mail, nothing by telephone."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("Người nhận"))
    channel = models.CharField(_("Kênh"), max_length=10, choices=Channel.choices)
    kinds = ArrayField(models.CharField(max_length=10, choices=Kind.choices), default=list, blank=True)
    address = models.CharField(_("Số điện thoại"), max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Lựa chọn nhận thông báo")
        constraints = [models.UniqueConstraint("user", "channel", name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel}"


class Run(models.Model):
    """A day's reminders and digests were made: never twice."""

    day = models.DateField(_("Ngày"), primary_key=True)
    at = models.DateTimeField(_("Lúc chạy"))
    notices = models.PositiveIntegerField(_("Số thông báo"))
    deliveries = models.PositiveIntegerField(_("Số bản gửi"))

    class Meta:
        verbose_name = verbose_name_plural = _("Lần chạy nhắc hạn")

    def __str__(self) -> str:
        return str(self.day)


class Delivery(models.Model):
    """A digest on its way by a channel."""

    moves = DELIVERY_MOVES

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name=_("Người nhận"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("Đơn vị"))
    channel = models.CharField(_("Kênh"), max_length=10, choices=Channel.choices)
    day = models.DateField(_("Ngày"))
    address = models.CharField(_("Địa chỉ"), max_length=254)
    subject = models.CharField(_("Tiêu đề"), max_length=300)
    text = models.TextField(_("Nội dung"))
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("Số lần thử"), default=0)
    words = models.CharField(_("Nơi nhận trả lời"), max_length=500, blank=True)
    prepared_at = models.DateTimeField(_("Lúc lập"), db_default=Now())
    next_try_at = models.DateTimeField(_("Thử tiếp lúc"))
    ended_at = models.DateTimeField(_("Lúc có kết quả"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Bản gửi")
        constraints = [models.UniqueConstraint("user", "channel", "day", name="one_digest_a_day")]
        indexes = [
            models.Index(
                fields=["channel", "next_try_at"],
                condition=models.Q(state__in=["waiting", "sending"]),
                name="delivery_waiting",
            ),
            models.Index(fields=["-prepared_at"], name="delivery_list"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.address} {self.day}"


class Carried(models.Model):
    """A notice that went with a digest; by each channel once."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="+", verbose_name=_("Bản gửi"))
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="+", verbose_name=_("Thông báo"))
    channel = models.CharField(_("Kênh"), max_length=10, choices=Channel.choices)

    class Meta:
        verbose_name = verbose_name_plural = _("Thông báo đã gửi")
        constraints = [models.UniqueConstraint("notice", "channel", name="carried_once")]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.notice_id}"
