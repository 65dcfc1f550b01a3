"""Number formats of a workbook: decimals, leading zeros, percent, dates without a day, and words around a value."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cchc.kernel import writing

_PADDED = re.compile(r"0{2,20}")
_DECIMALS = re.compile(r"[#,0]*0\.(0{1,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<one>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].|(?P<mark>.)')
_SCALED = re.compile(r"[0#?](,+)(?![,0#?])")
_SAYS = re.compile(r"[^\W\d_]|%")
_MONTH_AND_YEAR = 17  # the built-in format "mmm-yy"


@dataclass(frozen=True)
class Look:
    """How a value is written: ``spec`` for ``format``, the words before and after it, ``thousands`` dropped.

    ``percent`` multiplies by a hundred; the sign stands among the words.
    """

    spec: str = ""
    before: str = ""
    after: str = ""
    thousands: int = 0
    percent: bool = False

    @property
    def has_words(self) -> bool:
        return bool(self.before or self.after)

    def scaled(self, value: Any) -> Any:
        """Return a number as it is written: in thousands, or as percent; anything else as it is."""
        if not isinstance(value, (int, float)) or not (self.thousands or self.percent):
            return value
        made = Decimal(repr(value)).scaleb(2 if self.percent else 0).scaleb(-3 * self.thousands)
        return int(made) if made == made.to_integral_value() else float(made)


BUILT_IN = {
    _MONTH_AND_YEAR: Look("%m/%Y"), 2: Look(".2f"), 4: Look(".2f"),
    9: Look(after="%", percent=True), 10: Look(".2f", after="%", percent=True),
}  # fmt: skip


def figure(value: float, spec: str) -> str:
    """Return a number with the decimals or leading zeros of ``spec``, else with its own, fifteen digits at most."""
    if spec and not spec.startswith("%"):
        return f"{value:{spec}}"
    return f"{int(value) if value == int(value) else value:.15g}"


def cell(value: Any, look: Look | None) -> Any:
    """Return what a cell of a list says: a text as it is shown where its format says more than the bare value.

    A number keeps all its decimals, and those that only the format gives it: 1.1 shown as 1.10 is ``Decimal("1.10")``.
    """
    if look is None or isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        said = f"{value:{look.spec}}" if look.spec.startswith("%") else writing.date(value)
        return f"{look.before}{said}{look.after}" if look.has_words or look.spec.startswith("%") else value
    if not isinstance(value, (int, float)):
        return value
    padding = look.spec if look.spec.startswith("0") and value == int(value) else ""
    value = look.scaled(value)
    if padding or look.has_words:
        return f"{look.before}{figure(value, padding)}{look.after}"
    exact = Decimal(figure(value, look.spec))
    return exact if look.spec.startswith(".") and exact == Decimal(repr(value)) else value


def look(written: str) -> Look | None:
    """Return how a custom format shows a date or number, nothing if it adds nothing to the plain value."""
    code = _QUOTED.sub("", written).lower()
    spec = ""
    if "y" in code and not set("dhs") & set(code):
        spec = "%m/%Y" if "m" in code else "%Y"
    elif found := _DECIMALS.fullmatch(code.partition(";")[0].strip(" %")):
        spec = f".{len(found[1])}f"
    elif _PADDED.fullmatch(code.partition(";")[0].strip()):
        spec = f"0{len(code.partition(';')[0].strip())}.0f"
    before, after = _words(written)
    scaled = _SCALED.search(code.partition(";")[0])
    made = Look(spec, before, after, len(scaled[1]) if scaled else 0, "%" in code.partition(";")[0])
    return made if spec or made.has_words or made.thousands else None


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
            around[is_behind] += literal or (mark if mark in {" ", "%"} else "")
    before, after = (words if _SAYS.search(words) else "" for words in around)
    return before, after
