"""Take over the reports of a period that units sent before the platform was there: all of them at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.kernel import history, indicators
from cchc.kernel.history import Actor
from cchc.kernel.indicators import Fraction
from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.reports.models import Figure, Outline, Report, Section, Step
from cchc.reports.queries import figures as figures_of
from cchc.reports.queries import outlines as outlines_of
from cchc.reports.queries import structure
from cchc.reports.queries.structure import Reporting
from cchc.reports.rules import outlines
from cchc.reports.rules.figures import NOTHING, summed
from cchc.reports.states import ReportState
from cchc.reports.types import Term

_BATCH = 2_000
_DEEPEST_FIRST = ("commune", "department", "district", "province")
_COURSE = ((ReportState.CHECKED, 3), (ReportState.NUMBERED, 1), (ReportState.SENT, 0))  # and the hours before it left


@dataclass(frozen=True)
class Past:
    """A report that was sent: its number, the words of its sections and the counters that the unit typed, by key."""

    unit_id: int
    sent_at: dt.datetime
    number: str
    texts: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, Fraction] = field(default_factory=dict)


def take_over(term: Term, given: Sequence[Past], *, actor: Actor, now: dt.datetime) -> list[int]:
    """Bring in the reports of a period by the outline in force; return their numbers as rows, in the order given.

    What has records is counted from them, what lies below from what those units send. Each counts as taken by
    whoever receives it. ``Refusal`` where no outline is in force, for a unit that owes none, and for a day to come.
    """
    outline, owing = outlines_of.in_force(), structure.reporting(term)
    if outline is None:
        raise Refusal("Chưa có đề cương nào được áp dụng.")
    if any(one.unit_id not in owing or one.sent_at > now for one in given):
        raise Refusal("Có đơn vị không phải báo cáo kỳ này, hoặc ngày gửi ở tương lai: hãy xem lại.")
    with history.attributed(actor):
        made = [_report(one, owing[one.unit_id], term, outline, actor) for one in given]
        made = Report.objects.bulk_create(made, batch_size=_BATCH)
        Section.objects.bulk_create(_sections(made, given, outline), batch_size=_BATCH)
        Figure.objects.bulk_create(_figures(made, given, owing, outline, term), batch_size=_BATCH)
        Step.objects.bulk_create((step for row in made for step in _steps(row)), batch_size=_BATCH)
        rows = Report.objects.filter(pk__in=[row.pk for row in made])  # now that they are whole
        for state, _hours in _COURSE:
            rows.update(state=state)
        rows.exclude(receiver=None).update(state=ReportState.ACCEPTED)
    return [row.pk for row in made]


def _report(one: Past, owed: Reporting, term: Term, outline: Outline, actor: Actor) -> Report:
    return Report(
        unit_id=one.unit_id, receiver_id=owed.receiver_id, kind=term.kind, year=term.year, outline=outline,
        first_on=term.first, last_on=term.last, due_on=owed.due_on, number=one.number,
        filled_at=one.sent_at, sent_at=one.sent_at, is_demo=actor.invents,
    )  # fmt: skip


def _sections(rows: Sequence[Report], given: Sequence[Past], outline: Outline) -> Iterator[Section]:
    keys = [one.key for one in outlines.sections(outline.sections) if one.kind == "text"]
    for row, one in zip(rows, given, strict=True):
        for key in keys:
            yield Section(report=row, key=key, text=one.texts.get(key, ""))


def _figures(
    rows: Sequence[Report], given: Sequence[Past], owing: Mapping[int, Reporting], outline: Outline, term: Term
) -> Iterator[Figure]:
    """Yield the figures from the communes upwards: what lies below is what those units send."""
    wanted = figures_of.all_of(outlines.sections(outline.sections))
    known, period = indicators.known(), Period.of_days(term.first, term.last)
    units = [one.unit_id for one in given]
    counted = {of.key: known[of.key].measure(units, period) for of in wanted if not of.is_entered and of.key in known}
    typed = {one.unit_id: one.typed for one in given}
    below: dict[tuple[int | None, str], list[Fraction]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: _DEEPEST_FIRST.index(owing[one.unit_id].level)):
        for of in wanted:
            by_unit = typed[row.unit_id].get(of.key) if of.is_entered else counted.get(of.key, {}).get(row.unit_id)
            mine, theirs = by_unit or NOTHING, summed(below[row.unit_id, of.key])
            below[row.receiver_id, of.key].append(indicators.total((mine, theirs or NOTHING)))
            yield Figure(
                report=row, key=of.key, own_numerator=mine[0], own_denominator=mine[1],
                below_numerator=theirs[0] if theirs else None, below_denominator=theirs[1] if theirs else None,
            )  # fmt: skip


def _steps(row: Report) -> Iterator[Step]:
    sent = row.sent_at
    if sent is None:
        return
    for state, hours in _COURSE:
        yield Step(report=row, state=state, at=sent - dt.timedelta(hours=hours))
    if row.receiver_id is not None:
        yield Step(report=row, state=ReportState.ACCEPTED, at=sent + dt.timedelta(minutes=40))
