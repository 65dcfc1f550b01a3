"""The unit of money that a heading states, or a line above a table."""

import re

from cchc.plans.rules.reading.words import Words

DONG, THOUSAND, MILLION, BILLION = 1, 10**3, 10**6, 10**9

_DONG = r"(?:dong|d|vnd)"
_LARGE = re.compile(
    rf"\b(?:(?P<ty>(?:ty|ti)(?! (?:le|trong|phan|so)\b))|(?P<trieu>trieu|tr|trd|1[.,]?000[.,]?000\s*{_DONG})"
    rf"|(?P<nghin>nghin|ngan(?! (?:sach|hang|quy)\b)|1[.,]?000\s*{_DONG}))\b"
)
_VALUES = {"ty": BILLION, "trieu": MILLION, "nghin": THOUSAND}
_PLAIN = re.compile(rf"\b(?:dvt|don vi(?: tinh)?)\s*:?\s*{_DONG}\b|\(\s*{_DONG}\s*\)")
_EACH = re.compile(rf"\b(?:ty|ti|trieu|tr|trd|nghin|ngan|{_DONG})\s*/\s*[a-z]")
_UNIT = rf"(?:x\s*)?(?:(?:(?:ty|ti|trieu|tr|nghin|ngan|1[.,]?000(?:[.,]?000)?)\s*\.?\s*)?{_DONG}|trieu|nghin|trd)"
_LABEL = r"(?:(?:dvt|don vi(?: tinh)?)\s*:?\s*)"
_STATED = re.compile(rf"\(\s*{_LABEL}?{_UNIT}(?:\s*/\s*[a-z ]+)?\s*\)|\b{_LABEL}{_UNIT}$")


def unit_of(heading: str) -> int | None:
    """Return the unit that a heading states for bare numbers: "Kinh phí (triệu đồng)" → one million.

    None where it states several, or what each of something costs ("triệu đồng/huyện"): a number there is asked about.
    """
    bare = Words.of(heading).bare
    if _EACH.search(bare):
        return None
    units = {_VALUES[found.lastgroup or ""] for found in _LARGE.finditer(bare)}
    units |= {DONG} if _PLAIN.search(bare) else set()
    return units.pop() if len(units) == 1 else None


def states_unit(heading: str) -> bool:
    """Tell whether a heading says that its column holds money, by its unit alone: "NSTW (triệu đồng)"."""
    return bool(_STATED.search(Words.of(heading).bare))


def says_unit(heading: str) -> bool:
    """Tell whether a heading speaks of units at all, also where none of them is that of its numbers."""
    bare = Words.of(heading).bare
    return bool(_LARGE.search(bare) or _PLAIN.search(bare) or _EACH.search(bare))
