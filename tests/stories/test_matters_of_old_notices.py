"""Migration 0010 of notifications: notices of before it are asked of the same matters as those of after.

The rows are those that real acts make, of every kind, with what the migration adds taken away again.
"""

import datetime as dt
from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import connection

from cchc.inbox.queries import sources
from cchc.kernel.history import attributed
from cchc.kernel.jobs import inline
from cchc.notifications.actions import reminding, settling
from cchc.notifications.models import Notice
from cchc.notifications.queries import kinds
from cchc.notifications.states import Kind
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import signed_in, with_roles
from tests.stories import test_who_is_told
from tests.stories.test_settled import NEWS, Story
from tests.stories.test_who_is_told import ALL

KNOWN = {
    "handed_in", "extension", "difficulty", "finding", "mended", "incoming", "to_sign",
    "to_send", "delivered",
}  # fmt: skip
"""News whose matter their key tells; of what else is asked by news, their place in the list shows it."""
READ = at(MARCH, 11)


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def migrate() -> None:
    """Make the rows as version 0009 had them, and do what the migration does with them."""
    sql = import_module("cchc.notifications.migrations.0010_settled").SQL
    with attributed(SETUP), connection.cursor() as cursor:
        Notice.objects.update(matter="", settled_at=None, moved_to=None)
        cursor.execute(sql)


def matters_of(**narrowed: object) -> dict[int, str]:
    return dict(Notice.objects.filter(**narrowed).values_list("pk", "matter"))


@pytest.mark.parametrize(("day", "act"), [(day, act) for day, act, *_rest in ALL])
def test_news_of_every_act_get_the_matter_that_they_have_today(
    case: Case, day: dt.date, act: Callable[[Case], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    act(case)
    inline.run_waiting()
    today = matters_of(what__in=KNOWN)
    others = set(matters_of().keys()) - today.keys()
    migrate()
    assert matters_of(what__in=KNOWN) == today
    assert {matters_of()[pk] for pk in others} <= {""}  # it only tells: nothing of it is ever closed by mistake


def test_reminders_and_urgings_of_every_rung_get_theirs(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    late = test_who_is_told.late(case)
    for days in range(-10, 40):
        reminding.remind(at(MARCH + dt.timedelta(days=days)))
    signed_in(case, "office").post(f"/don-doc/viec-{late}/", {"words": "Sớm"})
    asked = matters_of(kind__in=[Kind.REMINDER, Kind.URGING])
    assert {Notice.objects.get(pk=pk).what for pk in asked} == {"due", "overdue", "urged"}
    migrate()
    assert matters_of(kind__in=[Kind.REMINDER, Kind.URGING]) == asked


@pytest.mark.parametrize(("day", "story", "name", "what"), [one for one in NEWS if one[3] in KNOWN])
def test_what_is_open_stays_and_what_is_dealt_with_is_closed_read_or_not(
    case: Case, day: dt.date, story: Story, name: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", day.isoformat())
    steps = story(case)
    next(steps)
    inline.run_waiting()
    told = Notice.objects.filter(user=case.people[name], what=what)
    told.update(read_at=READ)
    migrate()
    settling.everything(at(day))
    assert set(told.values_list("read_at", "settled_at")) == {(READ, None)}
    next(steps, None)
    settling.everything(at(day))
    assert set(told.values_list("read_at", flat=True)) == {READ}
    assert not told.filter(settled_at=None).exists()


@pytest.mark.parametrize("what", sorted(KNOWN | {"due", "urged"}))
def test_of_what_is_there_no_more_nobody_is_called(case: Case, what: str) -> None:
    """The record is gone: deleted with its draft, or of a module of an earlier version."""
    number = 999_999
    keys = {
        "due": f"plans.assignment:{number} 20190301 +7", "urged": f"plans.assignment:{number} urged 20190301",
        "incoming": f"documents.incoming:{number}", "handed_in": f"plans.report:{number} handed in event 5",
        "difficulty": f"plans.difficulty:{number} at 1 event 6", "extension": f"plans.extension:{number} asked",
        "finding": f"inspections.finding:{number}", "mended": f"inspections.finding:{number} mended event 7",
        "delivered": f"reports.report:{number} delivered", "to_sign": f"reports.report:{number} checked event 8",
        "to_send": f"reports.report:{number} signed event 9",
    }  # fmt: skip
    strange = Notice(what=what, key="nothing that a key looks like")
    for read_at, one in ((None, Notice(what=what, key=keys[what])), (READ, strange)):
        one.user, one.unit, one.kind = case.people["office"], case.units["P"], kinds.known()[what].calls
        one.title, one.path, one.told_at, one.read_at = "Việc cũ", "/", at(MARCH), read_at
        one.save()
    migrate()
    old, other = Notice.objects.order_by("pk")
    assert old.matter.partition(":")[0] in sources.heads()
    assert other.matter == ""
    settling.everything(at(MARCH))
    old.refresh_from_db()
    other.refresh_from_db()
    assert (old.settled_at is not None, old.read_at) == (True, None)
    assert (other.settled_at, other.read_at) == (None, READ)
