"""The numbers Word prints by itself: "1.", "a)", "II." stand in no text, only in the numbering part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.papers.ooxml import W, tree
from cchc.kernel.papers.safety import Archive

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_BULLETS = {"bullet", "none"}


@dataclass(frozen=True)
class _Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Numbers:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive) -> "Numbers":
        """Return the lists that a document defines, none if it has no numbering part."""
        numbers = cls()
        if "word/numbering.xml" in archive:
            root = tree(archive.part("word/numbering.xml"))
            for abstract in root.iter(f"{W}abstractNum"):
                numbers.levels[_value(abstract, "abstractNumId", own=True)] = dict(_levels(abstract))
            for instance in root.iter(f"{W}num"):
                number = _value(instance, "numId", own=True)
                numbers.lists[number] = _value(instance, "abstractNumId")
                numbers.restarts[number] = dict(_restarts(instance))
        if numbers.lists and "word/styles.xml" in archive:
            numbers.styles = dict(_styles(tree(archive.part("word/styles.xml"))))
        return numbers

    def next(self, paragraph: Any) -> str:
        """Return the label of a paragraph and count it; empty where Word prints none, "-" for a bullet."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None or not self.lists:
            return ""
        found = _reference(properties) or self.styles.get(_value(properties, "pStyle"))
        if found is None or found[0] == "0":
            return ""
        abstract, depth = self.lists.get(found[0], ""), found[1]
        if depth in self.restarts.get(found[0], {}):  # the first paragraph of a list that begins anew
            self.counters.setdefault(abstract, {})[depth] = self.restarts[found[0]].pop(depth) - 1
        levels = self.levels.get(abstract, {})
        level = levels.get(depth)
        return "" if level is None else self._count(abstract, depth, level, levels)

    def _count(self, abstract: str, depth: int, level: _Level, levels: dict[int, _Level]) -> str:
        counters = self.counters.setdefault(abstract, {})
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [other for other in counters if other > depth]:
            del counters[deeper]
        if level.format in _BULLETS:
            return "-" if level.format == "bullet" else ""

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            return _written(counters.get(at, levels.get(at, _Level()).start), levels.get(at, level).format)

        return _PLACE.sub(number, level.text)


def _levels(abstract: Any) -> Iterator[tuple[int, _Level]]:
    for level in abstract.iter(f"{W}lvl"):
        start = _value(level, "start")
        yield (
            int(level.get(f"{W}ilvl", "0")),
            _Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText"), int(start) if start else 1),
        )


def _restarts(instance: Any) -> Iterator[tuple[int, int]]:
    """Yield the levels at which a list begins anew, and with which number."""
    for override in instance.iter(f"{W}lvlOverride"):
        start = _value(override, "startOverride")
        if start.isdecimal():
            yield int(override.get(f"{W}ilvl", "0")), int(start)


def _styles(root: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in root.iter(f"{W}style"):
        properties = style.find(f"{W}pPr")
        found = None if properties is None else _reference(properties)
        if found:
            yield style.get(f"{W}styleId", ""), found


def _reference(properties: Any) -> tuple[str, int] | None:
    reference = properties.find(f"{W}numPr")
    if reference is None:
        return None
    depth = _value(reference, "ilvl")
    return _value(reference, "numId"), int(depth) if depth.isdecimal() else 0


def _value(element: Any, name: str, own: bool = False) -> str:
    holder = element if own else element.find(f"{W}{name}")
    if holder is None:
        return ""
    return str(holder.get(f"{W}{name}" if own else f"{W}val", ""))


def _written(number: int, format: str) -> str:
    if format.endswith("Letter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1)
        return letters.upper() if format.startswith("upper") else letters
    if format.endswith("Roman"):
        roman = _roman(number)
        return roman.upper() if format.startswith("upper") else roman
    return str(number).zfill(2) if format == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (min(number, 399) // value)
        number %= value
    return written
