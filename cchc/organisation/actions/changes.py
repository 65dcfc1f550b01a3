"""Record what happens to units: each verb writes the new state and the change with its legal basis, or refuses."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from cchc.kernel import events
from cchc.kernel.history import Actor
from cchc.organisation.actions import _writing
from cchc.organisation.events import UnitsChanged
from cchc.organisation.rules import changes as rules
from cchc.organisation.rules.changes import Details, Record
from cchc.organisation.rules.registry import Party, Registry

Apply = Callable[[Registry], rules.Outcome]


def create(details: Details, record: Record, *, actor: Actor, now: dt.datetime) -> int:
    """Found a unit and return the id of the change; ``Refusal`` says what can't be, also for all verbs below."""
    return _record(lambda registry: rules.create(registry, details, record), actor, now)


def rename(slug: str, fields: Mapping[str, str], record: Record, *, actor: Actor, now: dt.datetime) -> int:
    """Change name, kind, code or symbol (``rules.changes.CHANGEABLE``) of a unit that stays the same unit."""
    return _record(lambda registry: rules.rename(registry, slug, fields, record), actor, now)


def move(slug: str, parent: str, record: Record, *, actor: Actor, now: dt.datetime) -> int:
    """Hang a unit below another one."""
    return _record(lambda registry: rules.move(registry, slug, parent, record), actor, now)


def merge(before: Sequence[Party], into: str | Details, record: Record, *, actor: Actor, now: dt.datetime) -> int:
    """Merge units, whole or in part, into one of them, into another one or into a new one."""
    return _record(lambda registry: rules.merge(registry, before, into, record), actor, now)


def split(
    slug: str,
    into: Sequence[str | Details],
    record: Record,
    *,
    children_to: str | None = None,
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Divide a unit among others; it goes on if it is one of them."""
    return _record(lambda registry: rules.split(registry, slug, into, record, children_to=children_to), actor, now)


def abolish(
    slugs: Sequence[str], record: Record, *, children_to: str | None = None, actor: Actor, now: dt.datetime
) -> int:
    """End units without a successor; what hung below them goes to ``children_to``."""
    return _record(lambda registry: rules.abolish(registry, slugs, record, children_to=children_to), actor, now)


def _record(apply: Apply, actor: Actor, now: dt.datetime) -> int:
    with _writing.alone(actor) as old:
        new, change = apply(old)
        _writing.write_units(old, new, local=True)
        row = _writing.write_change(change, actor, now)
        events.publish(UnitsChanged(row.pk, change.kind, change.on))
        return row.pk
