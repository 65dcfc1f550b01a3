"""The codes of rows made whole, their parents found, and codes for rows without one that no row of the paper has."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.plans.rules.reading import codes
from cchc.plans.rules.reading.rows import Entry

Numbered = tuple[Entry, str, str | None, Entry | None]
"""An entry, its whole code, the code of its parent, and the entry from which it takes empty cells."""

_SHOWN = 60  # letters of a title that a question quotes


@dataclass
class _Place:
    """Where the reader stands: the headings above and the last tasks by depth, each with its code."""

    is_whole: bool
    anew: frozenset[str] = frozenset()
    written: Mapping[str, bool] = field(default_factory=dict)
    headings: list[tuple[int, str, Entry]] = field(default_factory=list)
    tasks: list[tuple[int, str, Entry]] = field(default_factory=list)
    known: dict[str, Entry] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    @property
    def group(self) -> str:
        return self.headings[-1][1] if self.headings else ""

    @property
    def part(self) -> str:
        """Return the number of the part of the document, "II", that the headings above stand in."""
        parts = (code for _, code, entry in reversed(self.headings) if entry.code.style in {"roman", "upper"})
        return next(parts, "")

    @property
    def section(self) -> Entry | None:
        return self.headings[-1][2] if self.headings else None


def numbered(entries: Sequence[Entry]) -> list[Numbered]:
    """Return each entry with its code and where it belongs, in order; a code of our own is asked about."""
    whole, anew = _is_numbered_throughout(entries), _begun_anew(entries)
    written = {
        code: not entry.is_heading and entry.code.style == "number"
        for entry, code, _, _ in _walk(entries, _Place(whole, anew))
        if entry.code.style != "none"
    }
    made = _walk(entries, _Place(whole, anew, written))
    if any(entry.code.style != "none" for entry in entries if not entry.is_heading):
        for entry, code, _, _ in made:
            is_bare = entry.code.style == "none" and not entry.is_heading and not codes.is_bullet(entry.title)
            if is_bare and all(name != "code" for name, _ in entry.asks):
                entry.asks.append(("code", _why(entry, code)))
    return made


def _why(entry: Entry, code: str) -> str:
    begun = entry.title if len(entry.title) <= _SHOWN else f"{entry.title[:_SHOWN]}…"
    return f"Dòng “{begun}” không có số thứ tự: tạm mang mã {code}, hãy xem là một nhiệm vụ hay phần của dòng trên."


def _walk(entries: Sequence[Entry], place: _Place) -> list[Numbered]:
    return [_heading(entry, place) if entry.is_heading else _task(entry, place) for entry in entries]


def _is_numbered_throughout(entries: Sequence[Entry]) -> bool:
    """Tell whether plain numbers run on through all groups, so that each is a code by itself."""
    numbers = Counter(e.code.text for e in entries if not e.is_heading and e.code.style == "number")
    return all(times == 1 for times in numbers.values())


def _begun_anew(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the dotted numbers that stand below several parts of the document: "1.1" of part I and of part II."""
    parts: dict[str, set[int]] = {}
    part = 0
    for number, entry in enumerate(entries):
        if entry.is_heading and entry.code.style in {"roman", "upper"}:
            part = number
        elif entry.code.style == "dotted":
            parts.setdefault(entry.code.text, set()).add(part)
    return frozenset(code for code, found in parts.items() if len(found) > 1)


def _heading(entry: Entry, place: _Place) -> Numbered:
    depth = entry.depth if entry.code.style != "none" else 1
    while place.headings and place.headings[-1][0] >= depth:
        place.headings.pop()
    above, section = place.group, place.section
    text = entry.code.text
    is_whole = not above or entry.code.style in {"upper", "roman", "dotted", "other"}
    code = text if is_whole else f"{above}.{text}".strip(".")
    if entry.code.style == "dotted" and place.anew and place.part:
        code = f"{place.part}.{text}"
    place.headings.append((depth, code, entry))
    place.tasks.clear()
    return entry, code, None, section


def _task(entry: Entry, place: _Place) -> Numbered:
    style, text, depth = entry.code.style, entry.code.text, entry.depth
    while place.tasks and place.tasks[-1][0] >= depth and style != "none":
        place.tasks.pop()
    if style == "none":
        return _invented(entry, place)
    parent, above = (place.tasks[-1][1], place.tasks[-1][2]) if place.tasks else (None, None)
    if style in {"dotted", "other"}:
        code = text
        if entry.rank.style == "none" or not above:
            code, parent = _below(text, place)
            above = place.known[parent] if parent else None
    elif style == "letter":
        over = parent or place.group
        code = f"{over}.{text}" if over else text
    else:
        over = parent or place.group
        code = text if place.is_whole or not over else f"{over}.{text}"
    place.tasks.append((depth, code, entry))
    place.known[code] = entry
    return entry, code, parent, above or place.section


def _below(text: str, place: _Place) -> tuple[str, str | None]:
    """Return the whole code of a dotted number and its parent's: where numbers begin anew, "1.1" is "II.1.1"."""
    prefix = "" if place.is_whole or not place.group else f"{place.group}."
    for part in _beginnings(text) if prefix else ():
        parent = place.known.get(prefix + part)
        if parent and parent.code.text == part:
            return prefix + text, prefix + part
    if place.anew and place.part:
        code = f"{place.part}.{text}"
        above = (f"{place.part}.{part}" for part in _beginnings(text))
        return code, next((one for one in above if one in place.known), None)
    return text, _continued(text, place)


def _beginnings(text: str) -> list[str]:
    """Return what a dotted code may continue, the longest first: "1.2" and "1" of "1.2.3"."""
    parts = re.split(r"(?=[.\-])", text)
    return ["".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]


def _continued(text: str, place: _Place) -> str | None:
    """Return the longest code of a task above that this one continues: "1.2" of "1.2.3"."""
    return next((part for part in _beginnings(text) if part in place.known), None)


# ------------------------------------------------------------------ codes of our own
def _invented(entry: Entry, place: _Place) -> Numbered:
    """Return a code for a row without one: the next below the row it belongs to, or in its group.

    It follows the highest that the paper gives there, so that no row of the paper, above or below, bears it.
    """
    is_bullet = codes.is_bullet(entry.title)
    is_below = is_bullet and place.tasks
    counts_on = place.is_whole and any(place.written.values()) and not is_bullet
    over = place.tasks[-1][1] if is_below else "" if counts_on else place.group
    prefix = f"{over}." if over else ""
    if prefix not in place.last:
        place.last[prefix] = _highest(prefix, place.written)
    place.last[prefix] += 1
    code = f"{prefix}{place.last[prefix]}"
    return entry, code, (over if is_below else None), (place.tasks[-1][2] if is_below else place.section)


def _highest(prefix: str, written: Iterable[str]) -> int:
    """Return the highest number that the paper itself gives below a code."""
    after = (code.removeprefix(prefix) for code in written if code.startswith(prefix))
    return max((int(found[0]) for rest in after if (found := re.match(r"\d{1,4}", rest))), default=0)
