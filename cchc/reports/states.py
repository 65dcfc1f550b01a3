"""States of a report and of an outline, and why each move is allowed."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


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

MOVES: Mapping[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFT: frozenset({ReportState.CHECKED}),
    # The head sends back what is not ready; a slip found before it has a number needs no new version.
    ReportState.CHECKED: frozenset({ReportState.NUMBERED, ReportState.DRAFT}),
    # Not yet sent: the number can be taken back.
    ReportState.NUMBERED: frozenset({ReportState.SENT, ReportState.DRAFT}),
    # Until the unit above accepts it, whoever sent it can call it back.
    ReportState.SENT: frozenset({ReportState.ACCEPTED, ReportState.RETURNED, ReportState.DRAFT}),
    # Final: a correction is another version.
    ReportState.ACCEPTED: frozenset(),
    ReportState.RETURNED: frozenset({ReportState.CHECKED}),
}
