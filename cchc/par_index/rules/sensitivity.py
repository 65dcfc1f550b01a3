"""How firmly a rank stands: where a unit would come with a little more or a little less, the others staying."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Firmness:
    """Ranks that a unit would hold with ``step`` index points more and less, and its distance to its neighbours."""

    best: int
    worst: int
    to_above: Decimal | None
    to_below: Decimal | None


def firmness(index: Decimal, everybody: Sequence[Decimal], step: Decimal) -> Firmness:
    """Return how firm ``index`` stands among ``everybody``, itself one of them; ranks go 1, 2, 2, 4."""
    others = sorted(everybody)
    others.remove(index)
    above, below = bisect_right(others, index), bisect_left(others, index)
    return Firmness(
        best=1 + len(others) - bisect_right(others, index + step),
        worst=1 + len(others) - bisect_right(others, index - step),
        to_above=others[above] - index if above < len(others) else None,
        to_below=index - others[below - 1] if below else None,
    )
