"""Number formats of a workbook: decimals, dates without a day, and the words that a format puts around a value."""

import re
from dataclasses import dataclass

_DECIMALS = re.compile(r"[#,0]*0\.(0{1,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<one>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(?P<mark>.)')
_SCALED = re.compile(r"[0#?](,+)(?![,0#?])")
_LETTER = re.compile(r"[^\W\d_]")
_MONTH_AND_YEAR = 17  # the built-in format "mmm-yy"


@dataclass(frozen=True)
class Look:
    """How a value is written: ``spec`` for ``format``, the words before and after it, ``thousands`` dropped."""

    spec: str = ""
    before: str = ""
    after: str = ""
    thousands: int = 0

    @property
    def has_words(self) -> bool:
        return bool(self.before or self.after)


BUILT_IN = {_MONTH_AND_YEAR: Look("%m/%Y"), 2: Look(".2f"), 4: Look(".2f")}


def look(written: str) -> Look | None:
    """Return how a custom format shows a date or number, nothing if it adds nothing to the plain value."""
    code = _QUOTED.sub("", written).lower()
    spec = ""
    if "y" in code and not set("dhs") & set(code):
        spec = "%m/%Y" if "m" in code else "%Y"
    elif found := _DECIMALS.fullmatch(code.partition(";")[0].strip()):
        spec = f".{len(found[1])}f"
    before, after = _words(written)
    scaled = _SCALED.search(code.partition(";")[0])
    made = Look(spec, before, after, len(scaled[1]) if scaled else 0)
    return made if spec or made.has_words else None


def _words(written: str) -> tuple[str, str]:
    """Return the words before and after the place of the value: "Từ ngày " of ``"Từ ngày "dd/mm/yyyy``."""
    around, is_behind = ["", ""], 0
    for found in _TOKEN.finditer(written):
        mark = found["mark"] or ""
        literal = found["quoted"] or found["one"] or found["currency"] or ""
        if mark == ";":  # what follows is for negative numbers
            break
        if mark.isalnum() or mark in {"#", "?", "@"}:
            around[1], is_behind = "", 1  # words between two parts of a date say nothing more
        else:
            around[is_behind] += literal or (" " if mark == " " else "")
    before, after = (words if _LETTER.search(words) else "" for words in around)
    return before, after
