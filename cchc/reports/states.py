"""States of a report and of an outline, and why each move is allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves


class ReportState(models.TextChoices):
    """``NUMBERED`` has its number from the register, whether or not anybody signed; stored rows call it "signed"."""

    DRAFT = "draft", _("Đang soạn")
    CHECKED = "checked", _("Đã soát, trình ký")
    NUMBERED = "signed", _("Đã cấp số, chưa gửi")
    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", _("Đã nhận")
    RETURNED = "returned", _("Bị trả lại")


WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})
"""Only here are texts and figures written; what was checked goes back to draft before a word of it changes."""

DELIVERED = frozenset({ReportState.SENT, ReportState.ACCEPTED})
"""What counts above. A returned report does not: the unit above has said that it is wrong."""

MOVES = Moves(
    ReportState,
    {
        ReportState.DRAFT: {ReportState.CHECKED: ""},
        ReportState.CHECKED: {
            ReportState.NUMBERED: "",
            ReportState.DRAFT: "the head sends back what is not ready; without a number it needs no new version",
        },
        ReportState.NUMBERED: {ReportState.SENT: "", ReportState.DRAFT: "not sent yet: the number can be taken back"},
        ReportState.SENT: {
            ReportState.ACCEPTED: "",
            ReportState.RETURNED: "",
            ReportState.DRAFT: "until the unit above accepts it, whoever sent it can call it back",
        },
        ReportState.RETURNED: {ReportState.CHECKED: "it is written on as it is, and checked again"},
    },
)
"""An accepted report is final: a correction is another version."""
