from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import FoldedField
from cchc.plans.states import PLAN_MOVES, BudgetKind, OffsetUnit, PlanState, ScheduleKind


class Plan(models.Model):
    """A signed plan that was read, reviewed and adopted; or a unit's own plan, drawn up from it."""

    moves = PLAN_MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Cơ quan ban hành"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Kế hoạch cấp trên")
    )
    number = models.CharField(_("Số, ký hiệu"), max_length=60, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"))
    place = models.CharField(_("Nơi ban hành"), max_length=120, blank=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=200)
    title = models.CharField(_("Trích yếu"), max_length=500)
    year = models.PositiveSmallIntegerField(_("Năm"))
    frame = models.JSONField(_("Phần lời"), default=dict)  # bases, duties, organisation, recipients, signatory
    state = models.CharField(_("Trạng thái"), max_length=12, choices=PlanState.choices)
    target_by = models.DateField(_("Hạn đặt ngày hoàn thành"), null=True)
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    created_at = models.DateTimeField(db_default=Now())
    adopted_at = models.DateTimeField(_("Lúc phê duyệt"), null=True)
    adopted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    folded = FoldedField("number", "title", "issuer", "year")

    class Meta:
        verbose_name = verbose_name_plural = _("Kế hoạch")
        constraints = [
            models.UniqueConstraint("unit", "number", "year", condition=~Q(number=""), name="plan_number_once"),
            models.UniqueConstraint("parent", "unit", condition=Q(parent__isnull=False), name="plan_own_once"),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="plan_unit_year")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TaskGroup(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+", verbose_name=_("Kế hoạch"))
    no = models.CharField(_("Số thứ tự"), max_length=20)
    title = models.CharField(_("Lĩnh vực"), max_length=500)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = _("Lĩnh vực")
        constraints = [models.UniqueConstraint("plan", "no", name="group_number_once")]

    def __str__(self) -> str:
        return f"{self.no}. {self.title}"


SCHEDULE = (
    "schedule_kind", "schedule_text", "start_on", "end_on", "rrule", "event", "offset_days", "offset_unit"
)  # fmt: skip
"""The columns that say when a task is to be done; whoever copies one copies all."""


class Task(models.Model):
    """A row of the plan's table: as written, and as understood."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+", verbose_name=_("Kế hoạch"))
    group = models.ForeignKey(TaskGroup, models.CASCADE, related_name="+", verbose_name=_("Lĩnh vực"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("Nhiệm vụ cha"))
    implements = models.ForeignKey(
        "plans.Assignment", models.PROTECT, null=True, related_name="+", verbose_name=_("Thực hiện việc được giao")
    )
    code = models.CharField(_("Mã"), max_length=40)
    position = models.PositiveSmallIntegerField()
    title = models.TextField(_("Nội dung"))
    products = models.JSONField(_("Sản phẩm"), default=list)
    lead = models.JSONField(_("Chủ trì"), default=dict)
    partners = models.JSONField(_("Phối hợp"), default=dict)
    schedule_kind = models.CharField(_("Loại thời gian"), max_length=12, choices=ScheduleKind.choices)
    schedule_text = models.TextField(_("Thời gian"), blank=True)
    start_on = models.DateField(_("Từ ngày"), null=True)
    end_on = models.DateField(_("Đến hết ngày"), null=True)
    rrule = models.TextField(_("Quy tắc lặp (RFC 5545)"), blank=True)
    event = models.TextField(_("Khi có"), blank=True)
    offset_days = models.SmallIntegerField(_("Số ngày kể từ sự việc"), null=True)  # negative: before it
    offset_unit = models.CharField(_("Tính theo"), max_length=12, choices=OffsetUnit.choices, blank=True)
    budget_kind = models.CharField(_("Loại kinh phí"), max_length=8, choices=BudgetKind.choices)
    budget_text = models.TextField(_("Kinh phí"), blank=True)
    amount = models.BigIntegerField(_("Mức (đồng)"), null=True)
    per = models.CharField(_("Mỗi"), max_length=40, blank=True)
    count = models.PositiveIntegerField(_("Số lần"), null=True)
    total = models.BigIntegerField(_("Tổng (đồng)"), null=True)
    funding = models.CharField(_("Nguồn"), max_length=200, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)
    source_page = models.PositiveSmallIntegerField(_("Trang"), null=True)
    source_row = models.PositiveSmallIntegerField(_("Dòng"), null=True)
    folded = models.TextField(editable=False, db_default="")
    withdrawn_at = models.DateTimeField(_("Lúc rút"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Nhiệm vụ")
        constraints = [
            models.UniqueConstraint("plan", "code", condition=Q(withdrawn_at=None), name="task_code_once"),
            models.CheckConstraint(
                condition=Q(offset_days=None, offset_unit="") | Q(offset_days__isnull=False) & ~Q(offset_unit=""),
                name="task_offset_whole",
            ),
            models.CheckConstraint(
                condition=Q(start_on=None) | Q(end_on=None) | Q(end_on__gte=F("start_on")), name="task_window"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "position"], name="task_plan_position"),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="task_folded_trgm"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def counts_from_event(self) -> bool:
        """Tell whether the due day is counted from an event whose day has to be recorded."""
        return self.offset_days is not None and self.end_on is None


class TaskPartner(models.Model):
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("Đơn vị phối hợp")
        constraints = [models.UniqueConstraint("task", "unit", name="partner_once")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.unit_id}"
