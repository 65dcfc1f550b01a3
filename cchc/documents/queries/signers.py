"""Who may sign for a unit on a day: the people who head it, never a name that somebody types."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cchc.accounts.queries import people
from cchc.documents.rules.signing import Deputies, on_committee, signs
from cchc.documents.types import Signature
from cchc.kernel import plain_yaml
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import from_capitals
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode

Body = Literal["unit", "committee"]
"""In whose name a unit's head signs: the unit's, or that of the committee that the head chairs."""


@dataclass(frozen=True)
class Signer:
    """A person who heads a unit, and how they sign for it."""

    user_id: int
    name: str
    signature: Signature

    @property
    def label(self) -> str:
        return f"{self.name}, {from_capitals(self.signature.post)}"


def _law() -> Mapping[str, Any]:
    found: Mapping[str, Any] = plain_yaml.content("law", "signing.yaml")
    return found


def _deputies() -> Deputies:
    return Deputies(**_law()["deputies"])


def usual(unit_id: int, day: dt.date, body: Body = "unit") -> Signature:
    """Return authority and post of a unit's head on ``day``, without a name: what a draft shows."""
    known = _law()["signing"]
    level = body if body in known else _level(organisation.tree(day), unit_id)
    found = known.get(level, known["department"])
    return Signature((found["authority"],) if found["authority"] else (), found["post"], "")


def _level(nodes: Sequence[UnitNode], unit_id: int) -> str:
    for node in nodes:
        found = node.level if int(node.id) == unit_id else _level(node.children, unit_id)
        if found:
            return found
    return ""


def signers(unit_id: int, day: dt.date, body: Body = "unit") -> list[Signer]:
    """Return who signs for a unit (or its committee) on ``day``, its head before the deputies; 1 query."""
    head, deputies = usual(unit_id, day, body), _deputies()
    found = []
    for user_id, name, position in people.heads(unit_id, day):
        own = on_committee(position, head.post, deputies) if body == "committee" else position
        authority, post = signs(head.authority[0] if head.authority else "", head.post, own, deputies)
        found.append(Signer(user_id, name, Signature(authority, post, name)))
    return sorted(found, key=lambda one: len(one.signature.authority))


def signer(unit_id: int, user_id: int, day: dt.date, body: Body = "unit") -> Signer:
    """Return the signer with a number; ``Refusal`` on ``signer`` if that person does not head the unit on ``day``."""
    found = next((one for one in signers(unit_id, day, body) if one.user_id == user_id), None)
    if found is None:
        raise Refusal("Người này không phải lãnh đạo đơn vị vào hôm nay: hãy chọn lại người ký.", "signer")
    return found
