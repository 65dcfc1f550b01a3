"""What is inspected, how far an inspection is, and what becomes of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REFORM = "reform", _("Cải cách hành chính")
    DUTY = "duty", _("Công vụ, công chức")


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ADOPTED = "adopted", _("Đã ban hành")


class VisitState(models.TextChoices):
    PLANNED = "planned", _("Chưa có quyết định")
    DECIDED = "decided", _("Đã có quyết định")
    HELD = "held", _("Đã kiểm tra, có biên bản")
    MENDING = "mending", _("Đang khắc phục")
    CLOSED = "closed", _("Đã đóng")
    CANCELLED = "cancelled", _("Không tiến hành")


DONE = (VisitState.HELD, VisitState.MENDING, VisitState.CLOSED)
"""The inspection took place."""


class Verdict(models.TextChoices):
    MET = "met", _("Đạt")
    PARTLY = "partly", _("Đạt một phần")
    NOT_MET = "not_met", _("Chưa đạt")
    NOT_LOOKED = "not_looked", _("Không kiểm tra")


class FindingState(models.TextChoices):
    OPEN = "open", _("Chờ khắc phục")
    MENDED = "mended", _("Đã báo khắc phục, chờ xác nhận")
    CLOSED = "closed", _("Đã khắc phục")


class Weight(models.TextChoices):
    SHORTCOMING = "shortcoming", _("Tồn tại, hạn chế")
    VIOLATION = "violation", _("Vi phạm")
