"""Write one figure of one leaf, remember the change, and add the sheet up again; nothing else is computed anew."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from cchc.kernel import history, text
from cchc.kernel.history import Actor
from cchc.kernel.locking import Gone, locked
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import squeeze
from cchc.notifications.actions import settling
from cchc.par_index.models import Change, Round, Score, Sheet
from cchc.par_index.queries import due, schemes, standing
from cchc.par_index.rules import kinds, scoring
from cchc.par_index.rules.numbers import Wrong, spoken
from cchc.par_index.rules.reasons import REASONS
from cchc.par_index.states import COUNTING, WRITTEN_AT, Figure, Source, Stage
from cchc.par_index.types import Given, Node, Scheme, Scored, settled

_OF_BODIES = frozenset({Figure.APPRAISED, Figure.RECHECKED})
"""Figures that the bodies owe which own the leaves (``queries.due``)."""
STALE = marked("Đợt chấm điểm đã sang bước khác: hãy tải lại trang.")


@dataclass(frozen=True)
class Mark:
    """A figure to write."""

    code: str
    given: Given
    note: str = ""
    source: Source = Source.ENTERED


@contextmanager
def marking(sheet_id: int, stage: Stage, actor: Actor, codes: Collection[str] | None = None) -> Iterator[Sheet]:
    """Lock a sheet whose round stands at ``stage``, as ``hold`` does; ``Refusal`` at any other."""
    with history.attributed(actor):
        sheet = hold(sheet_id, codes)
        if sheet.round.stage != stage:
            raise Refusal(STALE)
        yield sheet


def hold(sheet_id: int, codes: Collection[str] | None = None) -> Sheet:
    """Lock a sheet to write its leaves ``codes`` (any of them, if not said); ``Gone`` where there is none.

    The round is shared with whoever writes on other sheets, unless one of the leaves is measured against the best:
    that one may change the points of them all. Whoever moves or publishes the round waits for all, and they for it.
    """
    row = Sheet.objects.select_related("round__scheme").filter(pk=sheet_id).first()
    if row is None:
        raise Gone
    by = row.round.scheme  # a round keeps its scheme, and a scheme that a round scores by is changed no more
    sheet = locked(Sheet, sheet_id, sharing=None if _is_relative(schemes.read(by), codes) else Round)
    sheet.round.scheme = by
    return sheet


def _is_relative(scheme: Scheme, codes: Collection[str] | None) -> bool:
    chosen = scheme.leaves if codes is None else [scheme.nodes[code] for code in codes if code in scheme.nodes]
    return any(kinds.is_relative(leaf.rule or {}) for leaf in chosen)


def leaf_of(sheet: Sheet, code: str) -> Node:
    """Return the leaf of the sheet's scheme; ``Refusal`` for a code that is none."""
    node = schemes.read(sheet.round.scheme).nodes.get(code)
    if node is None or node.rule is None:
        raise Refusal("Bộ tiêu chí không có tiêu chí thành phần %(code)s.", code=code)
    return node


def write(sheet: Sheet, figure: Figure, marks: Sequence[Mark], *, actor: Actor, now: dt.datetime) -> int:
    """Write figures of a locked sheet, each with its line of history; return how many changed. Three queries and one
    more for each kind of change, however many marks; ``Refusal`` names the leaf whose value can't be.
    """
    scheme = schemes.read(sheet.round.scheme)
    old = {row.code: row for row in Score.objects.filter(sheet=sheet, figure=figure)}
    best = standing.best(sheet.round_id, scheme, [mark.code for mark in marks])
    made, changes = [], []
    for mark in marks:
        row = _scored(scheme, sheet, figure, mark, best.get(mark.code), actor, now)
        if (was := old.get(mark.code)) is None or _differs(was, row):
            made.append(row)
            changes.append(_change(sheet, figure, was, row, actor, now))
    if not made:
        return 0
    Score.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["sheet", "code", "figure"], update_fields=_KEPT
    )
    Change.objects.bulk_create(changes)
    add_up(sheet, scheme)
    _others(sheet, scheme, [row.code for row in made])
    _touch(sheet, figure)
    return len(made)


_KEPT = ["source", "value", "num", "den", "points", "most", "applies", "why", "note", "by", "at"]


