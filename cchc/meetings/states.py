"""A meeting is prepared, then its conclusions are issued and it is closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves


class MeetingState(models.TextChoices):
    PREPARING = "preparing", _("Đang chuẩn bị")
    CONCLUDED = "concluded", _("Đã có kết luận")


MOVES = Moves(MeetingState, {MeetingState.PREPARING: {MeetingState.CONCLUDED: ""}})
