"""Who may sign for a unit on a day: the people who head it, never a name that somebody types."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from cchc.accounts.queries import people
from cchc.documents.rules.signing import signs
from cchc.documents.types import Signature
from cchc.kernel import places
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode

FILE = places.CONTENT / "law" / "signing.yaml"


@dataclass(frozen=True)
class Signer:
    """A person who heads a unit, and how they sign for it."""

    user_id: int
    name: str
    signature: Signature

    @property
    def label(self) -> str:
        return f"{self.name}, {self.signature.post.capitalize()}"


@cache
def _law() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def usual(unit_id: int, day: dt.date) -> Signature:
    """Return authority and post of a unit's head on ``day``, without a name: what a draft shows."""
    known = _law()["signing"]
    found = known.get(_level(organisation.tree(day), unit_id), known["department"])
    return Signature((found["authority"],) if found["authority"] else (), found["post"], "")


def _level(nodes: Sequence[UnitNode], unit_id: int) -> str:
    for node in nodes:
        found = node.level if int(node.id) == unit_id else _level(node.children, unit_id)
        if found:
            return found
    return ""


def signers(unit_id: int, day: dt.date) -> list[Signer]:
    """Return who signs for a unit on ``day``, its head before the deputies; 1 query."""
    head = usual(unit_id, day)
    found = []
    for user_id, name, position in people.heads(unit_id, day):
        authority, post = signs(head.authority[0] if head.authority else "", head.post, position)
        found.append(Signer(user_id, name, Signature(authority, post, name)))
    return sorted(found, key=lambda one: len(one.signature.authority))


def signer(unit_id: int, user_id: int, day: dt.date) -> Signer | None:
    """Return the signer with a number, or nothing if that person does not head the unit on ``day``."""
    return next((one for one in signers(unit_id, day) if one.user_id == user_id), None)