def clear(sheet: Sheet, figure: Figure, code: str, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take a figure back; its history stays."""
    was = Score.objects.filter(sheet=sheet, figure=figure, code=code).first()
    if was is None:
        return
    was.delete()
    Change.objects.create(
        sheet=sheet, code=code, figure=figure, old_value=_shown(was), old_points=was.points,
        reason=reason, by_id=actor.user_id, by_name=actor.label[:150], at=now,
    )  # fmt: skip
    scheme = schemes.read(sheet.round.scheme)
    add_up(sheet, scheme)
    _others(sheet, scheme, [code])
    _touch(sheet, figure)


def _touch(sheet: Sheet, figure: Figure) -> None:
    if figure in _OF_BODIES:
        settling.touched(due.about(sheet.round_id))


def figure_of(stage: Stage) -> Figure:
    """Return the figure that a stage writes; ``Refusal`` once the round is published."""
    if stage not in WRITTEN_AT:
        raise Refusal(STALE)
    return WRITTEN_AT[stage]


def clean(given: Given) -> Given:
    """Return what was typed without stray spaces, in composed letters."""
    return Given(squeeze(given.value)[:500], squeeze(given.num)[:40], squeeze(given.den)[:40])


def _scored(
    scheme: Scheme, sheet: Sheet, figure: Figure, mark: Mark, best: "standing.Best", actor: Actor, now: dt.datetime
) -> Score:
    given = clean(mark.given)
    try:
        scored = scoring.leaf(scheme, mark.code, given, standing.best_with(best, sheet.pk, given))
    except Wrong as wrong:
        raise Refusal(
            "Tiêu chí %(code)s: %(why)s.", "value", code=mark.code, why=REASONS.of(spoken(str(wrong)))
        ) from wrong
    return Score(
        sheet=sheet, code=mark.code, figure=figure, source=mark.source,
        value=given.value, num=given.num, den=given.den,
        points=settled(scored.points), most=settled(scored.max), applies=scored.applies, why=scored.why,
        note=text.clean(mark.note).strip(), by_id=actor.user_id, at=now,
    )  # fmt: skip


def _differs(was: Score, row: Score) -> bool:
    names = ("value", "num", "den", "points", "note", "source")
    return any(getattr(was, name) != getattr(row, name) for name in names)


def _shown(row: Score) -> str:
    return row.value or (f"{row.num}/{row.den}" if row.num or row.den else "")


def _change(sheet: Sheet, figure: Figure, was: Score | None, row: Score, actor: Actor, now: dt.datetime) -> Change:
    return Change(
        sheet=sheet, code=row.code, figure=figure,
        old_value=_shown(was) if was else "", old_points=was.points if was else None,
        new_value=_shown(row), new_points=row.points,
        reason=row.note, by_id=actor.user_id, by_name=actor.label[:150], at=now,
    )  # fmt: skip


def add_up(sheet: Sheet, scheme: Scheme) -> None:
    """Add a sheet's counting figures up and write the sums; one query to read, one to write."""
    rows = list(Score.objects.filter(sheet=sheet))
    by_figure: dict[str, dict[str, Score]] = {}
    for row in rows:
        by_figure.setdefault(row.figure, {})[row.code] = row
    counting = {leaf.code: _counting(by_figure, leaf.code) for leaf in scheme.leaves}
    missing = [leaf.code for leaf in scheme.leaves if counting[leaf.code] is None and not leaf.is_extra]
    result = scoring.added_up(scheme, "", [_as_scored(scheme, code, row) for code, row in counting.items()], missing)
    mine = by_figure.get(Figure.SELF, {})
    own = scoring.added_up(
        scheme, "", [_as_scored(scheme, leaf.code, mine.get(leaf.code)) for leaf in scheme.leaves], []
    )
    sums = {code: [str(points), str(most)] for code, (points, most) in result.sums.items()}
    waiting = [code for code, row in counting.items() if row is not None and row.figure == Figure.SELF]
    Sheet.objects.filter(pk=sheet.pk).update(
        points=result.points, most=result.max, self_points=own.points, sums=sums, missing=missing, open_leaves=waiting
    )


def _counting(by_figure: dict[str, dict[str, Score]], code: str) -> Score | None:
    return next((by_figure[one][code] for one in COUNTING if code in by_figure.get(one, {})), None)


def _as_scored(scheme: Scheme, code: str, row: Score | None) -> Scored:
    if row is None:
        return scoring.leaf(scheme, code, Given())
    return Scored(code, row.points, row.most, row.why, row.applies)


def _others(sheet: Sheet, scheme: Scheme, codes: Iterable[str]) -> None:
    """Score the other units anew where a leaf is measured against the best of all, and the best has changed."""
    relative = [code for code in codes if kinds.is_relative(scheme.nodes[code].rule or {})]
    if not relative:
        return
    best = standing.best(sheet.round_id, scheme, relative)
    touched: dict[int, Sheet] = {}
    rows = []
    for row in Score.objects.filter(sheet__round=sheet.round_id, code__in=relative).select_related("sheet"):
        given = Given(row.value, row.num, row.den)
        scored = scoring.leaf(scheme, row.code, given, standing.best_with(best[row.code], row.sheet_id, given))
        if settled(scored.points) != row.points:
            row.points, row.why = settled(scored.points), scored.why
            rows.append(row)
            touched[row.sheet_id] = row.sheet
    Score.objects.bulk_update(rows, ["points", "why"])
    for other in touched.values():
        add_up(other, scheme)


def note(sheet: Sheet, reason: str, actor: Actor, now: dt.datetime) -> None:
    """Keep in the history of a sheet what happened to it as a whole."""
    Change.objects.create(
        sheet=sheet, code="", figure=Figure.SELF, reason=reason, by_id=actor.user_id, by_name=actor.label[:150], at=now
    )
