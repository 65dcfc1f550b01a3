"""What counts now: the figure of each leaf that the others have given way to."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from cchc.par_index.models import Score
from cchc.par_index.rules import kinds
from cchc.par_index.rules.numbers import Wrong
from cchc.par_index.states import COUNTING
from cchc.par_index.types import Given, Scheme

Best = Mapping[int, Decimal] | None
"""The counting value of every sheet, for a leaf that is measured against the best of them."""


def best(round_id: int, scheme: Scheme, codes: Collection[str]) -> dict[str, Best]:
    """Return leaf → sheet → value for those of ``codes`` that are measured against the best; no query without any."""
    relative = [code for code in codes if kinds.is_relative(scheme.nodes[code].rule or {})]
    found: dict[str, dict[int, tuple[int, Decimal]]] = {code: {} for code in relative}
    if not relative:
        return {}
    for row in Score.objects.filter(sheet__round=round_id, code__in=relative, figure__in=COUNTING):
        rank = COUNTING.index(row.figure)
        known = found[row.code].get(row.sheet_id)
        if known is None or rank < known[0]:
            try:
                value = kinds.value_of(Given(row.value, row.num, row.den))
            except Wrong:
                continue
            found[row.code][row.sheet_id] = (rank, value)
    return {code: {sheet: value for sheet, (_, value) in rows.items()} for code, rows in found.items()}


def best_with(values: Best, sheet_id: int, given: Given) -> Decimal | None:
    """Return the best value once a sheet has ``given``; nothing for a leaf that is not measured so."""
    if values is None:
        return None
    others = [value for sheet, value in values.items() if sheet != sheet_id]
    try:
        return max([kinds.value_of(given), *others])
    except Wrong:
        return max(others, default=None)
