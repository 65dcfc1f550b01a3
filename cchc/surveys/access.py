"""The only way from a person and a number in a URL to a survey.

Whoever acts for the unit that runs it sees it from the first day; once it is closed, its result is everybody's to see
who may read surveys.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from cchc.kernel.permission import Subject
from cchc.surveys.models import Survey
from cchc.surveys.states import SurveyState

READ, RUN = "survey.read", "survey.run"


def visible_surveys(subject: Subject) -> QuerySet[Survey]:
    """Return the surveys that the reader may open."""
    scopes = [subject.scope(READ), subject.scope(RUN)]
    if any(scope.everything for scope in scopes):
        return Survey.objects.all()
    mine = Q(operator_id__in=scopes[0].unit_ids) | Q(operator_id__in=scopes[1].unit_ids)
    return Survey.objects.filter(mine | Q(state=SurveyState.CLOSED))


def survey(subject: Subject, pk: int, action: str = READ) -> Survey:
    """Return a survey, or raise ``Http404`` or ``PermissionDenied``; running it is for its operator."""
    row = visible_surveys(subject).filter(pk=pk).first()
    if row is None:
        raise Http404
    if action == RUN and not runs(subject, row):
        raise PermissionDenied(action)
    return row


def runs(subject: Subject, survey: Survey) -> bool:
    """Tell whether ``subject`` acts for the unit that runs the survey."""
    return survey.operator_id in subject.scope(RUN)
