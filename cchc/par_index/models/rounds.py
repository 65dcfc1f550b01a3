"""Rounds, the units scored in them, and the bodies that own the leaves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import FoldedField
from cchc.par_index.states import STAGE_MOVES, Stage


class Round(models.Model):
    """One scoring of the units of a level, run by the unit above them (the operator)."""

    moves = STAGE_MOVES

    scheme = models.ForeignKey("par_index.Scheme", models.PROTECT, related_name="+", verbose_name=_("Bộ tiêu chí"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan chấm"))
    title = models.CharField(_("Tên đợt"), max_length=300)
    year = models.PositiveSmallIntegerField(_("Năm"))
    first_on = models.DateField(_("Số liệu từ ngày"))
    last_on = models.DateField(_("Số liệu đến hết ngày"))
    stage = models.CharField(_("Bước"), max_length=12, choices=Stage.choices, default=Stage.SELF)
    passes = models.PositiveSmallIntegerField(_("Số lần thẩm định"), default=1)
    self_due = models.DateField(_("Hạn tự chấm"))
    appraisal_due = models.DateField(_("Hạn thẩm định"))
    second_due = models.DateField(_("Hạn thẩm định lần hai"), null=True, blank=True)
    explanation_due = models.DateField(_("Hạn giải trình"))
    recheck_due = models.DateField(_("Hạn phúc tra"))
    council_due = models.DateField(_("Hạn họp hội đồng"))
    opened_at = models.DateTimeField(_("Mở lúc"))
    cancel_reason = models.TextField(_("Lý do hủy"), blank=True)
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("title", "year")

    class Meta:
        verbose_name = _("Đợt chấm điểm")
        constraints = [
            models.UniqueConstraint(
                "scheme", "first_on", "last_on", condition=~models.Q(stage="cancelled"), name="round_of_period_once"
            ),
            models.CheckConstraint(condition=models.Q(last_on__gte=models.F("first_on")), name="round_days_in_order"),
            models.CheckConstraint(
                condition=models.Q(passes=1, second_due=None) | models.Q(passes=2, second_due__isnull=False),
                name="round_second_pass_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="cancelled") | ~models.Q(cancel_reason=""), name="round_cancelled_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["year", "unit"], name="round_year")]

    def __str__(self) -> str:
        return self.title


class Body(models.Model):
    """Who appraises a leaf in a round."""

    held_by = ("round",)

    round = models.ForeignKey(Round, models.CASCADE, related_name="+", verbose_name=_("Đợt chấm điểm"))
    code = models.CharField(_("Tiêu chí"), max_length=30)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan thẩm định"))

    class Meta:
        verbose_name = _("Cơ quan thẩm định tiêu chí")
        constraints = [models.UniqueConstraint("round", "code", name="body_once")]

    def __str__(self) -> str:
        return self.code


class Sheet(models.Model):
    """A unit's score sheet in a round, with its sums as they stand."""

    held_by = ("round",)

    round = models.ForeignKey(Round, models.CASCADE, related_name="+", verbose_name=_("Đợt chấm điểm"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    locked_at = models.DateTimeField(_("Khóa tự chấm lúc"), null=True, blank=True)
    locked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người xác nhận")
    )
    # Nobody confirmed it by the day: locked as it stood.
    is_overdue = models.BooleanField(_("Khóa tự động"), default=False)
    explained_at = models.DateTimeField(_("Gửi giải trình lúc"), null=True, blank=True)
    points = models.DecimalField(_("Điểm"), max_digits=30, decimal_places=20, default=0)
    most = models.DecimalField(_("Điểm tối đa áp dụng"), max_digits=30, decimal_places=20, default=0)
    self_points = models.DecimalField(_("Điểm tự chấm"), max_digits=30, decimal_places=20, default=0)
    # {code: [points, maximum]} of every node, decimals as text; what is missing; leaves without an appraised figure.
    sums = models.JSONField(_("Điểm theo mục"), default=dict)
    missing = models.JSONField(_("Chưa có điểm"), default=list)
    open_leaves = models.JSONField(_("Chưa thẩm định"), default=list)

    class Meta:
        verbose_name = _("Phiếu chấm điểm")
        constraints = [models.UniqueConstraint("round", "unit", name="sheet_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.unit_id}"
