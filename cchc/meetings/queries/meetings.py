"""Meetings in a list, one meeting's conclusions, and those of the meeting before."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cchc.meetings.models import Conclusion, Meeting
from cchc.meetings.states import MeetingState
from cchc.organisation import queries as organisation
from cchc.plans.queries import brief as plans
from cchc.plans.queries.brief import CameOf

ORDER = {"ngay": "held_on", "ket-luan": "conclusions"}


@dataclass(frozen=True)
class ConclusionLine:
    """A conclusion with its unit's name and what came of it, if it gave work."""

    id: int
    position: int
    text: str
    unit: str
    due_on: dt.date | None
    difficulty_id: int | None
    task_id: int | None
    came_of: CameOf | None


def counted(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Annotate how many conclusions each meeting has."""
    of_meeting = Conclusion.objects.filter(meeting=OuterRef("pk")).order_by().values("meeting")
    return found.annotate(conclusions=Coalesce(Subquery(of_meeting.annotate(n=Count("pk")).values("n")), 0))


def lines(meeting_id: int, today: dt.date) -> list[ConclusionLine]:
    """Return the conclusions of a meeting in order; 2 queries."""
    rows = list(Conclusion.objects.filter(meeting_id=meeting_id).order_by("position"))
    return _shown(rows, today)


def before(meeting: Meeting) -> Meeting | None:
    """Return the unit's concluded meeting before this one; 1 query."""
    earlier = Meeting.objects.filter(
        unit_id=meeting.unit_id, state=MeetingState.CONCLUDED, held_on__lt=meeting.held_on
    ).exclude(pk=meeting.pk)
    return earlier.order_by("-held_on", "-pk").first()


def _shown(rows: Sequence[Conclusion], today: dt.date) -> list[ConclusionLine]:
    names = organisation.full_names({row.unit_id for row in rows if row.unit_id}, today)
    results = plans.came_of([row.task_id for row in rows if row.task_id], today)
    return [
        ConclusionLine(
            row.pk, row.position, row.text, names.get(row.unit_id or 0, ""), row.due_on, row.difficulty_id, row.task_id,
            results.get(row.task_id or 0),
        )
        for row in rows
    ]  # fmt: skip
