"""A draft goes into the database as JSON and comes out the same; one that an older version has written opens."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cchc.plans.rules import stored
from cchc.plans.rules.draft import find
from cchc.plans.rules.mending import TaskMend, add_task, remove_task
from cchc.plans.tests.drafts import draft, reading, task
from cchc.plans.types import Doubt, Draft, Group, Money, Signatory, Source, Task, When, Who

OF_THE_FIRST_FORM = """
{"number": "9/KH-UBND", "issued_on": "2018-12-06", "place": "Nơi", "issuer": "Ủy ban nhân dân tỉnh",
 "title": "Cải cách hành chính năm 2019", "year": 2019, "bases": ["Nghị quyết 30c"],
 "duties": [{"no": "1", "title": "Thể chế", "items": ["Rà soát"]}],
 "groups": [{"no": "1", "title": "Thông tin", "key": "g1", "tasks": [
   {"code": "1.a", "title": "Tuyên truyền", "products": ["Báo cáo"], "parent": null, "key": "1",
    "lead": {"text": "huyện", "units": [], "classes": ["district"], "condition": "có điều kiện", "unresolved": [],
             "optional": false},
    "partners": {"text": "", "units": [], "classes": [], "condition": null, "unresolved": ["Sở Lạ"]},
    "schedule": {"text": "10 ngày sau khi ký", "kind": "event", "start": null, "end": null, "rrule": null,
                 "event": "sau khi ký", "offset_days": 10, "offset_unit": "working_days"},
    "budget": {"text": "5tr/kỳ", "kind": "money", "amount": 5000000, "per": "kỳ", "count": 2, "total": 10000000},
    "funding": "NS tỉnh", "note": "", "source": {"page": 1, "row": 5}}]}],
 "organisation": [], "recipients": ["Như trên"], "signatory": {"authority": "TM.", "post": "CHỦ TỊCH", "name": "A"},
 "doubts": [{"where": "", "field": "number", "why": "?", "task": null},
            {"where": "1.a", "field": "partners", "why": "“Sở Lạ”", "blocks": true, "task": "1"}],
 "last_key": 4}
"""
"""As ``plans_reading.draft`` held it before drafts named their form."""


def test_a_draft_that_an_older_version_stored_opens_and_is_the_same_after_being_written() -> None:
    old = json.loads(OF_THE_FIRST_FORM)
    opened = stored.opened(old)
    group, row = find(opened, "1")
    assert (group.key, opened.last_key, opened.issued_on) == ("g1", 4, dt.date(2018, 12, 6))
    assert row.lead == Who("huyện", (), ("district",), "có điều kiện", (), optional=False)
    assert row.partners.unresolved == ("Sở Lạ",)
    assert row.schedule == When(
        "10 ngày sau khi ký", "event", event="sau khi ký", offset_days=10, offset_unit="working_days"
    )
    assert row.budget == Money("5tr/kỳ", "money", 5_000_000, "kỳ", 2, 10_000_000)
    assert opened.doubts == (Doubt("", "number", "?"), Doubt("1.a", "partners", "“Sở Lạ”", blocks=True, task="1"))
    again = stored.written(opened)
    del old["doubts"][0]["task"]  # what is none is left out
    assert again == {"form": 2, **old}
    assert stored.opened(again) == opened


def test_the_key_of_a_removed_task_is_not_used_again_after_being_stored() -> None:
    made = remove_task(draft(task("1.a"), task("1.b")), "2")
    again = stored.opened(json.loads(json.dumps(stored.written(made))))
    added = add_task(again, TaskMend(code="1.c", title="Việc khác", group="g1"))
    assert [one.key for one in added.tasks] == ["1", "3"]


def test_a_draft_of_a_later_version_is_not_guessed_at() -> None:
    with pytest.raises(stored.OfALaterVersion):
        stored.opened({**stored.written(draft(task("1.a"))), "form": stored.FORM + 1})


def test_a_day_that_no_calendar_has_is_none() -> None:
    when = {"text": "30/02", "kind": "deadline", "start": None, "end": "2019-02-30", "rrule": None, "event": None}
    said: dict[str, Any] = reading(task("1.a", schedule=when))
    assert stored.opened(said).groups[0].tasks[0].schedule == When("30/02", "deadline")


days = some.none() | some.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
words = some.text(max_size=8)
several = some.lists(words, max_size=3).map(tuple)
whos = some.builds(Who, words, several, several, some.none() | words, several, some.sampled_from([None, True, False]))
whens = some.builds(When, words, some.sampled_from(["deadline", "event"]), days, days, some.none() | words)
sums = some.builds(Money, words, some.sampled_from(["money", "words"]), some.none() | some.integers(0, 10**12))
sources = some.builds(Source, some.none() | some.integers(1, 99))
tasks = some.builds(Task, words, words, several, some.none() | words, whos, whos, whens, sums, words, words, sources)
groups = some.builds(Group, words, words, some.lists(tasks, max_size=3).map(tuple), words)
doubts = some.builds(Doubt, words, words, words, some.booleans(), some.none() | words)
drafts = some.builds(
    Draft,
    groups=some.lists(groups, max_size=2).map(tuple),
    doubts=some.lists(doubts, max_size=3).map(tuple),
    issued_on=days,
    bases=several,
    signatory=some.builds(Signatory, words, words, words),
    last_key=some.integers(0, 5000),
)


@given(drafts)
def test_what_is_written_opens_as_it_was(made: Draft) -> None:
    assert stored.opened(json.loads(json.dumps(stored.written(made)))) == made
