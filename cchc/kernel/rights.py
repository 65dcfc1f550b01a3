"""Socket for permissions: a module declares in ``plugs/rights.py`` what may be allowed in it; roles are made of it.

Pure, so that rules may read it. ``fill`` checks at the start that every word and every role that is named exists.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Right:
    """Something that may be allowed: the ``word`` that pages name and what it is called.

    ``roles``: who holds it until an administrator decides otherwise. ``shared``: whoever holds it over any unit holds
    it over all. ``own``: everybody who has signed in holds it over what is their own, and no role gives it.
    ``for_programs``: offered to who limits a token. ``in_person``: no token ever carries it.
    """

    word: str
    label: "str | Promise"
    roles: tuple[str, ...] = ()
    shared: bool = False
    own: bool = False
    for_programs: bool = False
    in_person: bool = False


_modules: dict[str, list[Right]] = {}
_roles: list[str] = []


def declare(module: str, *rights: Right) -> None:
    """Offer what may be allowed in ``module``, in the order in which pages show it."""
    for one in rights:
        if one.word in known():
            raise ValueError(f"the permission {one.word!r} of {module!r} is declared already")
        if one.own and (one.roles or one.shared):
            raise ValueError(f"the permission {one.word!r} is everybody's own, so no role gives it and none share it")
        _modules.setdefault(module, []).append(one)
        forget()


def declare_roles(roles: Iterable[str]) -> None:
    """Say which roles there are for ``Right.roles`` to name."""
    _roles.extend(roles)


@lru_cache(1)
def known() -> Mapping[str, Right]:
    """Return every right by its word, module by module."""
    return {one.word: one for held in _modules.values() for one in held}


def modules() -> Mapping[str, tuple[Right, ...]]:
    """Return module → what may be allowed in it by a role."""
    held = {module: tuple(one for one in rights if not one.own) for module, rights in _modules.items()}
    return {module: rights for module, rights in held.items() if rights}


@lru_cache(100)
def held_by(role: str) -> frozenset[str]:
    """Return what a role holds as its modules declare it."""
    return frozenset(one.word for one in known().values() if role in one.roles)


@lru_cache(1)
def own() -> frozenset[str]:
    """Return what everybody who has signed in may do to what is their own."""
    return frozenset(one.word for one in known().values() if one.own)


@lru_cache(1)
def shared() -> frozenset[str]:
    """Return the common ground: whoever holds one of these anywhere holds it everywhere (docs/decisions/0004)."""
    return frozenset(one.word for one in known().values() if one.shared)


@lru_cache(1)
def of_roles() -> frozenset[str]:
    """Return what roles are composed of."""
    return frozenset(one.word for one in known().values() if not one.own)


@lru_cache(1)
def of_tokens() -> frozenset[str]:
    """Return what a token may be limited to."""
    return frozenset(one.word for one in known().values() if not one.own and not one.in_person)


def forget() -> None:
    """Work out again what is asked: something was declared."""
    for asked in (known, held_by, own, shared, of_roles, of_tokens):
        asked.cache_clear()


def asked_for(word: str, where: str) -> None:
    """Say that a socket of a module above asks for ``word``; one that nobody declares stops the start (``check``)."""
    _asked.append((word, where))


_asked: list[tuple[str, str]] = []


def check(named: Collection[tuple[str, str]]) -> None:
    """Refuse a start on a role or a permission that nobody declares; ``named`` are (word, where it is named)."""
    for one in known().values():
        if strangers := set(one.roles) - set(_roles):
            raise ValueError(f"the permission {one.word!r} is given to {sorted(strangers)}, which is no role")
    for word, where in [*named, *_asked]:
        if word not in known():
            raise ValueError(f"{where} asks for the permission {word!r}, which no module declares in plugs/rights.py")
