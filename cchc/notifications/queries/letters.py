"""Socket: the module that writes official letters says here where those to units that nothing reaches are written."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Letters:
    """Addresses, in the reader's language: the letter of an act of urging, and the drafts that ask for people.

    The drafts are pairs of what their file is ("docx") and where it is.
    """

    of_urging: Callable[[int], str]
    for_people: Callable[[], tuple[tuple[str, str], ...]]


_offered: list[Letters] = []


def register(letters: Letters) -> None:
    """Offer the letters; there is one module that writes them."""
    if _offered:
        raise ValueError("letters are already offered")
    _offered.append(letters)


def of_urging(urging_id: int) -> str:
    """Return where the letter of an act of urging is written; nothing where nobody writes letters."""
    return _offered[0].of_urging(urging_id) if _offered else ""


def for_people() -> tuple[tuple[str, str], ...]:
    """Return the drafts that ask units for people: (kind of file, address); none where nobody writes letters."""
    return _offered[0].for_people() if _offered else ()
