"""States of documents in the registers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingState(models.TextChoices):
    ISSUED = "issued", _("Đã ban hành")
    # The number stays taken and the facts stay readable: Điều 18 Nghị định 30/2020.
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class IncomingState(models.TextChoices):
    OPEN = "open", _("Đang giải quyết")
    DONE = "done", _("Đã giải quyết")
