"""What is inspected, how far an inspection is, and what becomes of a finding."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves


class Kind(models.TextChoices):
    REFORM = "reform", _("Cải cách hành chính")
    DUTY = "duty", _("Công vụ, công chức")


class ProgrammeState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ADOPTED = "adopted", _("Đã ban hành")


PROGRAMME_MOVES = Moves(ProgrammeState, {ProgrammeState.DRAFT: {ProgrammeState.ADOPTED: ""}})


class VisitState(models.TextChoices):
    PLANNED = "planned", _("Chưa có quyết định")
    DECIDED = "decided", _("Đã có quyết định")
    HELD = "held", _("Đã kiểm tra, có biên bản")
    MENDING = "mending", _("Đang khắc phục")
    CLOSED = "closed", _("Đã đóng")
    CANCELLED = "cancelled", _("Không tiến hành")


VISIT_MOVES = Moves(
    VisitState,
    {
        VisitState.PLANNED: {VisitState.DECIDED: "", VisitState.CANCELLED: ""},
        VisitState.DECIDED: {VisitState.HELD: "", VisitState.CANCELLED: "a decision is called off as a plan is"},
        VisitState.HELD: {VisitState.MENDING: "", VisitState.CLOSED: "nothing was found"},
        VisitState.MENDING: {VisitState.CLOSED: "the last finding is mended"},
    },
)


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


FINDING_MOVES = Moves(
    FindingState,
    {
        FindingState.OPEN: {FindingState.MENDED: ""},
        FindingState.MENDED: {
            FindingState.CLOSED: "",
            FindingState.OPEN: "something is still lacking",
        },
    },
)


class Weight(models.TextChoices):
    SHORTCOMING = "shortcoming", _("Tồn tại, hạn chế")
    VIOLATION = "violation", _("Vi phạm")
