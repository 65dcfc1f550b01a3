"""What the registry of figures says about leaves that are measured."""

from collections.abc import Collection
from decimal import Decimal

from cchc.kernel import indicators
from cchc.kernel.period import Period
from cchc.par_index.models import Round
from cchc.par_index.rules import kinds
from cchc.par_index.rules.numbers import plain, rounded
from cchc.par_index.types import Given, Node, Scheme


def givens(scheme: Scheme, unit_ids: Collection[int], period: Period) -> dict[tuple[int, str], Given]:
    """Return (unit, leaf) → what was measured; one query an indicator, however many units."""
    found: dict[tuple[int, str], Given] = {}
    known = indicators.known()
    measured = {}
    for leaf in scheme.leaves:
        if leaf.indicator in known:
            if leaf.indicator not in measured:
                measured[leaf.indicator] = known[leaf.indicator].measure(unit_ids, period)
            for unit_id, (num, den) in measured[leaf.indicator].items():
                found[unit_id, leaf.code] = _given(leaf, known[leaf.indicator].kind, num, den)
    return found


def _given(leaf: Node, kind: str, num: int, den: int) -> Given:
    """A mean is one value, nothing where nothing was measured; a rule that counts takes the count, a share both."""
    if kind == "mean":
        return Given(value=plain(rounded(Decimal(num) / den, 4, "half_up"))) if den else Given()
    if leaf.rule is not None and kinds.counts(leaf.rule):
        return Given(value=str(num))
    return Given(num=str(num), den=str(den))


def period(found: Round) -> Period:
    """Return the days whose records a round measures."""
    return Period.of_days(found.first_on, found.last_on)
