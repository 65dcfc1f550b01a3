"""A draft as it is stored, the one place where it is JSON: opened into a ``Draft``, and written again.

The form is that of ``docs/reference/plan-reading.md``, with keys. Drafts of the first form, which names none, open too:
they have empty marks where later ones leave them out.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeAlias

from cchc.plans.rules.draft import keyed
from cchc.plans.types import Doubt, Draft, Duty, Group, Money, Signatory, Source, Task, When, Who

FORM = 2
Json: TypeAlias = Mapping[str, Any]


class OfALaterVersion(Exception):
    """The draft was written by a version that knows another form."""


def written(draft: Draft) -> dict[str, Any]:
    """Return a draft as it is stored."""
    return {"form": FORM, **draft.as_json()}


def as_read(stored: Json) -> Draft:
    """Return what a file says, as ``cchc plan read`` gives it, with keys."""
    return keyed(opened(stored))


def opened(stored: Json) -> Draft:
    """Return the draft that was stored, whichever version has written it; ``OfALaterVersion`` for one not known yet."""
    if stored.get("form", 1) > FORM:
        raise OfALaterVersion(stored["form"])
    signatory = stored["signatory"]
    return Draft(
        number=stored["number"] or "",
        issued_on=_day(stored["issued_on"]),
        place=stored["place"] or "",
        issuer=stored["issuer"] or "",
        title=stored["title"] or "",
        year=stored["year"],
        bases=tuple(stored["bases"]),
        duties=tuple(Duty(one["no"], one["title"], tuple(one["items"])) for one in stored["duties"]),
        groups=tuple(map(_group, stored["groups"])),
        organisation=tuple(stored["organisation"]),
        recipients=tuple(stored["recipients"]),
        signatory=Signatory(signatory["authority"], signatory["post"], signatory["name"]),
        doubts=tuple(map(_doubt, stored["doubts"])),
        last_key=stored.get("last_key", 0),
    )


def _group(said: Json) -> Group:
    return Group(said["no"], said["title"], tuple(map(_task, said["tasks"])), said.get("key", ""))


def _task(said: Json) -> Task:
    return Task(
        code=said["code"],
        title=said["title"],
        products=tuple(said["products"]),
        parent=said["parent"],
        lead=_who(said["lead"]),
        partners=_who(said["partners"]),
        schedule=_when(said["schedule"]),
        budget=_money(said["budget"]),
        funding=said["funding"] or "",
        note=said["note"],
        source=Source(said["source"]["page"], said["source"]["row"]),
        key=said.get("key", ""),
    )


def _who(said: Json) -> Who:
    units, classes = tuple(said["units"]), tuple(said["classes"])
    return Who(said["text"], units, classes, said["condition"], tuple(said["unresolved"]), said.get("optional"))


def _when(said: Json) -> When:
    offset = said.get("offset_days"), said.get("offset_unit")
    days = _day(said["start"]), _day(said["end"])
    return When(said["text"], said["kind"], *days, said["rrule"], said["event"], *offset)


def _money(said: Json) -> Money:
    return Money(said["text"], said["kind"], said["amount"], said["per"], said["count"], said["total"])


def _doubt(said: Json) -> Doubt:
    return Doubt(said["where"], said["field"], said["why"], bool(said.get("blocks")), said.get("task"))


def _day(text: str | None) -> dt.date | None:
    """Return a stored day; one that no calendar has is none, and what needs it asks for it."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None
