"""Lock a survey to write in it, and say which units it is about."""

import datetime as dt

from cchc.kernel.clock import day_of
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, marked
from cchc.surveys.models import RatedUnit, Survey
from cchc.surveys.states import SurveyState

OVER = marked("Khảo sát đã đóng hoặc đã hủy: hãy tải lại trang.")


def open_(survey_id: int) -> Survey:
    """Lock an open survey; ``Refusal`` for one that is over."""
    survey = locked(Survey, survey_id)
    if survey.state != SurveyState.OPEN:
        raise Refusal(OVER)
    return survey


def require_answerable(survey: Survey, now: dt.datetime) -> None:
    """Raise ``Refusal`` unless people may answer the survey on the platform today."""
    if survey.state != SurveyState.OPEN or survey.closes_on is None:
        raise Refusal("Khảo sát này không nhận trả lời trên mạng.")
    if day_of(now) > survey.closes_on:
        raise Refusal("Khảo sát đã hết hạn trả lời ngày %(closes_on)s.", closes_on=survey.closes_on)


def units(survey: Survey) -> list[int]:
    """Return the units that the survey is about, in the order in which they were named; 1 query."""
    return list(RatedUnit.objects.filter(survey=survey).order_by("pk").values_list("unit_id", flat=True))
