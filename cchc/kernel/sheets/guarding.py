"""The apostrophe in front of a text that a spreadsheet would take for a formula: put there, and taken off again."""

import re

_STARTS = "=+@\t\r\n＝＋－＠-"  # Excel takes the wide ones too
_FORMULA = re.compile(f"'*[{_STARTS}]")
_GUARDED = re.compile(f"'+[{_STARTS}]")


def guarded(text: str) -> str:
    """Return ``text`` as no spreadsheet takes it for a formula; ``bare`` gives it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def is_bare(text: str) -> bool:
    """Tell whether ``bare`` leaves ``text`` alone: where it doesn't, an apostrophe of its own stands in front."""
    return not _GUARDED.match(text)


def bare(text: str) -> str:
    """Return what ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text
