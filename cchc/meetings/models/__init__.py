"""Meetings and what they conclude."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cchc.kernel.folding import Day, FoldedField
from cchc.meetings.states import MOVES, MeetingState


class Meeting(models.Model):
    """A quarterly meeting of a unit's steering committee; ``brief`` is what it was told, kept when it concludes."""

    moves = MOVES

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    year = models.PositiveSmallIntegerField(_("Năm"))
    quarter = models.PositiveSmallIntegerField(_("Quý"))
    held_on = models.DateField(_("Ngày họp"))
    place = models.CharField(_("Nơi họp"), max_length=200, blank=True)
    chair = models.CharField(_("Chủ trì"), max_length=200)
    secretary = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Thư ký")
    )
    state = models.CharField(
        _("Trạng thái"), max_length=10, choices=MeetingState.choices, default=MeetingState.PREPARING
    )
    brief = models.JSONField(_("Tóm tắt khi họp"), null=True)
    number = models.CharField(_("Thông báo kết luận"), max_length=60, blank=True)
    concluded_at = models.DateTimeField(_("Lúc ban hành kết luận"), null=True)
    is_demo = models.BooleanField(_("Dữ liệu mẫu"), default=False)
    folded = FoldedField("number", "chair", "place", "year", Day("held_on"))

    class Meta:
        verbose_name = verbose_name_plural = _("Phiên họp")
        constraints = [
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="meeting_quarter"),
            models.UniqueConstraint("unit", "held_on", name="meeting_once_a_day"),
        ]
        indexes = [models.Index(fields=["unit", "-held_on"], name="meeting_list")]

    def __str__(self) -> str:
        return f"{self.quarter}/{self.year} {self.held_on}"


class Conclusion(models.Model):
    """One conclusion; with a unit and a day it becomes a task when the conclusions are issued."""

    held_by = ("meeting",)

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+", verbose_name=_("Phiên họp"))
    position = models.PositiveSmallIntegerField(_("Thứ tự"))
    text = models.TextField(_("Kết luận"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị thực hiện")
    )
    due_on = models.DateField(_("Hạn"), null=True, blank=True)
    difficulty = models.ForeignKey(
        "plans.Difficulty", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Vướng mắc")
    )
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Nhiệm vụ")
    )
    folded = FoldedField("text")

    class Meta:
        verbose_name = verbose_name_plural = _("Kết luận")
        constraints = [
            models.UniqueConstraint("meeting", "position", name="conclusion_place_once"),
            models.CheckConstraint(
                condition=Q(unit=None, due_on=None) | Q(unit__isnull=False, due_on__isnull=False),
                name="conclusion_unit_and_day",
            ),
            models.UniqueConstraint(
                "meeting", "difficulty", condition=Q(difficulty__isnull=False), name="conclusion_difficulty_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"
