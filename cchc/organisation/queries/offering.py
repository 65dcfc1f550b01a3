"""Which units a form offers as of a day, and whether a unit lived on the day of an act."""

import datetime as dt
from collections.abc import Set as AbstractSet

from cchc.kernel.permission import Scope
from cchc.kernel.refusal import Refusal
from cchc.organisation.models import Level
from cchc.organisation.queries import _snapshot
from cchc.organisation.queries._snapshot import Day
from cchc.organisation.queries.registry import successors
from cchc.organisation.rules.registry import Version
from cchc.organisation.types import Offer, UnitId

_FEW = 15  # units that are looked through without headings


def offered(as_of: dt.date, among: Scope | AbstractSet[UnitId] | None = None, *, first: UnitId | None = None) -> Offer:
    """Return the units that live on ``as_of`` (of ``among``), for the field in which one is chosen; 1 query.

    Grouped by level, communes by the district above them; ``first``, the reader's own unit, stands above the groups.
    """
    day = _snapshot.current().on(as_of)
    allowed = frozenset(unit for unit in day.snapshot.slugs if among is None or unit in among)
    found: dict[str, list[tuple[UnitId, str]]] = {}
    headings: dict[tuple[str, str | None], str] = {}
    ids, names = day.snapshot.ids, day.full_names
    live = [slug for slug in day.valid if ids[slug] in allowed]
    for slug in sorted(live, key=lambda one: ids[one] != first):
        unit, one = ids[slug], day.valid[slug]
        heading = ""
        if unit != first and len(live) > _FEW:
            place = one.level, one.parent
            heading = headings.get(place) or headings.setdefault(place, _heading(day, one))
        found.setdefault(heading, []).append((unit, names[slug]))
    groups = tuple((heading, tuple(units)) for heading, units in found.items())
    own = first if any(unit == first for _, units in groups for unit, _ in units) else None
    return Offer(as_of, groups, allowed, own)


def _heading(day: Day, one: Version) -> str:
    label = str(Level(one.level).label)
    above = day.valid.get(one.parent or "")
    return f"{label}: {above.name}" if one.level == "commune" and above and above.level == "district" else label


def require_living(unit_id: UnitId, day: dt.date, field: str | None = "unit") -> None:
    """Refuse an act in the name of a unit that does not live on ``day``: the refusal says since when, and who follows.

    A unit that the registry does not know is no business of this check.
    """
    snapshot = _snapshot.current()
    slug = snapshot.slugs.get(unit_id)
    unit = snapshot.registry.units[slug] if slug else None
    if unit is None or not unit.versions or slug in snapshot.on(day).valid:
        return
    one = unit.nearest(day)
    if day < unit.versions[0].first:
        raise Refusal(
            "“%(name)s” chưa hoạt động vào ngày %(day)s: đơn vị này có từ ngày %(first)s.",
            field, name=one.name, day=day, first=unit.versions[0].first,
        )  # fmt: skip
    heirs = [link.name for link in successors(unit_id, day) if link.id != unit_id]
    if heirs:
        raise Refusal(
            "“%(name)s” không còn hoạt động vào ngày %(day)s: đã kết thúc ngày %(last)s; kế thừa: %(heirs)s.",
            field, name=one.name, day=day, last=one.last, heirs=heirs,
        )  # fmt: skip
    raise Refusal(
        "“%(name)s” không còn hoạt động vào ngày %(day)s: đã kết thúc ngày %(last)s.",
        field, name=one.name, day=day, last=one.last,
    )  # fmt: skip
