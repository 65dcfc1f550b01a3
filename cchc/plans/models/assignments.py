from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """One unit's share of a task. The columns are facts; the status is derived from them (``rules/status.py``)."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="+", db_index=False, verbose_name=_("Kế hoạch"))
    task = models.ForeignKey("plans.Task", models.CASCADE, related_name="+", db_index=False, verbose_name=_("Nhiệm vụ"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", db_index=False, verbose_name=_("Đơn vị chủ trì")
    )
    is_optional = models.BooleanField(_("Đơn vị tự đăng ký"), default=False)
    target_on = models.DateField(_("Ngày đơn vị tự đặt"), null=True)
    registered_on = models.DateField(_("Ngày đăng ký thời hạn"), null=True)  # on which the unit first set a day
    target_instead = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("Đơn vị đặt ngày thay")
    )  # empty where the unit set its day itself
    target_reason = models.TextField(_("Lý do đổi ngày"), blank=True)
    event_on = models.DateField(_("Ngày phát sinh"), null=True)  # of what the task counts its days from
    event_reason = models.TextField(_("Lý do sửa ngày phát sinh"), blank=True)
    event_due_on = models.DateField(_("Hạn tính từ ngày phát sinh"), null=True)
    extended_to = models.DateField(_("Được gia hạn đến"), null=True)
    due_on = models.DateField(_("Hạn hiện hành"), null=True)  # of a recurring one: the nearest open occurrence's
    percent = models.PositiveSmallIntegerField(_("Hoàn thành (%)"), default=0)
    is_started = models.BooleanField(_("Đã bắt đầu"), default=False)
    is_pending = models.BooleanField(_("Chờ xác nhận"), default=False)
    is_blocked = models.BooleanField(_("Có vướng mắc"), default=False)
    was_late = models.BooleanField(_("Có kỳ xong trễ"), default=False)
    done_on = models.DateField(_("Ngày xong"), null=True)  # the day the confirmed product was handed in
    spent = models.BigIntegerField(_("Đã chi (đồng)"), default=0)
    cancelled_at = models.DateTimeField(_("Lúc hủy"), null=True)
    cancel_reason = models.TextField(_("Lý do hủy"), blank=True)
    reported_at = models.DateTimeField(_("Báo cáo gần nhất"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Việc được giao")
        constraints = [
            models.UniqueConstraint("task", "unit", name="assignment_once"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="assignment_percent"),
            models.CheckConstraint(condition=Q(spent__gte=0), name="assignment_spent"),
            models.CheckConstraint(condition=Q(done_on=None) | Q(percent=100), name="assignment_done_is_whole"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancel_reason=""), name="assignment_cancel_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "unit"], name="assignment_plan_unit"),
            models.Index(fields=["unit", "due_on"], name="assignment_unit_due"),
            models.Index(fields=["plan", "due_on"], name="assignment_plan_due"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.unit_id}"


class Occurrence(models.Model):
    """One period of a recurring task."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="+", db_index=False, verbose_name=_("Việc"))
    start_on = models.DateField(_("Từ ngày"))
    due_on = models.DateField(_("Đến hết ngày"))
    extended_to = models.DateField(_("Được gia hạn đến"), null=True)
    done_on = models.DateField(_("Ngày xong"), null=True)
    is_pending = models.BooleanField(_("Chờ xác nhận"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("Kỳ")
        constraints = [
            models.UniqueConstraint("assignment", "start_on", "due_on", name="occurrence_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("start_on")), name="occurrence_span"),
        ]

    def __str__(self) -> str:
        return f"{self.start_on} – {self.due_on}"


class Milestone(models.Model):
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="+", db_index=False, verbose_name=_("Việc"))
    title = models.CharField(_("Mốc"), max_length=300)
    due_on = models.DateField(_("Hạn"))
    done_on = models.DateField(_("Ngày xong"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Mốc")
        constraints = [models.UniqueConstraint("assignment", "title", "due_on", name="milestone_once")]
        indexes = [models.Index(fields=["assignment", "due_on"], name="milestone_order")]

    def __str__(self) -> str:
        return self.title
