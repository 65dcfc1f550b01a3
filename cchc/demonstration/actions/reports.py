"""Periodic reports of the demonstration: every period that has ended is sent, one unit is late with the last."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.demonstration.actions._acting import ACTOR, Told, at, today
from cchc.demonstration.rules.timeline import Chapter
from cchc.documents.actions import entering
from cchc.documents.actions.issuing import Elsewhere
from cchc.kernel.indicators import Fraction
from cchc.organisation import queries as organisation
from cchc.reports.actions import taking_over
from cchc.reports.actions.taking_over import Past
from cchc.reports.queries import content, structure
from cchc.reports.queries.structure import Reporting
from cchc.reports.types import Term


def chapter(story: Mapping[str, Any], told: Told) -> Chapter:
    """Send the reports of each period of the story's year when the last of them is due."""
    script = story.get("reports")
    if script is None:
        return
    ended = [term for term in content.terms(script["year"]) if term.last < today(told)]
    for term in ended:
        late = organisation.unit_id_by_slug(script["late"]) if term is ended[-1] else None
        owing = [one for one in structure.reporting(term).values() if one.due_on <= today(told)]
        sent = [(one, _sent_on(one, term, place)) for place, one in enumerate(o for o in owing if o.unit_id != late)]
        if sent:
            moment = at(max(day for _one, day in sent), 16)
            yield moment
            _send(term, sent, script, moment)


def _sent_on(one: Reporting, term: Term, place: int) -> dt.date:
    return max(one.due_on - dt.timedelta(days=place % 3), term.last)


def _send(term: Term, sent: Sequence[tuple[Reporting, dt.date]], script: Mapping[str, Any], now: dt.datetime) -> None:
    title = f"{term.name} (dữ liệu mẫu)"
    entered = [(one.unit_id, Elsewhere("BC", "BC-MAU", day, title, "Dữ liệu mẫu")) for one, day in sent]
    numbers = entering.enter_all(entered, actor=ACTOR, now=now)
    given = [
        Past(one.unit_id, at(day, 15), number, _texts(one.unit_id, term, script), _typed(one.unit_id, term, script))
        for (one, day), number in zip(sent, numbers, strict=True)
    ]
    taking_over.take_over(term, given, actor=ACTOR, now=now)


def _texts(unit_id: int, term: Term, script: Mapping[str, Any]) -> dict[str, str]:
    return {key: words[(unit_id + term.first.month) % len(words)] for key, words in script["texts"].items()}


def _typed(unit_id: int, term: Term, script: Mapping[str, Any]) -> dict[str, Fraction]:
    """Return counters of what the platform keeps no records of: a few of a count, nearly all of a share."""
    whole = (40 + unit_id % 90) * ((term.last - term.first).days // 30)
    made: dict[str, Fraction] = {"count": (unit_id % 4, 0), "ratio": (whole - whole * (unit_id % 6) // 100, whole)}
    return {key: made[kind] for key, kind in script.get("typed", {}).items()}
