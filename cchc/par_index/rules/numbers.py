"""Exact decimals: read as people write them, rounded only when shown."""

import re
from collections.abc import Hashable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from cchc.kernel import reading
from cchc.kernel.text import fold
from cchc.par_index.types import Mode

HUNDRED = Decimal(100)
LARGEST = Decimal(10) ** 18
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


class Wrong(ValueError):
    """A figure that can't be, or a rule that can't be computed; the text says why."""


@lru_cache(maxsize=8_192, typed=True)  # the same ends, caps and counts are read for every unit; True is no 1
def number(text: Hashable) -> Decimal:
    """Return the number that a cell or a scheme holds: 84.37, "84,37", 30; ``Wrong`` for anything else."""
    try:
        return reading.decimal(text)
    except reading.Unreadable as unreadable:
        raise Wrong(f"“{str(unreadable)[:40]}” không phải một số") from None


@lru_cache(maxsize=8_192)
def folded(label: str) -> str:
    """Return a label as it is compared: without marks and capitals."""
    return fold(label)


def rounded(value: Decimal, places: int, mode: Mode) -> Decimal:
    """Return ``value`` as it is published."""
    step = Decimal(1).scaleb(-places)
    return value.quantize(step, ROUND_HALF_UP if mode == "half_up" else ROUND_DOWN)


def plain(value: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def rounded_off(value: Decimal) -> str:
    """Return a computed number as a sentence tells it: four places, without trailing zeros."""
    return plain(rounded(value, 4, "half_up"))


def spoken(text: str) -> str:
    """Return a sentence with the decimal sign that people here write."""
    return _POINT.sub(",", text)
