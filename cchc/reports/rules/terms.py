"""When a periodic report's data begin and end, and by which day it is due: dated content, the tightest match wins.

``Content`` is ``content/law/reports.yaml`` as read. Công văn 581/BNV-CCHC (2022): data of the first quarter
15/12–14/3, of six months 15/12–14/6, of the third quarter 15/6–14/9, of the year 15/12–14/12; due on the 20th of
the last month.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.reports.types import Kind, Term

Content = Mapping[str, Any]


def kinds(content: Content) -> list[Kind]:
    """Return the kinds of reports in the order of the year."""
    found = [Kind(key, given["title"], given["order"]) for key, given in content["kinds"].items()]
    return sorted(found, key=lambda kind: kind.order)


def term(content: Content, kind: str, year: int) -> Term:
    """Return the period of ``kind`` in ``year``; ``KeyError`` for an unknown kind, ``LookupError`` without a window."""
    given = content["kinds"][kind]
    # Which rule holds is asked of the last day, and the last day comes of the rule: the newest that holds on its own.
    for rule in sorted(content["windows"][kind], key=lambda one: one["from"] or dt.date.min, reverse=True):
        first, last = _day(rule["first"], year), _day(rule["last"], year)
        if rule["from"] is None or rule["from"] <= last:
            return Term(year, given["order"], kind, given["title"], first, last)
    raise LookupError(f"{kind} {year}: no window")


def terms(content: Content, year: int) -> list[Term]:
    """Return the periods of a year, the earliest first."""
    return [term(content, kind.key, year) for kind in kinds(content)]


def before(content: Content, one: Term) -> Term:
    """Return the period before, which stands beside when one is written: the year after nothing but a year."""
    in_order = [kind.key for kind in kinds(content)]
    place = in_order.index(one.kind)
    return term(content, in_order[place - 1], one.year if place else one.year - 1)


def running(content: Content, today: dt.date) -> Term:
    """Return the period whose data are being gathered on ``today``: the first that ends on it or after it."""
    ahead = [one for year in (today.year, today.year + 1) for one in terms(content, year) if one.last >= today]
    return min(ahead, key=lambda one: (one.last, one.order))


def due_on(content: Content, one: Term, level: str, slug: str = "") -> dt.date | None:
    """Return the day a unit of ``level`` owes its report; nothing if its level owes none.

    An exception for the unit beats one for the level, and that beats the rule.
    """
    excepted = [e for e in content.get("exceptions") or () if (e["kind"], e["year"]) == (one.kind, one.year)]
    named: Sequence[Any] = [e for e in excepted if slug and e.get("unit") == slug]
    named = named or [e for e in excepted if e.get("level") == level and not e.get("unit")]
    if named:
        day: dt.date = named[0]["due"]
        return day
    rules = [
        r for r in content["due"][one.kind] if r["level"] == level and (r["from"] is None or r["from"] <= one.last)
    ]
    if not rules:
        return None
    return _day(max(rules, key=lambda rule: rule["from"] or dt.date.min)["day"], one.year)


def _day(written: Sequence[int], year: int) -> dt.date:
    shift, month, day = written
    return dt.date(year + shift, month, day)
