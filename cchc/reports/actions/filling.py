"""Figures fill themselves; a hand may put another value beside, with its reason."""

import datetime as dt

from django.db.models import QuerySet

from cchc.kernel.history import Actor
from cchc.kernel.indicators import Fraction
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean
from cchc.reports.actions._opening import writing
from cchc.reports.models import Figure, Report
from cchc.reports.queries import figures as figures_of
from cchc.reports.queries import whole
from cchc.reports.rules import figures as rules
from cchc.reports.types import FigureOf


def fill(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Read the records and the reports below again; what was put in by hand stays."""
    with writing(report_id, actor) as report:
        fill_in(report, now)


def fill_in(report: Report, now: dt.datetime) -> None:
    """Write the own and the lower values of every figure of a locked report; its outline must be loaded."""
    wanted = figures_of.all_of(whole.sections_of(report))
    measured = figures_of.measured(report, wanted)
    below = figures_of.below(report, [of.key for of in wanted])
    rows = {row.key: row for row in Figure.objects.filter(report=report)}
    for of in wanted:
        row = rows.setdefault(of.key, Figure(report=report, key=of.key))
        if of.key in measured:
            row.own_numerator, row.own_denominator = measured[of.key]
        sums = rules.summed(found.value for found in below[of.key])
        row.below_numerator, row.below_denominator = sums or (None, None)
    Figure.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["report", "key"],
        update_fields=["own_numerator", "own_denominator", "below_numerator", "below_denominator"],
    )
    Report.objects.filter(pk=report.pk).update(filled_at=now)


def enter(report_id: int, key: str, value: Fraction, *, actor: Actor, now: dt.datetime) -> None:
    """Type the unit's own counters of a figure for which no module keeps records."""
    with writing(report_id, actor) as report:
        of = _figure(report, key)
        if not of.is_entered:
            raise Refusal("Số liệu này lấy từ hồ sơ; muốn khác thì thay bằng tay, kèm lý do.", "numerator")
        _check(of, value)
        _row(report, key).update(own_numerator=value[0], own_denominator=value[1])


def put_by_hand(report_id: int, key: str, value: Fraction, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Let another value count than the reckoned one; both stay, with the reason."""
    reason = clean(reason).strip()
    if not reason:
        raise Refusal("Hãy nêu vì sao số này khác số tính được.", "reason")
    with writing(report_id, actor) as report:
        _check(_figure(report, key), value)
        _row(report, key).update(hand_numerator=value[0], hand_denominator=value[1], reason=reason)


def take_back_hand(report_id: int, key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Let the reckoned value count again."""
    with writing(report_id, actor) as report:
        _figure(report, key)
        _row(report, key).update(hand_numerator=None, hand_denominator=None, reason="")


def _figure(report: Report, key: str) -> FigureOf:
    found = next((of for of in figures_of.all_of(whole.sections_of(report)) if of.key == key), None)
    if found is None:
        raise Refusal("Đề cương của báo cáo này không có số liệu “%(key)s”.", key=key)
    return found


def _check(of: FigureOf, value: Fraction) -> None:
    wrong = rules.problem(of.kind, value)
    if wrong:
        raise Refusal(wrong, "numerator")


def _row(report: Report, key: str) -> QuerySet[Figure]:
    Figure.objects.get_or_create(report=report, key=key)
    return Figure.objects.filter(report=report, key=key)
