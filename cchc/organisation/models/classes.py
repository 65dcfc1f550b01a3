"""Classes of units and the other names under which documents know units and classes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cchc.organisation.models.units import Level, Origin, Unit, ordered_days


class UnitClass(models.Model):
    """Units that documents name together: "các sở, ban, ngành tỉnh"."""

    key = models.CharField(_("Khóa"), max_length=60, unique=True)
    name = models.CharField(_("Tên nhóm"), max_length=200)
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    note = models.CharField(_("Ghi chú"), max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Nhóm đơn vị")
        constraints = [ordered_days("unit_class_days")]

    def __str__(self) -> str:
        return self.name


class UnitClassRule(models.Model):
    """Who belongs to a class: the units of a level, of a kind, or one unit."""

    unit_class = models.ForeignKey(UnitClass, models.CASCADE, related_name="rules", verbose_name=_("Nhóm"))
    level = models.CharField(_("Cấp"), max_length=20, blank=True, choices=Level.choices)
    kind = models.CharField(_("Loại"), max_length=60, blank=True)
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị"))
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Thành phần của nhóm")
        constraints = [
            ordered_days("unit_class_rule_days"),
            models.CheckConstraint(
                condition=~Q(level="") | ~Q(kind="") | Q(unit__isnull=False), name="unit_class_rule_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.kind} {self.unit_id or ''}".strip()


class UnitAlias(models.Model):
    """Another name; taken away it stays inactive, so that loading the file again does not bring it back.

    One that was another unit's before holds from a day on.
    """

    text = models.CharField(_("Tên gọi khác"), max_length=200)
    spelling = models.CharField(max_length=400, editable=False, db_column="folded")
    origin = models.CharField(_("Nguồn"), max_length=10, choices=Origin.choices)
    is_active = models.BooleanField(_("Đang dùng"), default=True)
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Tên gọi khác")
        constraints = [
            ordered_days("unit_alias_days"),
            models.UniqueConstraint(
                fields=["spelling", "valid_from"], name="unit_alias_once_a_day", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.text


class UnitAliasTarget(models.Model):
    """A unit or a class that a name means; a name may mean several at once."""

    alias = models.ForeignKey(UnitAlias, models.CASCADE, related_name="targets", verbose_name=_("Tên gọi"))
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị"))
    unit_class = models.ForeignKey(
        UnitClass, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Nhóm")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("Đối tượng của tên gọi")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True, unit_class__isnull=False)
                | Q(unit__isnull=False, unit_class__isnull=True),
                name="unit_alias_means_one_thing",
            ),
            models.UniqueConstraint("alias", F("unit"), F("unit_class"), name="unit_alias_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return str(self.unit_id or self.unit_class_id)
