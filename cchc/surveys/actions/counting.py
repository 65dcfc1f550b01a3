"""Count the forms of open surveys, and announce it."""

import datetime as dt

from django.db.models import Count

from cchc.kernel import history
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.surveys.actions import _counting
from cchc.surveys.events import Counted
from cchc.surveys.models import Answer, Survey
from cchc.surveys.states import SurveyState


def count(survey_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Count an open survey, and announce it: whoever uses it asks for the tallies. What is over stays as it is."""
    with history.attributed(actor):
        survey = locked(Survey, survey_id)
        if survey.state != SurveyState.OPEN:  # the last forms came while it was being closed
            return
        _counting.write(survey)
        publish(Counted(survey.pk))


def count_waiting(*, actor: Actor, now: dt.datetime) -> int:
    """Count the open surveys to which answers came since they were last counted; return how many."""
    came = dict(Answer.objects.values_list("survey_id").annotate(n=Count("pk")).order_by())
    rows = Survey.objects.filter(state=SurveyState.OPEN).order_by("pk").values_list("pk", "counted")
    waiting = [pk for pk, counted in rows if came.get(pk, 0) != counted]
    for survey_id in waiting:
        count(survey_id, actor=actor, now=now)
    return len(waiting)
