"""Parts of the story, for tests that need no more."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.demonstration.actions import people, plan
from cchc.demonstration.actions._acting import ACTOR, Told
from cchc.demonstration.rules.invention import Luck
from cchc.demonstration.rules.timeline import play
from cchc.kernel import history
from cchc.kernel.clock import ZONE
from cchc.plans.models import Plan


def plan_of(story: Mapping[str, Any], now: dt.datetime) -> Plan:
    """Tell of the accounts and the plan, with its progress and its difficulties up to ``now``."""
    begin, luck = dt.datetime.fromisoformat(story["adopted_at"]).replace(tzinfo=ZONE), Luck(story["seed"])
    with history.attributed(ACTOR):
        told = Told(people.make(story, begin), begin, now)
        adopted = plan.adopt(story, told)
        play([plan.progress(adopted, story, luck, told), plan.troubles(adopted, story, luck, told)], until=now)
    return adopted
