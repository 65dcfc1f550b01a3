"""A filter of a list: how its word of the address is read, and how the page asks for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from cchc.kernel import reading
from cchc.kernel.text import squeeze
from cchc.ui.lists.columns import Title

LONGEST = 200
Choices = Iterable[tuple[Any, Any]] | Callable[[], Iterable[tuple[Any, Any]]]
"""What to choose from; called where it depends on the day or the reader's language."""

_ALL, _YEAR = _("Tất cả"), _("Năm")


@dataclass(frozen=True)
class Filter:
    """What narrows a list: ``read`` makes a value of the word in the address; what can't be read narrows nothing."""

    key: str
    label: Title
    read: Callable[[str], Any]
    kind: Literal["search", "choice", "whole", "carried"]
    choices: Choices = ()
    empty: Title = ""
    is_kept: bool = True
    """No, where its value is a record of this page alone, a field of one plan: kept, it would empty other pages."""

    @property
    def options(self) -> list[tuple[Any, Any]]:
        """The values to choose from, with their words."""
        return list(self.choices() if callable(self.choices) else self.choices)


def search(label: Title, key: str = "q") -> Filter:
    """Return a box for words."""
    return Filter(key, label, lambda typed: squeeze(typed[:LONGEST]), "search")


def choice(key: str, label: Title, choices: Choices, empty: Title = _ALL, *, is_kept: bool = True) -> Filter:
    """Return a list to choose from; ``empty`` is what stands for no choice."""

    def read(asked: str) -> str:
        return asked if asked and any(asked == str(value) for value, _words in one.options) else ""

    one = Filter(key, label, read, "choice", choices, empty, is_kept)
    return one


def number(key: str, label: Title, most: int, least: int = 1) -> Filter:
    """Return a box for a whole number."""
    return Filter(key, label, lambda typed: reading.whole(typed, most, least), "whole")


def year(label: Title = _YEAR, key: str = "nam") -> Filter:
    """Return a box for a year."""
    return Filter(key, label, reading.year, "whole")


def carried(key: str, read: Callable[[str], Any] = reading.whole, *, is_kept: bool = True) -> Filter:
    """Return what only a link narrows by; the form carries it on."""
    return Filter(key, "", read, "carried", is_kept=is_kept)
