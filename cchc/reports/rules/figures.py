"""What a figure is worth: counters add up, rates are recomputed from them, and a hand leaves both values standing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cchc.kernel import indicators
from cchc.kernel.indicators import Fraction
from cchc.kernel.refusal import Sentence
from cchc.reports.types import FigureKind

NOTHING: Fraction = (0, 0)


@dataclass(frozen=True)
class Sources:
    """Where a figure comes from: the unit's own records, the reports below, and what was put in by hand.

    ``None`` is what nobody has said yet; it is not nothing, and adds nothing above.
    """

    own: Fraction | None = None
    below: Fraction | None = None
    by_hand: Fraction | None = None

    @property
    def reckoned(self) -> Fraction | None:
        return summed((self.own, self.below))

    @property
    def counts(self) -> Fraction | None:
        """The value that is reported and that adds up above."""
        return self.reckoned if self.by_hand is None else self.by_hand


def summed(parts: Iterable[Fraction | None]) -> Fraction | None:
    """Add up what was said; ``None`` where nobody has said anything."""
    said = [part for part in parts if part is not None]
    return indicators.total(said) if said else None


def shown(kind: FigureKind, value: Fraction | None) -> Decimal | None:
    """Return what readers see: a count, or a share in percent with one decimal; nothing over nothing is no share."""
    if value is None:
        return None
    exact = indicators.value(kind, value)
    return exact if exact is None or kind == "count" else exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def problem(kind: FigureKind, value: Fraction) -> Sentence | None:
    """Return what is wrong with typed counters, or nothing."""
    numerator, denominator = value
    if numerator < 0 or denominator < 0:
        return Sentence("Số đếm không được âm.")
    if kind == "ratio" and numerator > denominator:
        return Sentence(
            "Phần (%(numerator)s) lớn hơn tổng (%(denominator)s): tỷ lệ không thể vượt 100%%.",
            numerator=numerator,
            denominator=denominator,
        )
    if kind == "mean" and numerator and not denominator:
        return Sentence("Có tổng điểm mà không có lượt nào: hãy ghi số lượt.")
    return None
