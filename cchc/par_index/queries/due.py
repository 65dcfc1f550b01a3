"""What a round still lacks, and from whom: for reminders, and for the page of who is late."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.inbox.queries import titles
from cchc.inbox.types import Item
from cchc.kernel import reading
from cchc.kernel.statements import statement
from cchc.par_index.models import Body, Round, Score, Sheet
from cchc.par_index.states import UNTIMED, Figure, Stage


@dataclass(frozen=True)
class Lack:
    """What a unit owes a round: its sheet to be locked, or leaves of so many sheets to be appraised or checked."""

    round: Round
    unit_id: int
    due_on: dt.date
    sheet_id: int | None
    leaves: int = 0


def lacking(found: Round) -> list[Lack]:
    """Return who still owes what at the present stage; at most 3 queries."""
    if found.stage == Stage.SELF:
        return _unlocked([found])
    if found.stage in (Stage.APPRAISAL, Stage.RECHECK):
        return list(_bodies(found))
    return []


def _unlocked(rounds: Collection[Round], unit_ids: Collection[int] | None = None) -> list[Lack]:
    """Return the sheets (of some units) not yet locked, of rounds in which units score themselves; 1 query."""
    by_id = {one.pk: one for one in rounds}
    rows = _open_sheets(list(by_id)) if unit_ids is None else _open_sheets(list(by_id), unit_ids)
    return [Lack(by_id[round_id], unit_id, by_id[round_id].self_due, pk) for pk, round_id, unit_id in rows]


@statement
def _open_sheets(
    round_ids: Collection[int], unit_ids: Collection[int] | None = None
) -> "QuerySet[Sheet, tuple[int, int, int]]":
    rows = Sheet.objects.filter(round_id__among=round_ids, locked_at=None).order_by("pk")
    rows = rows if unit_ids is None else rows.filter(unit_id__among=unit_ids)
    return rows.values_list("pk", "round_id", "unit_id")


def _bodies(found: Round) -> Iterator[Lack]:
    """Yield the bodies that own a leaf still to be looked at, the operator for the leaves of a unit's own."""
    owners = dict(Body.objects.filter(round=found).values_list("code", "unit_id"))
    counts: dict[int, int] = {}
    for unit_id, code in _open(found):
        owner = owners.get(code, found.unit_id)
        owner = found.unit_id if owner == unit_id else owner
        counts[owner] = counts.get(owner, 0) + 1
    due_on = found.appraisal_due if found.stage == Stage.APPRAISAL else found.recheck_due
    for owner, leaves in counts.items():
        yield Lack(found, owner, due_on, None, leaves)


def _open(found: Round) -> Iterator[tuple[int, str]]:
    if found.stage == Stage.APPRAISAL:
        for unit_id, codes in Sheet.objects.filter(round=found).values_list("unit_id", "open_leaves"):
            yield from ((unit_id, code) for code in codes)
        return
    rows = Score.objects.filter(sheet__round=found)
    done = set(rows.filter(figure=Figure.RECHECKED).values_list("sheet_id", "code"))
    asked = rows.filter(figure=Figure.EXPLAINED).values_list("sheet_id", "sheet__unit_id", "code")
    yield from ((unit_id, code) for sheet_id, unit_id, code in asked if (sheet_id, code) not in done)


def owed(until: dt.date, unit_ids: Collection[int] | None = None) -> list[Lack]:
    """Return what is owed by a day in every round that runs, by some units or by all; rounds in order.

    2 queries, and 2 for each round that is appraised or checked again.
    """
    rounds = _running()
    own = [found for found in rounds if found.stage == Stage.SELF and found.self_due <= until]
    lacks = _unlocked(own, unit_ids) if own else []
    lacks += [lack for found in rounds if found.stage != Stage.SELF for lack in lacking(found)]
    mine = [lack for lack in lacks if lack.due_on <= until and (unit_ids is None or lack.unit_id in unit_ids)]
    return sorted(mine, key=lambda lack: lack.round.pk)


@statement
def _running() -> QuerySet[Round]:
    return Round.objects.exclude(stage__in=UNTIMED).order_by("pk")


def still(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return those of the keys that their round lacks still, with the day of its stage.

    1 query, and what ``lacking`` asks for each round that runs.
    """
    asked = {pk for key in keys if (pk := reading.whole(key.partition(":")[2].partition("-")[0])) is not None}
    rows: dict[str, dt.date | None] = {}
    for found in Round.objects.filter(pk__in=asked).exclude(stage__in=UNTIMED):
        rows |= {key_of(found, found.stage, lack.unit_id): lack.due_on for lack in lacking(found)}
        if found.stage == Stage.EXPLANATION:
            units = Sheet.objects.filter(round=found).values_list("unit_id", flat=True)
            rows |= {key_of(found, found.stage, unit_id): found.explanation_due for unit_id in units}
    return {key: rows[key] for key in keys if key in rows}


def key_of(found: Round, stage: str, unit_id: int) -> str:
    """Return the word by which notices remember what a unit owes a round at a stage."""
    return f"{about(found.pk)}-{stage}:{unit_id}"


def about(round_id: int) -> str:
    """Return the word for all that units owe a round."""
    return f"par_index.round:{round_id}"


_HEADS = {stage.value: titles.register(stage.label) for stage in Stage}


def due(lack: Lack) -> Item:
    """Return what is lacking as what its unit owes."""
    found = lack.round
    with translation.override("vi"):
        page = (
            reverse("par_index:sheet", args=[lack.sheet_id])
            if lack.sheet_id
            else reverse("par_index:appraisal", args=[found.pk])
        )
    key = key_of(found, found.stage, lack.unit_id)
    title = titles.headed(_HEADS[found.stage], found.title)
    of = about(found.pk)
    return Item(key, "index", lack.unit_id, found.unit_id, lack.due_on, title, page, of=of, of_title=found.title)
