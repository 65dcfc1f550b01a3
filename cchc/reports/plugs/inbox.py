"""What waits, and what may be urged: periodic reports that are not sent, and those to be accepted."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import sources
from cchc.inbox.queries.streams import Derived, Stream, horizon
from cchc.inbox.types import Asked, Item, Source, Urgent
from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.kernel.years import WORKED
from cchc.reports.queries import content, sending, structure
from cchc.reports.queries.due import due, standing, to_accept, unaccepted, unsent_until
from cchc.reports.queries.owed import STILL

_WRITE, _SIGN = "report.write", "report.sign"


def _owed(asked: Asked) -> Iterable[Item]:
    """Return reports that are not sent; for units, every step that waits for them, whenever its period ends."""
    units = asked.acting(_WRITE)
    if units is None:
        return [due(term, line) for term, line in unsent_until(asked.today, horizon(asked))]
    own = asked.own(_WRITE)
    units = units | (asked.acting(_SIGN) or frozenset())
    found = standing(asked.today, horizon(asked), units) if units else []
    return [one for one in found if one.unit_id in ((asked.acting(one.needs) if one.needs else own) or ())]


def _late(subject: Subject, which: str) -> Urgent:
    """Return the overdue reports of a period (``2019-quarter_3``) to the units for which the person receives."""
    year, _dash, kind = which.partition("-")
    number = sources.number(year)
    term = content.term(kind, number) if number in WORKED else None
    if term is None:
        raise Http404
    scope = subject.scope("work.urge")
    units = [one for one in structure.reporting(term).values() if one.receiver_id and one.receiver_id in scope]
    if not units:
        raise PermissionDenied("work.urge")
    late = [line for line in sending.lines(term, units, clock.today()) if line.is_overdue]
    return Urgent(term.name, reverse("reports:term", args=[term.year, term.kind]), [due(term, line) for line in late])


sources.register(
    Source(
        "report",
        _("Báo cáo định kỳ"),
        [
            Derived("report", _owed, needs=[_WRITE, _SIGN]),
            Stream("sent", unaccepted, to_accept, needs="report.receive", unit="receiver", acts=True, is_decision=True),
        ],
        still=STILL,
        urged={"baocao": _late},
        whole="reports:reports",
    )
)
