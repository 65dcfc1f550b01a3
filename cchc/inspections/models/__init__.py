"""Programmes, visits, checklists and findings."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cchc.inspections.states import (
    FINDING_MOVES,
    PROGRAMME_MOVES,
    VISIT_MOVES,
    FindingState,
    Kind,
    ProgrammeState,
    Verdict,
    VisitState,
    Weight,
)
from cchc.kernel.folding import Day, FoldedField


class Programme(models.Model):
    """The yearly plan of inspections of one kind by one unit."""

    moves = PROGRAMME_MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan kiểm tra"))
    year = models.PositiveSmallIntegerField(_("Năm"))
    kind = models.CharField(_("Loại kiểm tra"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("Tên kế hoạch"), max_length=300)
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    state = models.CharField(
        _("Trạng thái"), max_length=8, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT
    )
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("number", "title", "year")

    class Meta:
        verbose_name = verbose_name_plural = _("Kế hoạch kiểm tra")
        constraints = [
            models.UniqueConstraint("unit", "year", "kind", name="programme_once"),
            models.CheckConstraint(
                condition=Q(state="draft") | (~Q(number="") & Q(issued_on__isnull=False)), name="programme_adopted"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    """One unit inspected once; outside a programme it is a surprise."""

    moves = VISIT_MOVES

    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Kế hoạch kiểm tra")
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan kiểm tra"))
    target = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị được kiểm tra")
    )
    kind = models.CharField(_("Loại kiểm tra"), max_length=8, choices=Kind.choices)
    is_surprise = models.BooleanField(_("Đột xuất"), default=False)
    planned_on = models.DateField(_("Dự kiến ngày"))
    decision = models.CharField(_("Quyết định kiểm tra"), max_length=60, blank=True)
    decided_on = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    team = models.JSONField(_("Đoàn kiểm tra"), default=list)  # [name, body, role]
    held_on = models.DateField(_("Ngày kiểm tra"), null=True, blank=True)
    summary = models.TextField(_("Nội dung biên bản"), blank=True)
    file_name = models.CharField(_("Biên bản ký hai bên"), max_length=200, blank=True)
    media_type = models.CharField(_("Loại tệp"), max_length=120, blank=True)
    sha256 = models.CharField(_("Mã băm SHA-256"), max_length=64, blank=True)
    file = models.ForeignKey(
        "kernel.File", models.PROTECT, null=True, related_name="+", verbose_name=_("Tệp trong kho")
    )
    state = models.CharField(_("Trạng thái"), max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    reason = models.CharField(_("Lý do không tiến hành"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("decision", "summary", Day(Coalesce("held_on", "planned_on")))

    class Meta:
        verbose_name = verbose_name_plural = _("Cuộc kiểm tra")
        constraints = [
            models.UniqueConstraint("programme", "target", "planned_on", name="visit_once"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "decided", "cancelled"]) | Q(held_on__isnull=False), name="visit_held"
            ),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(reason=""), name="visit_reason"),
        ]
        indexes = [
            models.Index(fields=["unit", "-planned_on"], name="visit_by_unit"),
            models.Index(fields=["target", "held_on"], name="visit_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.planned_on}"


class Check(models.Model):
    """One line of the checklist of a visit."""

    held_by = ("visit",)

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+", verbose_name=_("Cuộc kiểm tra"))
    position = models.PositiveSmallIntegerField(_("Thứ tự"))
    text = models.CharField(_("Nội dung kiểm tra"), max_length=500)
    verdict = models.CharField(_("Kết quả"), max_length=10, choices=Verdict.choices, blank=True)
    remark = models.CharField(_("Ghi chú"), max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Nội dung kiểm tra")
        constraints = [models.UniqueConstraint("visit", "position", name="check_place_once")]

    def __str__(self) -> str:
        return self.text


class Finding(models.Model):
    """What was found wrong: who must mend what by when, until somebody has seen that it is mended."""

    held_by = ("visit",)
    moves = FINDING_MOVES

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+", verbose_name=_("Cuộc kiểm tra"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị khắc phục"))
    weight = models.CharField(_("Mức"), max_length=12, choices=Weight.choices, default=Weight.SHORTCOMING)
    text = models.TextField(_("Phát hiện"))
    demand = models.TextField(_("Yêu cầu khắc phục"))
    due_on = models.DateField(_("Hạn khắc phục"))
    state = models.CharField(_("Trạng thái"), max_length=8, choices=FindingState.choices, default=FindingState.OPEN)
    mended_text = models.TextField(_("Đã khắc phục thế nào"), blank=True)
    mended_on = models.DateField(_("Ngày báo khắc phục"), null=True, blank=True)
    remark = models.TextField(_("Ý kiến của bên kiểm tra"), blank=True)
    closed_on = models.DateField(_("Ngày xác nhận"), null=True, blank=True)
    folded = FoldedField("text", "demand")

    class Meta:
        verbose_name = verbose_name_plural = _("Phát hiện")
        constraints = [
            models.CheckConstraint(condition=Q(state="open") | Q(mended_on__isnull=False), name="finding_mended"),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_on__isnull=False), name="finding_closed"),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="finding_due")]

    def __str__(self) -> str:
        return self.text
