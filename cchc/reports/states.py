"""States of a report and of an outline, and why each move is allowed."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    CHECKED = "checked", _("Đã soát, trình ký")
    SIGNED = "signed", _("Đã cấp số, chưa gửi")
    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", _("Đã nhận")
    RETURNED = "returned", _("Bị trả lại")


WRITABLE = frozenset({ReportState.DRAFT, ReportState.RETURNED})
"""Only here are texts and figures written; what was checked goes back to draft before a word of it changes."""

DELIVERED = frozenset({ReportState.SENT, ReportState.ACCEPTED})
"""What counts above. A returned report does not: the unit above has said that it is wrong."""

MOVES: Mapping[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFT: frozenset({ReportState.CHECKED}),
    # The head sends back what is not ready; a slip found before signing needs no new version.
    ReportState.CHECKED: frozenset({ReportState.SIGNED, ReportState.DRAFT}),
    # Not yet sent: the signature can be taken back.
    ReportState.SIGNED: frozenset({ReportState.SENT, ReportState.DRAFT}),
    # Until the unit above accepts it, whoever sent it can call it back.
    ReportState.SENT: frozenset({ReportState.ACCEPTED, ReportState.RETURNED, ReportState.DRAFT}),
    # Final: a correction is another version.
    ReportState.ACCEPTED: frozenset(),
    ReportState.RETURNED: frozenset({ReportState.CHECKED}),
}
