"""Count the forms of a survey, so that nothing tells any more which code came with which form."""

from cchc.surveys.models import Answer, Invitation, Survey


def write(survey: Survey) -> None:
    """Write how many forms an open survey has; the caller holds its lock, and announces it or ends it."""
    Survey.objects.filter(pk=survey.pk).update(counted=Answer.objects.filter(survey=survey).count())
    # One transaction number for all used codes: row headers do not tell either which code came with which form.
    Invitation.objects.filter(survey=survey, is_used=True).update(is_used=True)
