from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import FoldedField
from cchc.plans.states import (
    DIFFICULTY_MOVES,
    EXTENSION_MOVES,
    REPORT_MOVES,
    DifficultyState,
    ExtensionState,
    ProductKind,
    ReportState,
)


class Report(models.Model):
    """What a unit says it has done; appended, never edited. At 100 % it waits for the office's word."""

    moves = REPORT_MOVES

    assignment = models.ForeignKey(
        "plans.Assignment", models.CASCADE, related_name="+", db_index=False, verbose_name=_("Việc")
    )
    occurrence = models.ForeignKey(
        "plans.Occurrence", models.CASCADE, null=True, related_name="+", verbose_name=_("Kỳ")
    )
    token = models.UUIDField(null=True, unique=True)  # of the form: the same form sent twice is one report
    percent = models.PositiveSmallIntegerField(_("Hoàn thành (%)"))
    is_derived = models.BooleanField(_("Mức theo kế hoạch riêng"), default=False, db_default=False)  # words only
    done_text = models.TextField(_("Đã làm gì"))
    product_kind = models.CharField(_("Sản phẩm"), max_length=10, choices=ProductKind.choices, default=ProductKind.NONE)
    attachment = models.ForeignKey(
        "plans.Attachment", models.PROTECT, null=True, related_name="+", verbose_name=_("Tệp")
    )
    reference_number = models.CharField(_("Số, ký hiệu văn bản"), max_length=60, blank=True)
    reference_date = models.DateField(_("Ngày văn bản"), null=True)
    spent = models.BigIntegerField(_("Đã chi thêm (đồng)"), default=0)
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(_("Lúc báo cáo"))
    state = models.CharField(_("Trạng thái"), max_length=10, choices=ReportState.choices)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("Lúc xem xét"), null=True)
    reason = models.TextField(_("Lý do trả lại"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Báo cáo tiến độ")
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100) & Q(spent__gte=0), name="report_bounds"),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="report_reason"),
            models.CheckConstraint(condition=Q(percent__lt=100) | ~Q(product_kind="none"), name="report_product"),
            models.UniqueConstraint(
                fields=["assignment", "occurrence"],
                condition=Q(state="sent"),
                nulls_distinct=False,
                name="report_one_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["assignment", "-reported_at"], name="report_history"),
            models.Index(fields=["reported_at"], condition=Q(state="sent"), name="report_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.percent} %"


class Difficulty(models.Model):
    """A "vướng mắc": stands with the unit that can decide, climbs until one does, and keeps the answer."""

    moves = DIFFICULTY_MOVES

    assignment = models.ForeignKey("plans.Assignment", models.CASCADE, related_name="+", verbose_name=_("Việc"))
    text = models.TextField(_("Vướng mắc"))
    at_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đang ở"))
    state = models.CharField(_("Trạng thái"), max_length=10, choices=DifficultyState.choices)
    raised_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(_("Lúc nêu"))
    answer = models.TextField(_("Trả lời"), blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("Lúc trả lời"), null=True)
    folded = FoldedField("text", "answer")

    class Meta:
        verbose_name = verbose_name_plural = _("Vướng mắc")
        constraints = [
            models.CheckConstraint(condition=~Q(state="answered") | ~Q(answer=""), name="difficulty_answer"),
            models.UniqueConstraint("assignment", MD5("text"), condition=Q(state="open"), name="difficulty_once"),
        ]
        indexes = [models.Index(fields=["at_unit"], condition=Q(state="open"), name="difficulty_open")]

    def __str__(self) -> str:
        return self.text


class DifficultyStep(models.Model):
    """A climb: who passed it up, to whom, and with what remark."""

    difficulty = models.ForeignKey(Difficulty, models.CASCADE, related_name="+")
    from_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    remark = models.TextField(_("Ý kiến"), blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("Lúc chuyển"))

    class Meta:
        verbose_name = verbose_name_plural = _("Lần chuyển vướng mắc")

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"


class Extension(models.Model):
    """A request for a later due date, and what came of it."""

    moves = EXTENSION_MOVES

    assignment = models.ForeignKey("plans.Assignment", models.CASCADE, related_name="+", verbose_name=_("Việc"))
    occurrence = models.ForeignKey(
        "plans.Occurrence", models.CASCADE, null=True, related_name="+", verbose_name=_("Kỳ")
    )
    asked_for = models.DateField(_("Xin đến ngày"))
    reason = models.TextField(_("Lý do"))
    state = models.CharField(_("Trạng thái"), max_length=10, choices=ExtensionState.choices)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(_("Lúc xin"))
    granted_to = models.DateField(_("Cho đến ngày"), null=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("Lúc quyết định"), null=True)
    remark = models.TextField(_("Ý kiến"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Gia hạn")
        constraints = [
            models.UniqueConstraint("assignment", condition=Q(state="asked"), name="extension_one_open"),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(granted_to__isnull=False), name="extension_granted_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} → {self.asked_for}"
