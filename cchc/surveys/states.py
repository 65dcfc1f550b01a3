"""Where a survey stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.kernel.moves import Moves


class SurveyState(models.TextChoices):
    """Whoever uses what people answered closes the survey; one that is given up counts for nothing."""

    OPEN = "open", _("Đang tiến hành")
    CLOSED = "closed", _("Đã đóng")
    CANCELLED = "cancelled", _("Đã hủy")


SURVEY_MOVES = Moves(
    SurveyState,
    {
        SurveyState.OPEN: {SurveyState.CLOSED: "", SurveyState.CANCELLED: "given up before its result was used"},
        SurveyState.CLOSED: {SurveyState.OPEN: "its result is corrected, and forms may be missing"},
    },
)
