"""Socket for what an installation starts with: content that every one needs, and a demonstration on request.

A seed runs when its ``version`` differs from the one last loaded, so an upgrade brings new content and an ordinary
start costs one query.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from cchc.kernel import history


@dataclass(frozen=True)
class Seed:
    key: str
    order: int
    version: Callable[[], str]
    load: Callable[[], None]
    demo: bool


_seeds: dict[str, Seed] = {}
_notes: dict[bool, list[Callable[[], list[str]]]] = {True: [], False: []}


def register(key: str, *, order: int, version: Callable[[], str], load: Callable[[], None], demo: bool = False) -> None:
    """Offer a seed; small ``order`` first, a demonstration only where one is asked for."""
    if key in _seeds:
        raise ValueError(f"seed {key!r} is already registered")
    _seeds[key] = Seed(key, order, version, load, demo)


def load_missing(*, demo: bool = False, announce: Callable[[str], None] | None = None) -> list[str]:
    """Load each seed whose version is new, in order, and return the keys of those loaded; ``announce`` hears each."""
    loaded = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, version FROM kernel_seed")
        known = dict(cursor.fetchall())
    for seed in sorted(_seeds.values(), key=lambda seed: (seed.order, seed.key)):
        if (seed.demo and not demo) or known.get(seed.key) == seed.version():
            continue
        if announce:
            announce(seed.key)
        with history.attributed(history.PLATFORM):  # whole or not at all
            seed.load()
            _remember(seed)
        loaded.append(seed.key)
    return loaded


def _remember(seed: Seed) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_seed VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET version = excluded.version",
            [seed.key, seed.version()],
        )


def announce(lines: Callable[[], list[str]], *, demo: bool = True) -> None:
    """Offer lines to print when a demonstration has started, or when an installation for work has."""
    _notes[demo].append(lines)


def notes(*, demo: bool) -> list[str]:
    """Return what there is to say to whoever started the platform."""
    return [line for lines in _notes[demo] for line in lines()]
