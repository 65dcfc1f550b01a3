"""Bodies that own the leaves appraise and check again; the council decides what is left."""

import datetime as dt
from collections.abc import Collection

from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean
from cchc.par_index.actions import _marking
from cchc.par_index.actions._marking import Mark
from cchc.par_index.models import Score, Sheet
from cchc.par_index.states import APPRAISING, COUNTING, Figure, Source, Stage
from cchc.par_index.types import Given


def appraise(sheet_id: int, code: str, given: Given, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Write the figure of the present stage for a leaf; one that differs from what counts so far needs its reason."""
    stage = _stage(sheet_id)
    if stage not in APPRAISING and stage != Stage.COUNCIL:
        raise Refusal("Đợt chấm không ở bước thẩm định, phúc tra hay hội đồng.")
    reason = clean(reason).strip()
    with _marking.marking(sheet_id, stage, actor, [code]) as sheet:
        _marking.leaf_of(sheet, code)
        before = _counting(sheet, [code]).get(code)
        same = before is not None and (before.value, before.num, before.den) == _plain(given)
        if not reason and (stage == Stage.COUNCIL or not same):
            raise Refusal("Điểm khác điểm đang có thì phải nêu lý do.", "note")
        source = Source(before.source) if same and before is not None else Source.ENTERED
        _marking.write(
            sheet, _marking.figure_of(stage), [Mark(code, given, reason, source)], actor=actor, now=now
        )  # fmt: skip


def agree(sheet_id: int, codes: Collection[str], *, actor: Actor, now: dt.datetime) -> int:
    """Take over what counts so far for leaves that have no figure of the present stage yet; return how many.

    At the re-check it is what the unit asks for that is granted.
    """
    stage = _stage(sheet_id)
    if stage not in APPRAISING:
        raise Refusal("Đợt chấm không ở bước thẩm định hay phúc tra.")
    figure = _marking.figure_of(stage)
    with _marking.marking(sheet_id, stage, actor, codes) as sheet:
        done = set(Score.objects.filter(sheet=sheet, figure=figure).values_list("code", flat=True))
        wanted = [code for code in codes if code not in done]
        rows = _asked(sheet, wanted) if stage == Stage.RECHECK else _counting(sheet, wanted).values()
        marks = [Mark(row.code, Given(row.value, row.num, row.den), "", Source(row.source)) for row in rows]
        return _marking.write(sheet, figure, marks, actor=actor, now=now)


def _stage(sheet_id: int) -> Stage:
    return Stage(Sheet.objects.values_list("round__stage", flat=True).get(pk=sheet_id))


def _asked(sheet: Sheet, codes: Collection[str]) -> list[Score]:
    return list(Score.objects.filter(sheet=sheet, code__in=codes, figure=Figure.EXPLAINED))


def _counting(sheet: Sheet, codes: Collection[str]) -> dict[str, Score]:
    """Return leaf → the figure that counts; 1 query."""
    rows = Score.objects.filter(sheet=sheet, code__in=codes, figure__in=COUNTING)
    return {row.code: row for row in sorted(rows, key=lambda row: COUNTING.index(row.figure), reverse=True)}


def _plain(given: Given) -> tuple[str, str, str]:
    cleaned = _marking.clean(given)
    return cleaned.value, cleaned.num, cleaned.den
