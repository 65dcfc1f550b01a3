"""The other names under which documents know units and classes."""

import datetime as dt
from dataclasses import dataclass

from cchc.kernel.text import fold, sort_key
from cchc.organisation.queries import _snapshot
from cchc.organisation.rules import views


@dataclass(frozen=True)
class AliasRow:
    """A name in use, what it means on the day, and whether the office has taught it."""

    text: str
    means: tuple[str, ...]
    is_local: bool
    since: dt.date | None = None
    """The first day on which it means that, where it meant another unit before."""


def aliases(as_of: dt.date, words: str = "") -> tuple[AliasRow, ...]:
    """Return the names in use on ``as_of`` that hold ``words``, in Vietnamese order; 1 query."""
    snapshot = _snapshot.current()
    day = snapshot.on(as_of)
    classes = snapshot.registry.classes
    wanted = fold(words)
    rows = []
    for alias in snapshot.registry.aliases:
        targets = views.living(snapshot.registry, alias, day.valid, as_of)
        means = tuple(day.valid[one].name if one in day.valid else classes[one].name for one in targets)
        if means and wanted in fold(" ".join([alias.text, *means])):
            rows.append(AliasRow(alias.text, means, alias.origin == "office", alias.span.valid_from))
    return tuple(sorted(rows, key=lambda row: sort_key(row.text)))
