"""Units and what they were called from day to day; the database forbids two truths on one day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PROVINCE = "province", _("Tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    BODY = "body", _("Cơ quan, đơn vị khác")


class Certainty(models.TextChoices):
    SOURCED = "sourced", _("Có nguồn")
    UNVERIFIED = "unverified", _("Chưa kiểm chứng")


class Origin(models.TextChoices):
    """Who wrote it: what a file brought may be renewed from a file, what the office wrote is the office's."""

    FILE = "file", _("Từ tệp")
    OFFICE = "office", _("Văn phòng ghi")


def days() -> Func:
    """Return the days of a row, both ends included; an open end has none."""
    return Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange")


def ordered_days(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name=name)


class Unit(models.Model):
    """A unit of government or an organisation; everything that may change about it is in its versions."""

    slug = models.SlugField(_("Khóa"), max_length=100, unique=True)
    is_local = models.BooleanField(_("Văn phòng đã sửa"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Đơn vị")

    def __str__(self) -> str:
        return self.slug


class UnitVersion(models.Model):
    """What a unit is called and where it stands, from one day to another."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions", verbose_name=_("Đơn vị"))
    code = models.CharField(_("Mã"), max_length=40)
    name = models.CharField(_("Tên"), max_length=200)
    official_name = models.CharField(_("Tên cơ quan"), max_length=250)
    short = models.CharField(_("Tên tắt"), max_length=120)
    level = models.CharField(_("Cấp"), max_length=20, choices=Level.choices)
    kind = models.CharField(_("Loại"), max_length=60)
    symbol = models.CharField(_("Ký hiệu văn bản"), max_length=40, blank=True)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị cấp trên")
    )
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    sort_key = models.CharField(max_length=500, editable=False)
    folded = models.CharField(max_length=600, editable=False)
    source = models.CharField(_("Nguồn"), max_length=500, blank=True)
    certainty = models.CharField(_("Độ tin cậy"), max_length=20, choices=Certainty.choices, default=Certainty.SOURCED)
    note = models.CharField(_("Ghi chú"), max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Giai đoạn của đơn vị")
        constraints = [
            ExclusionConstraint(
                name="unit_one_version_a_day",
                expressions=[("unit", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,  # a change closes one version and opens the next in one transaction
            ),
            ExclusionConstraint(
                name="unit_one_holder_of_a_code_a_day",
                expressions=[("code", RangeOperators.EQUAL), (days(), RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,
            ),
            ordered_days("unit_version_days"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="unit_version_level"),
            models.CheckConstraint(condition=Q(certainty__in=Certainty.values), name="unit_version_certainty"),
            models.CheckConstraint(condition=~Q(parent=F("unit")), name="unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class RegistryStamp(models.Model):
    """One row that changes with every change of the registry: whoever keeps the registry in memory reads it first.

    Triggers write it, so that no way of changing a unit can forget to; a random value, so that an undone transaction
    can't leave behind a value that a later one uses again.
    """

    stamp = models.UUIDField()

    class Meta:
        verbose_name = verbose_name_plural = _("Dấu của danh mục đơn vị")

    def __str__(self) -> str:
        return str(self.stamp)
