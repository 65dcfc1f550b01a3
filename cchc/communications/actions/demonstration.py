"""The register of the demonstration: an item for each period that the invented progress reports as done."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from cchc.communications.models import Item, Norm
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.organisation import queries as organisation
from cchc.plans.queries import periods

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")


def load(story: Mapping[str, Any], *, now: dt.datetime) -> int:
    """Set the story's norms and enter their items up to ``now``; return how many items."""
    made = 0
    today = day_of(now)
    root = organisation.root_id(today)
    with history.attributed(ACTOR):
        for script in story.get("communications", ()):
            for work in periods.works_of_task(root, today.year, script["code"]):
                made += _norm(work.assignment_id, work.unit_id, script, now)
    return made


def _norm(assignment_id: int, unit_id: int, script: Mapping[str, Any], now: dt.datetime) -> int:
    norm, _ = Norm.objects.get_or_create(
        assignment_id=assignment_id,
        defaults={"unit_id": unit_id, "needed": script["needed"], "channel": script["channel"]},
    )
    return len(Item.objects.bulk_create(_items(norm, script, now)))


def _items(norm: Norm, script: Mapping[str, Any], now: dt.datetime) -> Iterator[Item]:
    spans = periods.of_assignments([norm.assignment_id]).get(norm.assignment_id, [])
    for number, span in enumerate(spans):
        if span.is_closed and span.start_on <= day_of(now):
            day = min(span.start_on + (span.due_on - span.start_on) / 2, day_of(now))
            title = script["titles"][number % len(script["titles"])]
            yield Item(
                unit_id=norm.unit_id, norm=norm, channel=script["channel"], title=title, outlet=script["outlet"],
                published_on=day, entered_at=now, is_demo=True, note=f"Kỳ {number + 1}",
            )  # fmt: skip
