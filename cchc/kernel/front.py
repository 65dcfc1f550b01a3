"""Socket for the front page of whoever has not signed in: a module offers what it shows to everybody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Newest:
    """Something new that everybody may read: its words and its address."""

    label: str
    url: str


def _nothing() -> Sequence[Newest]:
    return ()


@dataclass(frozen=True)
class Offer:
    """A public page: its name, a sentence about it, and what is newest there."""

    order: int
    label: str | Promise
    about: str | Promise
    url_name: str
    newest: Callable[[], Sequence[Newest]] = _nothing

    @property
    def url(self) -> str:
        """The address in the reader's language."""
        return reverse(self.url_name)


_offers: list[Offer] = []


def offer(offered: Offer) -> None:
    """Offer a page that needs no account; nothing on it may name a person."""
    _offers.append(offered)


def offers() -> list[Offer]:
    """Return what is offered, small ``order`` first."""
    return sorted(_offers, key=lambda one: one.order)
