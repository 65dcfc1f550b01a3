"""The states of plans, readings, reports, difficulties and extensions, and why each exists."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves
from cchc.plans.types import Standing


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Đang dự thảo")  # a unit's own plan before it is adopted
    ADOPTED = "adopted", _("Đang thực hiện")


PLAN_MOVES = Moves(PlanState, {PlanState.DRAFT: {PlanState.ADOPTED: ""}})


class ReadingState(models.TextChoices):
    OPEN = "open", _("Chờ duyệt")
    ADOPTED = "adopted", _("Đã phê duyệt")
    DROPPED = "dropped", _("Đã bỏ")


READING_MOVES = Moves(ReadingState, {ReadingState.OPEN: {ReadingState.ADOPTED: "", ReadingState.DROPPED: ""}})


class ScheduleKind(models.TextChoices):
    DEADLINE = "deadline", _("Có hạn cụ thể")
    WINDOW = "window", _("Khoảng thời gian")
    RECURRING = "recurring", _("Định kỳ")
    STANDING = "standing", _("Thường xuyên")
    EVENT = "event", _("Khi phát sinh")
    UNDETERMINED = "undetermined", _("Chưa xác định")


class OffsetUnit(models.TextChoices):
    DAYS = "days", _("ngày")
    WORKING_DAYS = "working_days", _("ngày làm việc")


class BudgetKind(models.TextChoices):
    MONEY = "money", _("Bằng tiền")
    WORDS = "words", _("Bằng lời")
    NONE = "none", _("Không ghi")


class ProductKind(models.TextChoices):
    NONE = "none", _("Chưa có")
    FILE = "file", _("Tệp")
    REFERENCE = "reference", _("Văn bản đã ban hành")


class ReportState(models.TextChoices):
    NOTED = Standing.NOTED.value, _("Đã ghi nhận")  # under 100 %: nobody needs to confirm it
    SENT = Standing.SENT.value, _("Chờ xác nhận")
    CONFIRMED = Standing.CONFIRMED.value, _("Đã xác nhận")
    RETURNED = Standing.RETURNED.value, _("Trả lại")
    WITHDRAWN = Standing.WITHDRAWN.value, _("Đơn vị rút lại")  # taken back by its unit before the office decided


REPORT_MOVES = Moves(
    ReportState,
    {
        ReportState.SENT: {ReportState.CONFIRMED: "", ReportState.RETURNED: "", ReportState.WITHDRAWN: ""},
        ReportState.CONFIRMED: {ReportState.SENT: "whoever confirmed undoes a slip within minutes"},
    },
)


class DifficultyState(models.TextChoices):
    OPEN = "open", _("Chờ giải quyết")
    ANSWERED = "answered", _("Đã trả lời")
    WITHDRAWN = "withdrawn", _("Đã rút")


DIFFICULTY_MOVES = Moves(
    DifficultyState, {DifficultyState.OPEN: {DifficultyState.ANSWERED: "", DifficultyState.WITHDRAWN: ""}}
)


class ExtensionState(models.TextChoices):
    ASKED = "asked", _("Đang xin")
    GRANTED = "granted", _("Được gia hạn")
    REFUSED = "refused", _("Không được")


EXTENSION_MOVES = Moves(
    ExtensionState, {ExtensionState.ASKED: {ExtensionState.GRANTED: "", ExtensionState.REFUSED: ""}}
)
