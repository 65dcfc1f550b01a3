"""One assignment: how it stands, what to do next, and everything that was said about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.notifications.queries import urgings
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions.targets import may_set_day
from cchc.plans.models import Assignment
from cchc.plans.pages.assigned.event import derivation, offset_words
from cchc.plans.pages.assigned.next_steps import Rights, next_step
from cchc.plans.queries import assignment as queries
from cchc.plans.queries.due import keys


@permission("assignment.read")
def assignment(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Show an assignment; its first line says how it stands."""
    subject, today = subject_of(request), clock.today()
    record = access.assignment(subject, assignment_id)
    details = queries.details(record, today)
    rights = Rights.of(subject, record)
    is_own = access.is_own(subject, record.unit_id)
    urged = urgings.of(*keys(record.pk))
    context = {
        "assignment": record,
        "details": details,
        "rights": rights,
        "next": next_step(record, details, rights if is_own else rights.of_others(), today),
        "matter": f"viec-{record.pk}",
        "urged": urged,
        "times": urgings.times(urged),
        "names": organisation.full_names(_units(record, details), today),
        "is_open": record.done_on is None and record.cancelled_at is None,
        "is_own": is_own,
        "today": today,
        "may_set_day": may_set_day(record, today),
        "offset": offset_words(record.task),
        "derivation": derivation(record),
    }
    return render(request, "plans/pages/assigned/assignment.html", context)


def _units(record: Assignment, details: queries.Details) -> list[int]:
    stands = [obstacle.record.at_unit_id for obstacle in details.obstacles]
    climbs = [unit for o in details.obstacles for c in o.climbs for unit in (c.from_unit_id, c.to_unit_id)]
    instead = [record.target_instead_id] if record.target_instead_id else []
    return [record.unit_id, *instead, *details.partner_ids, *stands, *climbs]
