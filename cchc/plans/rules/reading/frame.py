"""What frames the tasks: number, day and place of the letterhead, title, year, bases, and who issues the plan."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cchc.kernel.papers import Paragraph
from cchc.kernel.text import inside
from cchc.organisation.types import Directory
from cchc.plans.rules.reading import letterhead
from cchc.plans.rules.reading import title as titles
from cchc.plans.rules.reading.letterhead import Letterhead
from cchc.plans.rules.reading.signature import AUTHORITY
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.types import Doubt, Signatory

_COUNCIL = re.compile(r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\b", re.IGNORECASE)
_LEVEL = re.compile(r"^(?:Tỉnh|Thành Phố|Huyện|Thị Xã|Quận|Xã|Phường|Thị Trấn|Đặc Khu)\b")


@dataclass(frozen=True)
class Frame:
    """Whatever of it the document gives, and the doubts about it."""

    head: Letterhead
    title: str = ""
    year: int | None = None
    bases: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def number(self) -> str:
        return self.head.number

    @property
    def issued_on(self) -> dt.date | None:
        return self.head.issued_on

    @property
    def place(self) -> str:
        return self.head.place


def read(lines: Sequence[Paragraph]) -> Frame:
    """Return the letterhead, the title with its year, and the bases."""
    head, title = letterhead.read(lines), titles.read(lines)
    year = titles.year(title.text, head.issued_on)
    after = title.after or len(letterhead.above_title(lines))
    return Frame(
        head,
        title.text,
        year.year,
        (*titles.bases_of_decision(lines[:after]), *titles.bases(lines[after:])),
        head.doubts + year.doubts,
    )


def issuer(head: Letterhead, signatory: Signatory, directory: Directory, resolver: Resolver) -> str:
    """Return who issues the plan: the last body of the letterhead, or else whoever it is signed for."""
    names = {unit.code: (unit.name, unit.level) for unit in directory.units}
    bodies = _bodies(head)
    broken = [f"{one} {other}" for one, other in pairwise(bodies) if _COUNCIL.match(one)]  # a name on two lines
    for line in [*broken, *reversed(bodies)]:
        who = resolver.understand(line)
        if len(who.units) == 1 and not who.unresolved:
            return _official(*names[who.units[0]])
        if _COUNCIL.match(line) and line not in broken:
            return _named(line) if line.isupper() else line
    signed = AUTHORITY.sub("", signatory.authority).strip()
    if _COUNCIL.match(signed):
        for unit in directory.units:
            if unit.level == "province" and unit.short and unit.short.casefold() == head.place.casefold():
                return _official(unit.name, unit.level)
    return ""


def _bodies(head: Letterhead) -> list[str]:
    """Return the bodies of the letterhead, one that takes two lines made one."""
    found: list[str] = []
    for line in head.bodies:
        if found and _COUNCIL.fullmatch(found[-1]):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _named(capitals: str) -> str:
    """Return the name of a council that is written in capitals: its place keeps the capitals of a name."""
    name = _COUNCIL.sub("", capitals).strip().title()
    return f"Ủy ban nhân dân {_LEVEL.sub(lambda level: level[0].lower(), name)}".strip()


def _official(name: str, level: str) -> str:
    is_place = level in {"province", "district", "commune"}
    return f"Ủy ban nhân dân {inside(name)}" if is_place else name
