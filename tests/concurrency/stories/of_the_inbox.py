"""Items given to people, and addresses of calendars."""

from functools import partial

from cchc.inbox.actions import feeds, handing
from cchc.inbox.types import Item
from tests.concurrency.racing import Act
from tests.concurrency.telling import story, twice
from tests.concurrency.world import TODAY, City

Acts = tuple[Act, Act]


def items(city: City, *numbers: int) -> list[Item]:
    unit = city.unit("S1")
    return [Item(f"việc:{n}", "assignment", unit, None, TODAY, f"1.{n} Kế hoạch", f"/viec/{n}/") for n in numbers]


@story(handing.give, title="the same items to one person and to another")
def _(city: City) -> Acts:
    give, unit = partial(handing.give, items(city, 1, 2), city.unit("S1")), city.unit("S1")
    assert unit
    return partial(give, city.person("clerk"), **city.by("head")), partial(give, city.person("head"), **city.by("head"))


@story(handing.give, handing.take_back)
def _(city: City) -> Acts:
    unit = city.unit("S1")
    handing.give(items(city, 1), unit, city.person("head"), **city.by("head"))
    return (
        partial(handing.give, items(city, 1), unit, city.person("clerk"), **city.by("head")),
        partial(handing.take_back, ["việc:1"], unit, **city.by("head")),
    )


@story(feeds.revoke)
def _(city: City) -> Acts:
    feeds.renew(city.person("clerk"), **city.by("clerk"))
    return twice(partial(feeds.revoke, city.person("clerk"), **city.by("clerk")))
