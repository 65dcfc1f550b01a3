"""Periodic reports, their sections and figures, and the steps they have taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import FoldedField
from cchc.reports.states import MOVES, ReportState


class Report(models.Model):
    """One version of a unit's report on a period; a later version corrects the one before."""

    moves = MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    # The unit above as the registry had it on the last day; nobody at the top, where the report leaves the platform.
    receiver = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Nơi nhận")
    )
    kind = models.CharField(_("Loại"), max_length=30)
    year = models.PositiveSmallIntegerField(_("Năm"))
    version = models.PositiveSmallIntegerField(_("Phiên bản"), default=1)
    outline = models.ForeignKey("reports.Outline", models.PROTECT, related_name="+", verbose_name=_("Đề cương"))
    first_on = models.DateField(_("Số liệu từ ngày"))
    last_on = models.DateField(_("Số liệu đến hết ngày"))
    due_on = models.DateField(_("Hạn gửi"), null=True, blank=True)
    state = models.CharField(_("Trạng thái"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    reason = models.TextField(_("Lý do đính chính"), blank=True)
    remark = models.TextField(_("Ý kiến"), blank=True)
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    signer = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người ký")
    )
    signed_as = models.CharField(_("Chức vụ người ký"), max_length=120, blank=True)
    filled_at = models.DateTimeField(_("Lấy số liệu lúc"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Gửi lúc"), null=True, blank=True)
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("number", "year", "remark")

    class Meta:
        verbose_name = _("Báo cáo định kỳ")
        constraints = [
            models.UniqueConstraint("unit", "kind", "year", "version", name="report_version_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "accepted", "returned"]) | models.Q(sent_at__isnull=False),
                name="report_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="report_correction_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["year", "kind", "unit"], name="report_term")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class Section(models.Model):
    """The text of one section, and whose it is inside the unit."""

    held_by = ("report",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="+", verbose_name=_("Báo cáo"))
    key = models.CharField(_("Mục"), max_length=20)
    text = models.TextField(_("Nội dung"), blank=True)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người viết")
    )

    class Meta:
        verbose_name = _("Mục của báo cáo")
        constraints = [models.UniqueConstraint("report", "key", name="section_once")]

    def __str__(self) -> str:
        return self.key


class Figure(models.Model):
    """One figure of a report: own records, what lies below, and what was put in by hand, each as counters.

    Counters that nobody has given are NULL: what a unit has not typed is not nothing.
    """

    held_by = ("report",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="+", verbose_name=_("Báo cáo"))
    key = models.CharField(_("Số liệu"), max_length=80)
    own_numerator = models.BigIntegerField(_("Của đơn vị: phần"), null=True, blank=True)
    own_denominator = models.BigIntegerField(_("Của đơn vị: tổng"), null=True, blank=True)
    below_numerator = models.BigIntegerField(_("Cấp dưới: phần"), null=True, blank=True)
    below_denominator = models.BigIntegerField(_("Cấp dưới: tổng"), null=True, blank=True)
    hand_numerator = models.BigIntegerField(_("Nhập tay: phần"), null=True, blank=True)
    hand_denominator = models.BigIntegerField(_("Nhập tay: tổng"), null=True, blank=True)
    reason = models.TextField(_("Lý do nhập tay"), blank=True)

    class Meta:
        verbose_name = _("Số liệu của báo cáo")
        constraints = [
            models.UniqueConstraint("report", "key", name="figure_once"),
            models.CheckConstraint(
                condition=models.Q(hand_numerator=None, hand_denominator=None)
                | (models.Q(hand_numerator__isnull=False, hand_denominator__isnull=False) & ~models.Q(reason="")),
                name="figure_by_hand_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(own_numerator__isnull=True, own_denominator__isnull=True)
                | models.Q(own_numerator__isnull=False, own_denominator__isnull=False),
                name="figure_own_both_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Step(models.Model):
    """A state a report came to, when and by whom, with the remark that went with it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="+", verbose_name=_("Báo cáo"))
    state = models.CharField(_("Trạng thái"), max_length=10, choices=ReportState.choices)
    at = models.DateTimeField(_("Lúc"))
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người thực hiện")
    )
    remark = models.TextField(_("Ý kiến"), blank=True)

    class Meta:
        verbose_name = _("Bước của báo cáo")

    def __str__(self) -> str:
        return self.state
