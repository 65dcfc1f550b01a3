"""Socket for the page of a unit: a module offers in ``plugs/panels.py`` a card with what it knows of that unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from cchc.kernel.permission import Record, Subject

MAX_LINES = 5
"""The most lines of a card."""


@dataclass(frozen=True)
class Line:
    """One record: its words, the page that shows it, and how it stands as (kind of tag, words)."""

    text: str
    url: str
    status: tuple[str, str] | None = None


@dataclass(frozen=True)
class Panel:
    """A card; ``read`` returns the newest of what ``subject`` may open of a unit, ``MAX_LINES`` at the most.

    It says what there is today, also where the page shows the unit as of another day. ``permission`` is asked over the
    unit before ``read`` is; a card that names none, or one that no module declares, stops the start.
    """

    order: int
    label: str | Promise
    permission: str
    read: Callable[[Subject, int], Sequence[Line]]


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Offer a card; small ``order`` first."""
    _panels.append(panel)


def asked() -> list[tuple[str, str]]:
    """Return the permissions of the cards, each with where it is named."""
    return [(panel.permission, f"the card {str(panel.label)!r} of the unit page") for panel in _panels]


def of_unit(subject: Subject, unit_id: int) -> list[tuple[str | Promise, Sequence[Line]]]:
    """Return the cards of a unit that hold something for the reader, each with its heading."""
    of_it = Record("unit", unit_id)
    open_to = [one for one in sorted(_panels, key=lambda one: one.order) if subject.may(one.permission, of_it)]
    cards = [(one.label, one.read(subject, unit_id)[:MAX_LINES]) for one in open_to]
    return [(label, lines) for label, lines in cards if lines]
