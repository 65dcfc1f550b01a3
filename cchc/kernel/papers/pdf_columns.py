"""The letterhead and the signature stand in two columns: found by the strip that no word of theirs crosses."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias

from cchc.kernel.text import fold

Words: TypeAlias = list[dict[str, Any]]

_NATION = re.compile(r"\bcong hoa xa hoi\b|\bdoc lap\b.*\btu do\b")
_TITLE = re.compile(
    r"^(?:\(?du thao\)?\s*)?(?:(?:ke hoach|chuong trinh|de an|phuong an)\b"
    r"|(?:quyet dinh|nghi quyet|chi thi|thong bao|to trinh|bao cao|cong van)\W*$)"
)
_RECIPIENTS = re.compile(r"^noi nhan\b")
_NARROWEST = 6.0  # points; words of one line stand three or four apart
_MOST_LINES = 14  # a letterhead is not longer
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
_BULLET = re.compile(r"^[-–+•*]\s*\S")
_DAY = re.compile(r"\b(?:ngay|thang|nam)$")
_HYPHEN = re.compile(r"\w[-/]$")


def streams(words: Words) -> Iterator[tuple[float | None, Words]]:
    """Yield the words in reading order; those of two columns one column after the other, with the top of both."""
    rows = _rows(words)
    at = 0
    for start, end in _regions(rows):
        strip = _strip([word for row in rows[start:end] for word in row])
        if strip is None or start < at:
            continue
        yield None, _flat(rows[at:start])
        top = rows[start][0]["top"]
        yield top, [word for word in _flat(rows[start:end]) if word["x1"] <= strip]
        yield top, [word for word in _flat(rows[start:end]) if word["x0"] >= strip]
        at = end
    yield None, _flat(rows[at:])


def goes_on(text: str, line: str) -> bool:
    """Tell whether a line of a column goes on with ``text`` above it, for which the column had no room.

    The lines of a column are short and mostly centred, and most end where their words do: only the words tell.
    """
    before, below = fold(text), fold(line)
    if _BULLET.match(line) or not line:
        return False
    if any(phrase.startswith(f"{before} {below}") for phrase in _MOTTO):
        return True
    is_day = bool(_DAY.search(before)) and line[0].isdecimal()
    is_item = bool(_BULLET.match(text)) and not text.endswith((";", "."))
    return is_day or is_item or bool(_HYPHEN.search(text)) or line[0].islower()


def _flat(rows: Sequence[Words]) -> Words:
    return [word for row in rows for word in row]


def _rows(words: Words) -> list[Words]:
    """Return the lines of words, each from left to right."""
    rows: list[Words] = []
    for word in sorted(words, key=lambda word: (word["top"], word["x0"])):
        first = rows[-1][0] if rows else None
        if first is not None and abs(word["top"] - first["top"]) < (first["bottom"] - first["top"]) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _regions(rows: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Yield the first row, and the one after the last, of a letterhead and of a signature."""
    texts = [fold(" ".join(word["text"] for word in row)) for row in rows]
    title = next((place for place, text in enumerate(texts[:_MOST_LINES]) if _TITLE.match(text)), 0)
    nation = next((place for place, text in enumerate(texts[:title]) if _NATION.search(text)), None)
    if nation is not None:
        tried = ((start, end) for start in range(nation + 1) for end in range(title, nation, -1))
        yield from _first(rows, sorted(tried, key=lambda pair: pair[0] - pair[1]))
    recipients = next((place for place, text in enumerate(texts) if _RECIPIENTS.match(text)), None)
    if recipients is not None:
        yield from _first(rows, ((recipients, end) for end in range(len(rows), recipients, -1)))


def _first(rows: Sequence[Words], regions: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the first of the regions that falls into two columns, if any does."""
    yield from islice(((start, end) for start, end in regions if _strip(_flat(rows[start:end])) is not None), 1)


def _strip(words: Words) -> float | None:
    """Return a place that no word crosses, in the middle of the widest gap."""
    edges = sorted((word["x0"], word["x1"]) for word in words)
    gaps: list[tuple[float, float]] = []
    reach = edges[0][1] if edges else 0.0
    for left, right in edges:
        if left - reach >= _NARROWEST:
            gaps.append((left - reach, (left + reach) / 2))
        reach = max(reach, right)
    return max(gaps)[1] if gaps else None
