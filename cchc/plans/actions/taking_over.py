"""Take over what units did while the plan was followed elsewhere: in a spreadsheet, say, until the platform came."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked_all
from cchc.kernel.refusal import Refusal
from cchc.plans.actions._facts import recompute
from cchc.plans.models import Assignment, Report
from cchc.plans.rules.reporting import WHOLE
from cchc.plans.states import ProductKind, ReportState

_BATCH = 1_000


@dataclass(frozen=True)
class Past:
    """A report that was made elsewhere; ``reference`` is the number of its product, ``spent`` is in đồng.

    A whole one waits for the office unless ``decided_at`` says when it was confirmed.
    """

    assignment_id: int
    at: dt.datetime
    percent: int
    words: str
    occurrence_id: int | None = None
    reference: str = ""
    spent: int = 0
    decided_by: int | None = None
    decided_at: dt.datetime | None = None


@dataclass(frozen=True)
class NamedDay:
    """The day by which a unit said that it would be done, and the day on which it said so."""

    assignment_id: int
    target_on: dt.date
    registered_on: dt.date | None


def take_over(reports: Sequence[Past], days: Sequence[NamedDay] = (), *, actor: Actor, now: dt.datetime) -> int:
    """Bring in reports, in the order given, and named days; derive what follows from them; return how many reports.

    Nobody is told: what is over waits for nobody. ``Refusal`` for a moment to come. A few statements for a thousand.
    """
    if any((one.decided_at or one.at) > now for one in reports):
        raise Refusal("Có báo cáo ghi ngày ở tương lai: hãy xem lại.")
    named = {one.assignment_id: one for one in days}
    ids = {one.assignment_id for one in reports} | named.keys()
    with history.attributed(actor):
        rows = locked_all(Assignment.objects.filter(pk__in=ids))
        dated = [row for row in rows if row.pk in named]
        for row in dated:
            row.target_on, row.registered_on = named[row.pk].target_on, named[row.pk].registered_on
        Assignment.objects.bulk_update(dated, ["target_on", "registered_on"], batch_size=_BATCH)
        made = Report.objects.bulk_create(_rows(reports), batch_size=_BATCH)
        recompute(ids)
    return len(made)


def _rows(given: Sequence[Past]) -> Iterator[Report]:
    for one in given:
        whole = one.percent == WHOLE
        yield Report(
            assignment_id=one.assignment_id, occurrence_id=one.occurrence_id, percent=one.percent, done_text=one.words,
            product_kind=ProductKind.REFERENCE if whole else ProductKind.NONE,
            reference_number=one.reference if whole else "", reference_date=day_of(one.at) if whole else None,
            spent=one.spent, reported_at=one.at, state=_state(one, whole),
            decided_by_id=one.decided_by, decided_at=one.decided_at,
        )  # fmt: skip


def _state(one: Past, whole: bool) -> ReportState:
    if not whole:
        return ReportState.NOTED
    return ReportState.CONFIRMED if one.decided_at else ReportState.SENT
