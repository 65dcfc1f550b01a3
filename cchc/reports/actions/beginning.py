"""Begin a report on a period, or the next version of one that was sent."""

import datetime as dt

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean
from cchc.reports.actions.filling import fill_in
from cchc.reports.models import Figure, Report, Section, Step
from cchc.reports.queries import content, outlines, structure, whole
from cchc.reports.states import DELIVERED, ReportState


def begin(unit_id: int, kind: str, year: int, *, actor: Actor, now: dt.datetime) -> int:
    """Begin a unit's report by the outline in force, with the owners of its last and the figures of now."""
    term = content.term(kind, year)
    owing = structure.reporting(term).get(unit_id) if term else None
    outline = outlines.in_force()
    if term is None or owing is None:
        raise Refusal("Đơn vị này không phải báo cáo kỳ đã chọn.")
    if outline is None:
        raise Refusal("Chưa có đề cương báo cáo nào được ban hành.")
    with history.attributed(actor):
        report, made = Report.objects.get_or_create(
            unit_id=unit_id,
            kind=kind,
            year=year,
            version=1,
            defaults={
                "receiver_id": owing.receiver_id,
                "outline": outline,
                "first_on": term.first,
                "last_on": term.last,
                "due_on": owing.due_on,
            },
        )
        if not made:
            raise Refusal("Báo cáo kỳ này đã được lập: hãy mở báo cáo đó.")
        before = whole.previous(report)
        owners = dict(Section.objects.filter(report=before).values_list("key", "owner_id")) if before else {}
        Section.objects.bulk_create(
            Section(report=report, key=section.key, owner_id=owners.get(section.key))
            for section in whole.sections_of(report)
            if section.kind == "text"
        )
        Step.objects.create(report=report, state=ReportState.DRAFT, at=now, by_id=actor.user_id)
        fill_in(report, now)
    return report.pk


def correct(report_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> int:
    """Begin the next version of a report that was sent, with all it says; the one before counts until this is sent."""
    reason = clean(reason).strip()
    if not reason:
        raise Refusal("Hãy nêu lý do đính chính.", "reason")
    with history.attributed(actor):
        before = locked(Report, report_id)
        same = Report.objects.filter(unit_id=before.unit_id, kind=before.kind, year=before.year)
        if before.state not in DELIVERED:
            raise Refusal("Chỉ đính chính được báo cáo đã gửi.")
        if same.filter(version__gt=before.version).exists():
            raise Refusal("Báo cáo này đã có bản đính chính mới hơn: hãy mở bản đó.")
        report = Report.objects.create(
            unit_id=before.unit_id,
            receiver_id=before.receiver_id,
            kind=before.kind,
            year=before.year,
            version=before.version + 1,
            outline=before.outline,
            first_on=before.first_on,
            last_on=before.last_on,
            due_on=before.due_on,
            filled_at=before.filled_at,
            reason=reason,
        )
        _copy(before, report)
        Step.objects.create(report=report, state=ReportState.DRAFT, at=now, by_id=actor.user_id, remark=reason)
    return report.pk


def _copy(before: Report, report: Report) -> None:
    sections = list(Section.objects.filter(report=before))
    figures = list(Figure.objects.filter(report=before))
    for section in sections:
        section.pk, section.report = None, report
    for figure in figures:
        figure.pk, figure.report = None, report
    Section.objects.bulk_create(sections)
    Figure.objects.bulk_create(figures)
