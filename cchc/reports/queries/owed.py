"""What people were told of a periodic report and is owed still: the report itself, or its next step."""

import datetime as dt
from collections.abc import Collection, Mapping

from cchc.inbox.queries.keys import numbers
from cchc.inbox.types import Still
from cchc.kernel import reading
from cchc.reports.models import Report
from cchc.reports.queries import content, sending, structure
from cchc.reports.states import WRITABLE, ReportState
from cchc.reports.types import Term

WRITING = "writing"
ACCEPT = "accept"


def step(report_id: int, word: str) -> str:
    """Return the word by which notices remember the step that a report waits for: a state, or one of the above."""
    return f"{_about(report_id)} {word}"


def words(report: Report) -> tuple[str, str]:
    """Return what is asked anew when a report moves: its steps, and whether its unit owes it yet."""
    return _about(report.pk), sending.key_of(report.year, report.kind, report.unit_id)


def _about(report_id: int) -> str:
    return f"reports.report:{report_id}"


def steps(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the steps that reports wait for still, by no day; 1 query."""
    asked = numbers(keys)
    rows = Report.objects.filter(pk__in=set(asked.values())).values_list("pk", "state")
    waiting = {step(pk, word) for pk, state in rows for word in _words(state)}
    return dict.fromkeys(key for key in keys if key in waiting)


def _words(state: str) -> Collection[str]:
    return {state} | ({WRITING} if state in WRITABLE else set()) | ({ACCEPT} if state == ReportState.SENT else set())


def reports(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the reports that are not delivered, with their day, however late; 1 query a period."""
    terms: dict[Term, dict[int, str]] = {}
    for key in keys:
        if (named := _named(key)) is not None:
            terms.setdefault(named[0], {})[named[1]] = key
    found: dict[str, dt.date | None] = {}
    for term, units in terms.items():
        owing = [one for unit_id, one in structure.reporting(term).items() if unit_id in units]
        lines = sending.stand(term, owing, term.last)
        found |= {units[line.unit.unit_id]: line.unit.due_on for line in lines if not line.is_delivered}
    return found


def _named(key: str) -> tuple[Term, int] | None:
    """Read ``reports.term:2019-quarter_3:5``."""
    _, _, rest = key.partition(":")
    which, _, unit = rest.partition(":")
    year, _, kind = which.partition("-")
    number, unit_id = reading.year(year), reading.whole(unit)
    term = content.term(kind, number) if number is not None else None
    return (term, unit_id) if term is not None and unit_id is not None else None


STILL: Mapping[str, Still] = {"reports.term": reports, "reports.report": steps}
"""By the first word of the keys."""
