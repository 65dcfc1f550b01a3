"""Recorded changes: what happened to which units, on which day, by what document."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.organisation.models.units import Certainty, Unit


class ChangeKind(models.TextChoices):
    CREATE = "create", _("Thành lập")
    RENAME = "rename", _("Đổi tên, loại hoặc mã")
    MERGE = "merge", _("Sáp nhập, hợp nhất")
    SPLIT = "split", _("Chia, tách")
    MOVE = "move", _("Chuyển đơn vị cấp trên")
    ABOLISH = "abolish", _("Giải thể, kết thúc hoạt động")


class UnitChange(models.Model):
    """One change by one document; ``key`` names it in the file it came from, empty if the office recorded it."""

    key = models.CharField(max_length=500, unique=True, null=True, editable=False)  # noqa: DJ001  # NULL: not from a file
    kind = models.CharField(_("Loại thay đổi"), max_length=10, choices=ChangeKind.choices)
    effective_on = models.DateField(_("Ngày có hiệu lực"))
    legal_basis = models.CharField(_("Căn cứ"), max_length=1000)
    note = models.CharField(_("Ghi chú"), max_length=1000, blank=True)
    source = models.CharField(_("Nguồn"), max_length=500, blank=True)
    certainty = models.CharField(_("Độ tin cậy"), max_length=20, choices=Certainty.choices, default=Certainty.SOURCED)
    recorded_by = models.CharField(_("Người ghi"), max_length=200)
    recorded_at = models.DateTimeField(_("Lúc ghi"))

    class Meta:
        verbose_name = verbose_name_plural = _("Thay đổi đơn vị")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ChangeKind.values), name="unit_change_kind"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="unit_change_has_basis"),
        ]
        indexes = [models.Index(fields=["-effective_on", "-id"], name="unit_change_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on}"


class Side(models.TextChoices):
    BEFORE = "before", _("Trước")
    AFTER = "after", _("Sau")


class UnitChangeParty(models.Model):
    """A unit on one side of a change; one outside this registry is known by its name only."""

    change = models.ForeignKey(UnitChange, models.CASCADE, related_name="parties", verbose_name=_("Thay đổi"))
    side = models.CharField(_("Phía"), max_length=6, choices=Side.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị"))
    name = models.CharField(_("Tên"), max_length=250, blank=True)
    partial = models.BooleanField(_("Một phần"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Đơn vị trong thay đổi")
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=False) | ~Q(name=""), name="unit_change_party_is_named"),
            models.UniqueConstraint(
                fields=["change", "side", "unit"], condition=Q(unit__isnull=False), name="unit_change_party_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.unit_id)
