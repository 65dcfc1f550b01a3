"""The kind of document that a paper is, by the word over its title, and the letters that stand for it in a number."""

import re
from collections.abc import Sequence

from cchc.kernel.papers import Paragraph

PLAN = "KẾ HOẠCH"
_MARKS: dict[str, frozenset[str]] = {
    PLAN: frozenset({"KH"}),
    "QUYẾT ĐỊNH": frozenset({"QĐ"}),
    "CHƯƠNG TRÌNH": frozenset({"CTR", "CT", "CTHĐ", "CTRHĐ"}),
    "ĐỀ ÁN": frozenset({"ĐA"}),
    "PHƯƠNG ÁN": frozenset({"PA"}),
    "NGHỊ QUYẾT": frozenset({"NQ"}),
    "CHỈ THỊ": frozenset({"CT"}),
    "THÔNG BÁO": frozenset({"TB"}),
}
_HEADING = re.compile(
    rf"^\W*(?P<kind>{'|'.join(kind.replace(' ', r'[ ]*') for kind in _MARKS)})(?!\w)[\s:.]*(?P<title>.*)$",
    re.IGNORECASE,
)


def heading(line: Paragraph) -> tuple[str, str] | None:
    """Return the kind that a line names in capitals (or bold) and what follows on it: "KẾ HOẠCH cải cách …"."""
    found = _HEADING.match(line.text)
    if found is None:
        return None
    kind, title = found["kind"], found["title"].strip()
    if not (kind.isupper() or (line.bold and not title)):
        return None
    return next(known for known in _MARKS if known.replace(" ", "") == kind.upper().replace(" ", "")), title


def of(lines: Sequence[Paragraph]) -> str:
    """Return the kind of the paper: what stands over its first title; a plan where nothing says so."""
    return next((found[0] for line in lines if (found := heading(line))), PLAN)


def fits(number: str, kind: str) -> bool:
    """Tell whether the letters of a number are those of this kind: "15/KH-UBND" and "15-KH/TU" are plans."""
    return not _MARKS[kind].isdisjoint(re.split(r"[\W\d_]+", number.upper()))


def is_known(number: str) -> bool:
    """Tell whether the letters of a number are those of any kind of document that may be or issue a plan."""
    return any(fits(number, kind) for kind in _MARKS)
