"""What lies over or above the letters of a page: rules that cross words out, and small raised figures of footnotes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from cchc.kernel.papers.strikes import raised
from cchc.kernel.text import squeeze

Char: TypeAlias = dict[str, Any]

_THIN = 2.0  # points: a bar higher than that is a background
_MIDDLE = (0.3, 0.7)  # the share of a letter's height in which a rule crosses it out; below lies an underline
_SMALL = 0.86  # of the size of the letter before it
_LIFTED = 0.15
_SAME_LINE = 1.2


def without_struck(page: Any) -> tuple[Any, list[Char]]:
    """Return a page without its crossed-out letters and what crosses them out, and these letters."""
    rules = [one for one in (*page.lines, *page.rects) if one["bottom"] - one["top"] <= _THIN]
    found: list[Char] = []
    crossing: set[int] = set()
    for rule, char in _crossings(rules, page.chars):
        crossing.add(id(rule))
        found.append(char)
    if not any(char["text"].strip() for char in found):
        return page, []
    gone = {id(char) for char in found} | crossing
    return page.filter(lambda thing: id(thing) not in gone), list({id(char): char for char in found}.values())


def _crossings(rules: Sequence[Char], chars: Sequence[Char]) -> Iterator[tuple[Char, Char]]:
    """Yield each rule with each letter through whose middle it goes."""
    stripes: dict[int, list[Char]] = defaultdict(list)
    for rule in rules:
        for stripe in (int(rule["top"]) - 1, int(rule["top"]), int(rule["top"]) + 1):
            stripes[stripe].append(rule)
    for char in chars:
        height, middle = char["bottom"] - char["top"], (char["x0"] + char["x1"]) / 2
        reach = range(int(char["top"] + _MIDDLE[0] * height), int(char["top"] + _MIDDLE[1] * height) + 1)
        near = {id(rule): rule for stripe in reach for rule in stripes.get(stripe, ())}
        for rule in near.values():
            level = ((rule["top"] + rule["bottom"]) / 2 - char["top"]) / height if height else 0
            if _MIDDLE[0] < level < _MIDDLE[1] and rule["x0"] <= middle <= rule["x1"]:
                yield rule, char


def words(chars: Sequence[Char]) -> str:
    """Return letters as text, in the order of the page."""
    ordered = sorted(chars, key=lambda char: (round(char["top"]), char["x0"]))
    text, before = "", None
    for char in ordered:
        is_apart = before is not None and (
            round(char["top"]) != round(before["top"]) or char["x0"] - before["x1"] > before["size"] / 5
        )
        text += (" " if is_apart else "") + char["text"]
        before = char
    return squeeze(text)


def inside(chars: Sequence[Char], box: tuple[float, ...]) -> list[Char]:
    """Return the letters whose middle lies in a box."""
    x0, y0, x1, y1 = box
    return [
        char
        for char in chars
        if x0 <= (char["x0"] + char["x1"]) / 2 < x1 and y0 <= (char["top"] + char["bottom"]) / 2 < y1
    ]


def raise_figures(page: Any) -> None:
    """Write small figures above the line behind a letter as the marks of footnotes that they are, on its line."""
    before: Char | None = None
    for char in page.chars:
        if char["text"].isdecimal() and before is not None and _is_raised(char, before):
            char["text"] = raised(char["text"])
            char.update({place: before[place] for place in ("top", "bottom", "doctop")})
        else:
            before = char


def _is_raised(char: Char, before: Char) -> bool:
    size = before["size"]
    is_next = -size / 2 < char["x0"] - before["x1"] < _SAME_LINE * size and abs(char["top"] - before["top"]) < size
    is_raised = char["size"] < _SMALL * size and before["bottom"] - char["bottom"] > _LIFTED * size
    return bool(is_next and is_raised)
