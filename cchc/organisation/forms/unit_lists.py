"""What the list of units, and that of changes, are narrowed to: read from the address, never refused."""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict

from cchc.kernel import reading
from cchc.organisation.types import LEVELS

KINDS_OF_CHANGE = ("create", "rename", "merge", "split", "move", "abolish")


def day(params: QueryDict, name: str) -> dt.date | None:
    """Return the day that the address names, or ``None`` if it names none that can be read."""
    try:
        return reading.date(params.get(name, "")[:20])
    except reading.Unreadable:
        return None


@dataclass(frozen=True)
class UnitFilter:
    """Units of ``as_of``; empty texts narrow nothing."""

    as_of: dt.date
    level: str
    kind: str
    words: str

    @classmethod
    def read(cls, params: QueryDict, today: dt.date) -> "UnitFilter":
        """Return the filter that the address asks for."""
        level = params.get("cap", "")
        return cls(
            as_of=day(params, "ngay") or today,
            level=level if level in LEVELS else "",
            kind=params.get("loai", "")[:60],
            words=params.get("q", "")[:200],
        )

    @property
    def is_empty(self) -> bool:
        return not (self.level or self.kind or self.words)


@dataclass(frozen=True)
class ChangeFilter:
    """Changes of one kind between two days."""

    kind: str
    since: dt.date | None
    until: dt.date | None

    @classmethod
    def read(cls, params: QueryDict) -> "ChangeFilter":
        """Return the filter that the address asks for."""
        kind = params.get("loai", "")
        return cls(kind if kind in KINDS_OF_CHANGE else "", day(params, "tu"), day(params, "den"))
