"""States of documents in the registers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves


class OutgoingState(models.TextChoices):
    ISSUED = "issued", _("Đã ban hành")
    # The number stays taken and the facts stay readable: Điều 18 Nghị định 30/2020.
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


OUTGOING_MOVES = Moves(OutgoingState, {OutgoingState.ISSUED: {OutgoingState.WITHDRAWN: ""}})


def stands(state: str, *, is_signed: bool) -> str:
    """Return how a document stands in words: one whose number was only taken is not issued yet."""
    return str(_("Đã cấp số") if state == OutgoingState.ISSUED and not is_signed else OutgoingState(state).label)


class IncomingState(models.TextChoices):
    OPEN = "open", _("Đang giải quyết")
    DONE = "done", _("Đã giải quyết")


INCOMING_MOVES = Moves(IncomingState, {IncomingState.OPEN: {IncomingState.DONE: ""}})
