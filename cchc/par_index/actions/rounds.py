"""A round is opened, goes from stage to stage, and keeps its days by itself."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked, locked_all
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.notifications.actions import settling
from cchc.organisation import queries as organisation
from cchc.par_index.actions import _marking, surveying
from cchc.par_index.actions._marking import Mark
from cchc.par_index.events import BodyNamed, RoundMoved, RoundOpened, SheetReopened
from cchc.par_index.models import Body, Publication, Round, Scheme, Score, Sheet
from cchc.par_index.queries import due, measured, schemes
from cchc.par_index.states import OVER, UNTIMED, Figure, SchemeState, Source, Stage, stages
from cchc.par_index.types import Given
from cchc.par_index.types import Scheme as Read

MOST_UNITS = 1_000


@dataclass(frozen=True)
class Days:
    """The days of a round: what is measured, and when each stage ends; ``second`` only with two passes."""

    first: dt.date
    last: dt.date
    own: dt.date
    appraisal: dt.date
    explanation: dt.date
    recheck: dt.date
    council: dt.date
    second: dt.date | None = None

    @property
    def ends(self) -> list[dt.date]:
        return [
            day for day in (self.own, self.appraisal, self.second, self.explanation, self.recheck, self.council) if day
        ]


def open_(scheme_id: int, title: str, days: Days, *, actor: Actor, now: dt.datetime) -> int:
    """Open a round over the units of the scheme's level below its unit; measured leaves are read at once.

    Return its number. ``Refusal`` where the scheme is a draft, days are out of order or nobody is to be scored.
    """
    title = squeeze(title)
    if not title:
        raise Refusal("Hãy ghi tên đợt chấm điểm.", "title")
    if days.last < days.first:
        raise Refusal("Ngày cuối của số liệu phải sau ngày đầu.", "last")
    if days.ends != sorted(days.ends):
        raise Refusal("Hạn các bước phải theo thứ tự: tự chấm, thẩm định, giải trình, phúc tra, hội đồng.", "own")
    with history.attributed(actor):
        scheme = locked(Scheme, scheme_id)
        if scheme.state != SchemeState.PUBLISHED:
            raise Refusal("Bộ tiêu chí chưa ban hành: hãy ban hành trước khi mở đợt.", "scheme")
        if days.own < day_of(now):
            raise Refusal("Hạn tự chấm đã qua: đơn vị phải còn ngày để chấm.", "own")
        rows = Round.objects.filter(scheme=scheme, first_on=days.first, last_on=days.last)
        if rows.exclude(stage=Stage.CANCELLED).exists():
            raise Refusal("Đã có đợt chấm theo bộ tiêu chí này cho kỳ số liệu ấy.", "first")
        units = scored_units(scheme.unit_id, scheme.level, min(days.last, day_of(now)))
        if not units:
            raise Refusal("Không có đơn vị nào của cấp này trực thuộc cơ quan chấm trong kỳ.", "scheme")
        found = Round.objects.create(
            scheme=scheme, unit_id=scheme.unit_id, title=title[:300], year=scheme.year,
            first_on=days.first, last_on=days.last, passes=2 if days.second else 1,
            self_due=days.own, appraisal_due=days.appraisal, second_due=days.second,
            explanation_due=days.explanation, recheck_due=days.recheck, council_due=days.council,
            opened_at=now, is_demo=scheme.is_demo,
        )  # fmt: skip
        read = schemes.read(scheme)
        _bodies(found, read)
        Sheet.objects.bulk_create(Sheet(round=found, unit_id=unit_id) for unit_id in units)
        fill(found, actor=actor, now=now)
        publish(RoundOpened(found.pk))
    return found.pk


def scored_units(operator_id: int, level: str, day: dt.date) -> list[int]:
    """Return the units of a level below the operator on a day, in the order of the registry."""
    below = organisation.reach(day).get(operator_id, frozenset())
    return [int(row.id) for row in organisation.listed(day) if row.level == level and row.id in below][:MOST_UNITS]


def strangers(scheme: Read, day: dt.date) -> dict[str, list[str]]:
    """Return the owners that a scheme names and the registry of a day does not know, each with its leaves."""
    named = _owners(scheme, day)
    found: dict[str, list[str]] = {}
    for leaf in scheme.leaves:
        if leaf.owner and leaf.owner not in named:
            found.setdefault(leaf.owner, []).append(leaf.code)
    return found


def _owners(scheme: Read, day: dt.date) -> dict[str, int]:
    """Return owner as the scheme writes it → the unit of a day; none for a name that no one unit bears."""
    written = organisation.Written(day)
    found = {}
    for owner in {leaf.owner for leaf in scheme.leaves if leaf.owner}:
        with suppress(Refusal):
            found[owner] = written.unit(owner)
    return found


def _bodies(found: Round, scheme: Read) -> None:
    """Resolve the owners that the scheme names against the registry; whoever is not found there is the operator."""
    named = _owners(scheme, found.last_on)
    Body.objects.bulk_create(
        Body(round=found, code=leaf.code, unit_id=named.get(leaf.owner, found.unit_id)) for leaf in scheme.leaves
    )


def assign(round_id: int, code: str, unit_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Let another body appraise a leaf, or all leaves below a row of the tree, before appraisal is over."""
    organisation.require_living(unit_id, day_of(now))
    with history.attributed(actor):
        found = locked(Round, round_id)
        if found.stage not in (Stage.SELF, Stage.APPRAISAL):
            raise Refusal("Chỉ đổi cơ quan thẩm định trước khi thẩm định xong.")
        rows = Body.objects.filter(round=found)
        chosen = rows.filter(code=code) | rows.filter(code__startswith=f"{code}.")
        if not chosen.update(unit_id=unit_id):
            raise Refusal("Bộ tiêu chí không có mục này.", "code")
        settling.touched(due.about(round_id))
        publish(BodyNamed(found.pk, unit_id))


