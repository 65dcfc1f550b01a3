"""Which letters the vendored fonts can draw: an archive file with one that it can't is no archive file."""

from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"
INSTEAD = "□"
_KEPT = frozenset("\n\u00a0")


@cache
def drawn() -> frozenset[str]:
    """Return the letters that all four fonts have."""
    sets = [set(TTFont(file, lazy=True).getBestCmap()) for file in sorted(FONTS.glob("*.ttf"))]
    return frozenset(map(chr, set.intersection(*sets))) | _KEPT


def drawable(value: Any) -> Any:
    """Return plain data with a box for each letter that the fonts lack; the .docx keeps them as typed."""
    if isinstance(value, str):
        return value if drawn().issuperset(value) else "".join(one if one in drawn() else INSTEAD for one in value)
    if isinstance(value, dict):
        return {key: drawable(one) for key, one in value.items()}
    return [drawable(one) for one in value] if isinstance(value, list) else value
