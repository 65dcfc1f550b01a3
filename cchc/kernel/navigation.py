"""Socket for the menu: a module offers an entry, the rail shows those that the reader may open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from cchc.kernel.addresses import address
from cchc.kernel.permission import Record, Subject

GROUPS = ("work", "figures", "system")


@dataclass(frozen=True)
class Entry:
    group: str
    order: int
    label: str | Promise
    url_name: str
    permission: str
    province_wide: bool


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


_WHOLE = Record("province")
_entries: list[Entry] = []


def register(
    *, group: str, order: int, label: str | Promise, url_name: str, permission: str, province_wide: bool = False
) -> None:
    """Offer a menu entry in ``group`` (one of ``GROUPS``), small ``order`` first.

    ``province_wide``: only to those who hold ``permission`` over the whole province.
    """
    if group not in GROUPS:
        raise ValueError(f"unknown menu group {group!r}")
    _entries.append(Entry(group, order, label, url_name, permission, province_wide))
    _entries.sort(key=lambda entry: entry.order)


def asked() -> list[tuple[str, str]]:
    """Return the permissions of the entries, each with where it is named."""
    return [(entry.permission, f"the menu entry {entry.url_name!r}") for entry in _entries]


def menu(subject: Subject, path: str) -> list[tuple[str, list[Link]]]:
    """Return the groups with the links that ``subject`` may open; the longest that ``path`` lies under is current."""
    allowed = [
        (entry, address(entry.url_name))
        for entry in _entries
        if subject.may(entry.permission, _WHOLE if entry.province_wide else None)
    ]
    under = max((url for _, url in allowed if _lies_under(path, url)), key=len, default=None)
    groups = [(g, [Link(str(e.label), url, url == under) for e, url in allowed if e.group == g]) for g in GROUPS]
    return [(group, links) for group, links in groups if links]


@dataclass(frozen=True)
class Bell:
    """How much waits for the reader's eye, and where."""

    count: int
    label: str | Promise
    url: str


_bells: list[Callable[[Subject], Bell | None]] = []


def hang(bell: Callable[[Subject], Bell | None]) -> None:
    """Offer a bell for the head of every page; it is asked only when the page is drawn."""
    _bells.append(bell)


def bells(subject: Subject) -> list[Bell]:
    """Return the bells of the reader."""
    return [found for bell in _bells if (found := bell(subject)) is not None]


def _lies_under(path: str, url: str) -> bool:
    """Return whether the page at ``path`` belongs to the entry at ``url``; everything lies under the front page."""
    return path == url if url in ("/", "/en/") else path.startswith(url)
