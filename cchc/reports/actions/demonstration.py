"""Invented reports of the demonstration: every period that has ended is sent, one unit is late with the last."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from cchc.documents.actions import demonstration as registers
from cchc.documents.actions.issuing import Elsewhere
from cchc.kernel import history, indicators
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.kernel.indicators import Fraction
from cchc.kernel.period import Period
from cchc.organisation import queries as organisation
from cchc.reports.models import Figure, Outline, Report, Section, Step
from cchc.reports.queries import content, structure
from cchc.reports.queries import figures as figures_of
from cchc.reports.queries import outlines as outlines_of
from cchc.reports.queries.structure import Reporting
from cchc.reports.rules import outlines
from cchc.reports.rules.figures import NOTHING, summed
from cchc.reports.states import ReportState
from cchc.reports.types import FigureOf, Term

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")
_BATCH = 2_000
_DEEPEST_FIRST = ("commune", "department", "district", "province")


def load(story: Mapping[str, Any], *, now: dt.datetime) -> int:
    """Send the reports of every period of the story's year that has ended by ``now``; return how many."""
    outline = outlines_of.in_force()
    script = story.get("reports")
    if outline is None or script is None:
        return 0
    ended = [term for term in content.terms(script["year"]) if term.last < day_of(now)]
    with history.attributed(ACTOR):
        return sum(_term(term, outline, script, term is ended[-1], now) for term in ended)


def _term(term: Term, outline: Outline, script: Mapping[str, Any], is_last: bool, now: dt.datetime) -> int:
    late = organisation.unit_id_by_slug(script["late"]) if is_last else None
    owing = [one for one in structure.reporting(term).values() if one.unit_id != late and one.due_on <= day_of(now)]
    sent_on = [max(one.due_on - dt.timedelta(days=place % 3), term.last) for place, one in enumerate(owing)]
    entered = [(one.unit_id, _entry(term, min(day, day_of(now)))) for one, day in zip(owing, sent_on, strict=True)]
    numbers = registers.enter_all(entered, now=now)
    given = zip(owing, sent_on, numbers, strict=True)
    reports = Report.objects.bulk_create(
        (_report(one, term, outline, day, number, now) for one, day, number in given), batch_size=_BATCH
    )
    Section.objects.bulk_create(_sections(reports, outline, script), batch_size=_BATCH)
    Figure.objects.bulk_create(_figures(reports, {one.unit_id: one for one in owing}, outline, term), batch_size=_BATCH)
    Step.objects.bulk_create((step for report in reports for step in _steps(report)), batch_size=_BATCH)
    return len(reports)


def _report(one: Reporting, term: Term, outline: Outline, sent_on: dt.date, number: str, now: dt.datetime) -> Report:
    return Report(
        unit_id=one.unit_id,
        receiver_id=one.receiver_id,
        kind=term.kind,
        year=term.year,
        outline=outline,
        first_on=term.first,
        last_on=term.last,
        due_on=one.due_on,
        state=ReportState.SENT if one.receiver_id is None else ReportState.ACCEPTED,
        number=number,
        filled_at=_at(term.last, 8),
        sent_at=min(_at(sent_on, 15), now),
        is_demo=True,
    )


def _entry(term: Term, day: dt.date) -> Elsewhere:
    """Return the line of a unit's register in which its report of a period stands."""
    title = f"{term.name} (dữ liệu mẫu)"
    return Elsewhere("BC", "BC-MAU", day, title, "Dữ liệu mẫu", order_reason="Dữ liệu mẫu")


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), ZONE)


def _sections(reports: list[Report], outline: Outline, script: Mapping[str, Any]) -> Iterator[Section]:
    keys = [one.key for one in outlines.sections(outline.sections) if one.kind == "text"]
    for report in reports:
        for key in keys:
            words = script["texts"].get(key, ["Không."])
            yield Section(report=report, key=key, text=words[(report.unit_id + report.first_on.month) % len(words)])


def _figures(reports: list[Report], owing: Mapping[int, Reporting], outline: Outline, term: Term) -> Iterator[Figure]:
    """Yield the figures from the communes upwards: what lies below is what those units send."""
    wanted = figures_of.all_of(outlines.sections(outline.sections))
    own = {of.key: _own(of, list(owing), term) for of in wanted}
    below: dict[tuple[int | None, str], list[Fraction]] = defaultdict(list)
    for report in sorted(reports, key=lambda one: _DEEPEST_FIRST.index(owing[one.unit_id].level)):
        for of in wanted:
            mine, theirs = own[of.key].get(report.unit_id, NOTHING), summed(below[report.unit_id, of.key])
            below[report.receiver_id, of.key].append(indicators.total((mine, theirs or NOTHING)))
            yield Figure(
                report=report,
                key=of.key,
                own_numerator=mine[0],
                own_denominator=mine[1],
                below_numerator=theirs[0] if theirs else None,
                below_denominator=theirs[1] if theirs else None,
            )


def _own(of: FigureOf, unit_ids: list[int], term: Term) -> Mapping[int, Fraction]:
    if not of.is_entered:
        return indicators.known()[of.key].measure(unit_ids, Period.of_days(term.first, term.last))
    months = (term.last - term.first).days // 30
    if of.kind == "count":
        return {unit_id: (unit_id % 4, 0) for unit_id in unit_ids}
    return {unit_id: (d - d * (unit_id % 6) // 100, d) for unit_id in unit_ids for d in [(40 + unit_id % 90) * months]}


def _steps(report: Report) -> Iterator[Step]:
    sent = report.sent_at or _at(report.last_on, 15)
    course = [(ReportState.CHECKED, -3), (ReportState.NUMBERED, -1), (ReportState.SENT, 0)]
    for state, hours in course:
        yield Step(report=report, state=state, at=sent + dt.timedelta(hours=hours))
    if report.state == ReportState.ACCEPTED:
        yield Step(report=report, state=ReportState.ACCEPTED, at=sent + dt.timedelta(minutes=40))
