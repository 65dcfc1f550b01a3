"""What a role may do: as the modules declare it, and as an administrator has composed it since."""

from collections.abc import Collection
from dataclasses import dataclass

from cchc.accounts.rules.roles import Role
from cchc.kernel import rights


@dataclass(frozen=True)
class Composition:
    """What an administrator has decided of a role: ``words`` of all that were ``decided`` on."""

    base: Role
    words: frozenset[str]
    decided: frozenset[str]
    name: str = ""


def held(code: str, composed: Composition | None) -> frozenset[str]:
    """Return what a role may do today.

    A module that came after the decision gives its words to the platform's roles, as on a new installation; a role of
    the province's own gets nothing that nobody has decided on. A word whose module is gone allows nothing.
    """
    declared = rights.held_by(code)
    if composed is None:
        return declared
    return (composed.words & rights.of_roles()) | (declared - composed.decided)


def reserved(word: str) -> Role | None:
    """Return the one role that alone may hold ``word``: what decides for other units, and what manages accounts."""
    roles = rights.known()[word].roles
    return Role(roles[0]) if roles in ((Role.OFFICE,), (Role.ADMINISTRATOR,)) else None


def misplaced(base: Role, words: Collection[str]) -> list[str]:
    """Return those of ``words`` that a role made after ``base`` may not hold, in the order of the declarations."""
    return [word for word in rights.known() if word in words and reserved(word) not in (None, base)]


@dataclass(frozen=True)
class Change:
    """What a change gives a role and takes from it, in the order of the declarations."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


def change(before: Collection[str], after: Collection[str]) -> Change:
    """Return what has to be said before somebody changes a role."""
    words = rights.known()
    return Change(
        tuple(word for word in words if word in after and word not in before),
        tuple(word for word in words if word in before and word not in after),
    )
