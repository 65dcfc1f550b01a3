"""Read what an installation sets in its environment; what can't be used is refused in a sentence that names it."""

import datetime as dt
import os
import re
from collections.abc import Collection
from functools import lru_cache

from cchc.kernel import reading
from cchc.kernel.refusal import Refusal
from cchc.kernel.years import WORKED


class Misset(Refusal):
    """A variable, or a place that it names, can't be used: one sentence that says which, and what would do."""


def whole(name: str, default: int, *, least: int = 0, most: int = 1_000) -> int:
    """Return the whole number that ``name`` holds, ``default`` where it is not set."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    found = reading.whole(text, most, least)
    if found is None:
        raise Misset(
            "Biến %(name)s phải là số nguyên từ %(least)s đến %(most)s, đang là “%(text)s”.",
            name=name,
            least=least,
            most=most,
            text=text,
        )
    return found


def seconds(name: str, default: float) -> float:
    """Return the seconds that ``name`` holds, a tenth to five minutes; ``default`` where it is not set."""
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text, re.ASCII) or not 0.1 <= float(text) <= 300:
        raise Misset("Biến %(name)s phải là số giây từ 0.1 đến 300, đang là “%(text)s”.", name=name, text=text)
    return float(text)


def day(name: str) -> dt.date | None:
    """Return the day that ``name`` holds as ``yyyy-mm-dd``, nothing where it is not set."""
    text = os.environ.get(name, "").strip()
    return _day(name, text) if text else None


@lru_cache(8)
def _day(name: str, text: str) -> dt.date:
    """Read the day that ``text`` is; a demonstration asks for its day with every row it shows."""
    try:
        read = reading.date(text)
    except reading.Unreadable:
        read = dt.date.min
    if read.year not in WORKED:
        raise Misset(
            "Biến %(name)s phải là một ngày dạng yyyy-mm-dd, từ năm %(first)s đến %(last)s, đang là “%(text)s”.",
            name=name,
            first=str(WORKED[0]),
            last=str(WORKED[-1]),
            text=text,
        )
    return read


def one_of(name: str, default: str, known: Collection[str]) -> str:
    """Return which of ``known`` the variable ``name`` holds, whatever its capitals; ``default`` where it is not set."""
    text = os.environ.get(name, "").strip() or default
    if text.upper() not in known:
        raise Misset(
            "Biến %(name)s phải là một trong %(known)s, đang là “%(text)s”.", name=name, known=sorted(known), text=text
        )
    return text.upper()