def fill(found: Round, unit_id: int | None = None, *, actor: Actor, now: dt.datetime) -> int:
    """Read the measured leaves of every unit (or of one) from their records; return how many figures changed."""
    scheme = schemes.read(found.scheme)
    sheets = Sheet.objects.filter(round=found, locked_at=None)
    if unit_id is not None:
        sheets = sheets.filter(unit_id=unit_id)
    by_unit = {sheet.unit_id: sheet for sheet in locked_all(sheets)}
    marks: dict[int, list[Mark]] = {unit: [] for unit in by_unit}
    for (unit, code), given in measured.givens(scheme, list(by_unit), measured.period(found)).items():
        if not given.is_empty:
            marks[unit].append(Mark(code, given, source=Source.MEASURED))
    changed = 0
    for unit, sheet in by_unit.items():
        sheet.round = found
        made = _marking.write(sheet, Figure.SELF, marks[unit], actor=actor, now=now)
        if not made:
            _marking.add_up(sheet, scheme)
        changed += made
    return changed


def advance(round_id: int, frm: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take a round from the stage ``frm`` to its next; sheets that nobody locked are locked as they stand."""
    with history.attributed(actor):
        found = locked(Round, round_id)
        order = stages(found.passes)
        if found.stage != frm or found.stage in UNTIMED:
            raise Refusal(_marking.STALE)
        to = order[order.index(Stage(found.stage)) + 1]
        if found.stage == Stage.SELF:
            fill(found, actor=actor, now=now)
            Sheet.objects.filter(round=found, locked_at=None).update(locked_at=now, is_overdue=True)
        Round.objects.filter(pk=found.pk).update(stage=to)
        settling.touched(due.about(round_id))
        if to == Stage.APPRAISAL:
            _agree_measured(found, actor, now)
        publish(RoundMoved(found.pk, to))


def _agree_measured(found: Round, actor: Actor, now: dt.datetime) -> None:
    """Take over what the platform's own records say; the owner of a leaf may still put another figure."""
    rows: dict[int, list[Mark]] = {}
    for row in Score.objects.filter(sheet__round=found, figure=Figure.SELF, source=Source.MEASURED):
        rows.setdefault(row.sheet_id, []).append(
            Mark(row.code, Given(row.value, row.num, row.den), source=Source.MEASURED)
        )
    for sheet in locked_all(Sheet.objects.filter(pk__in=rows)):
        sheet.round = found
        _marking.write(sheet, Figure.APPRAISED, rows[sheet.pk], actor=actor, now=now)


def due_of(found: Round, stage: str | None = None) -> dt.date | None:
    """Return the day on which a stage (the present one) ends."""
    days: Mapping[str, dt.date | None] = {
        Stage.SELF: found.self_due,
        Stage.APPRAISAL: found.appraisal_due,
        Stage.SECOND: found.second_due,
        Stage.EXPLANATION: found.explanation_due,
        Stage.RECHECK: found.recheck_due,
        Stage.COUNCIL: found.council_due,
    }
    return days.get(stage or found.stage)


def keep_days(*, now: dt.datetime) -> int:
    """Close every stage whose day is over, as the platform, and return how many; nothing publishes itself."""
    today, moved = day_of(now), 0
    for found in Round.objects.exclude(stage__in=UNTIMED).order_by("pk"):
        last = due_of(found)
        if last is not None and last < today:
            with suppress(Refusal):  # somebody has just moved it
                advance(found.pk, found.stage, actor=history.PLATFORM, now=now)
                moved += 1
    return moved


def extend(round_id: int, stage: str, day: dt.date, *, actor: Actor, now: dt.datetime) -> None:
    """Give a stage that is not over another last day; the order of the days must hold."""
    names = {stage.value: f"{stage.value}_due" for stage in Stage if stage not in OVER}
    with history.attributed(actor):
        found = locked(Round, round_id)
        order: list[Stage] = [one for one in stages(found.passes) if one is not Stage.PUBLISHED]
        if (
            stage not in order
            or found.stage not in order
            or order.index(Stage(stage)) < order.index(Stage(found.stage))
        ):
            raise Refusal("Bước này đã qua: không gia hạn được.", "stage")
        setattr(found, names[stage], day)
        days = [due_of(found, one) for one in order]
        if [day for day in days if day] != sorted(day for day in days if day):
            raise Refusal("Hạn các bước phải theo thứ tự: hãy gia hạn cả bước sau.", "day")
        Round.objects.filter(pk=found.pk).update(**{names[stage]: day})
        settling.touched(due.about(round_id))


def cancel(round_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Give a round up that was never published; what was written stays to be read, and the period is free again."""
    reason = squeeze(reason)
    if not reason:
        raise Refusal("Hãy nêu vì sao hủy đợt chấm.", "reason")
    with history.attributed(actor):
        found = locked(Round, round_id)
        if found.stage in OVER or Publication.objects.filter(round=found).exists():
            raise Refusal("Đợt đã công bố hoặc đã hủy: kết quả sai thì đính chính.")
        surveying.cancel(found.pk, actor=actor, now=now)
        Round.objects.filter(pk=found.pk).update(stage=Stage.CANCELLED, cancel_reason=reason)
        settling.touched(due.about(round_id))
        publish(RoundMoved(found.pk, Stage.CANCELLED))


def reopen(sheet_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Let a unit write its self-score again, while self-scoring runs; the reason is kept."""
    reason = squeeze(reason)
    if not reason:
        raise Refusal("Hãy nêu vì sao mở lại phiếu.", "reason")
    with _marking.marking(sheet_id, Stage.SELF, actor, []) as sheet:
        Sheet.objects.filter(pk=sheet.pk).update(locked_at=None, locked_by=None, is_overdue=False)
        _marking.note(sheet, f"Mở lại phiếu: {reason}", actor, now)
        publish(SheetReopened(sheet.pk, sheet.unit_id, reason))
