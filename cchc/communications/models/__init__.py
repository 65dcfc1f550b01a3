"""The communication register: what was published where, and how much was planned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.communications.states import Channel
from cchc.kernel.folding import FoldedField


class Norm(models.Model):
    """How many items an assignment needs: in each of its periods, or in all where it has none."""

    assignment = models.OneToOneField(
        "plans.Assignment", models.CASCADE, related_name="+", verbose_name=_("Việc của kế hoạch")
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    channel = models.CharField(_("Kênh thường dùng"), max_length=12, choices=Channel.choices, blank=True)
    needed = models.PositiveSmallIntegerField(_("Số tin, bài mỗi kỳ"))

    class Meta:
        verbose_name = verbose_name_plural = _("Định mức truyền thông")
        constraints = [models.CheckConstraint(condition=Q(needed__gte=1, needed__lte=500), name="norm_needed")]

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.needed}"


class Item(models.Model):
    """Something that was published; struck out with a reason, never deleted."""

    held_by = ("norm",)

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    norm = models.ForeignKey(Norm, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Việc"))
    channel = models.CharField(_("Kênh"), max_length=12, choices=Channel.choices)
    title = models.CharField(_("Tên tin, bài, hoạt động"), max_length=300)
    author = models.CharField(_("Người thực hiện"), max_length=200, blank=True)
    outlet = models.CharField(_("Nơi đăng, phát, tổ chức"), max_length=200)
    published_on = models.DateField(_("Ngày"))
    url = models.URLField(_("Liên kết"), max_length=500, blank=True)
    reach = models.PositiveIntegerField(_("Lượt xem, người dự"), null=True, blank=True)
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True)
    file_name = models.CharField(_("Tên tệp"), max_length=200, blank=True)
    media_type = models.CharField(_("Loại tệp"), max_length=120, blank=True)
    sha256 = models.CharField(_("Mã băm SHA-256"), max_length=64, blank=True)
    file = models.ForeignKey(
        "kernel.File", models.PROTECT, null=True, related_name="+", verbose_name=_("Tệp trong kho")
    )
    struck_reason = models.CharField(_("Lý do hủy dòng ghi"), max_length=500, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("Vào sổ lúc"))
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("title", "author", "outlet", "note")

    class Meta:
        verbose_name = verbose_name_plural = _("Tin, bài, hoạt động")
        constraints = [
            models.UniqueConstraint(
                "unit", "channel", "title", "published_on", condition=Q(struck_reason=""), name="item_once"
            )
        ]
        indexes = [models.Index(fields=["unit", "-published_on"], name="item_register")]

    def __str__(self) -> str:
        return self.title
