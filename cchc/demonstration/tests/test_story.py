"""The whole story as ``make run`` shows it: every register in order, nothing of the future, everything marked."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from cchc.communications.models import Item
from cchc.documents.models import Incoming, Outgoing
from cchc.inspections.models import Programme, Visit
from cchc.kernel import clock, seeds
from cchc.kernel.clock import ZONE
from cchc.meetings.models import Conclusion, Meeting
from cchc.par_index.models import Round, Scheme, Sheet
from cchc.plans.models import Assignment, Plan
from cchc.plans.models import Report as Progress
from cchc.reports.models import Report, Step

DAY = dt.date(2019, 9, 30)
END = dt.datetime(2019, 10, 1, tzinfo=ZONE)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The demonstration, loaded once for the whole file as an installation loads it."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CCHC_DEMO_DATE", DAY.isoformat())
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        outer = transaction.atomic()
        outer.__enter__()
        yield seeds.load_missing(demo=True)
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
    patch.undo()


def numbered() -> list[tuple[object, int, dt.date]]:
    """Every line of every register: (register, number, day)."""
    outgoing = Outgoing.objects.values_list("unit", "year", "kind", "number", "issued_on")
    incoming = Incoming.objects.values_list("unit", "year", "number", "arrived_on")
    lines = [(("đi", unit, year, kind), number, day) for unit, year, kind, number, day in outgoing]
    return [*lines, *((("đến", unit, year), number, day) for unit, year, number, day in incoming)]


def test_each_register_runs_in_the_order_of_days(told: list[str]) -> None:
    """Điều 15 Nghị định 30/2020: numbers without gaps, in the order of the days of issue, and no reason to say why."""
    registers: dict[object, list[tuple[int, dt.date]]] = {}
    for register, number, day in numbered():
        registers.setdefault(register, []).append((number, day))
    assert len(registers) > 150
    for register, lines in registers.items():
        lines.sort()
        assert [number for number, _day in lines] == list(range(1, len(lines) + 1)), register
        assert [day for _number, day in lines] == sorted(day for _number, day in lines), register
    assert not Outgoing.objects.exclude(order_reason="").exists()


def test_the_province_s_notices_come_from_several_modules(told: list[str]) -> None:
    notices = Outgoing.objects.filter(kind="TB", unit__slug="tinh-dong-thap") or Outgoing.objects.filter(kind="TB")
    about = {one.partition(":")[0] for one in notices.values_list("about", flat=True)}
    assert about == {"par_index.round", "meetings.meeting"}


MARKED = (Plan, Outgoing, Item, Programme, Visit, Meeting, Scheme, Round, Report)


@pytest.mark.parametrize("model", MARKED, ids=lambda model: model.__name__)
def test_what_is_invented_is_marked(told: list[str], model: type[models.Model]) -> None:
    assert model._default_manager.filter(is_demo=True).exists()
    assert not model._default_manager.filter(is_demo=False).exists()


def test_every_table_with_a_mark_is_looked_at() -> None:
    with_mark = {
        model for model in apps.get_models()
        if any(field.name == "is_demo" for field in model._meta.get_fields())
    }  # fmt: skip
    assert {one.__name__ for one in with_mark} == {one.__name__ for one in MARKED} | {"User", "Incoming"}


@pytest.mark.parametrize(
    ("model", "name"),
    [(Progress, "reported_at"), (Progress, "decided_at"), (Report, "sent_at"), (Step, "at"), (Outgoing, "issued_at"),
     (Item, "entered_at"), (Sheet, "locked_at"), (Meeting, "concluded_at")],
)  # fmt: skip
def test_nothing_happens_after_the_day_of_the_demonstration(
    told: list[str], model: type[models.Model], name: str
) -> None:
    rows = model._default_manager
    assert rows.filter(**{f"{name}__lt": END}).exists()
    assert not rows.filter(**{f"{name}__gte": END}).exists()


def test_whoever_tries_it_finds_something_to_do(told: list[str]) -> None:
    assert Assignment.objects.filter(is_pending=True).count() > 20
    assert Progress.objects.count() > 2_000
    assert set(Round.objects.values_list("stage", flat=True)) == {"published", "self"}
    assert not Sheet.objects.filter(is_overdue=True).exists()  # every unit has locked in time
    assert set(Meeting.objects.values_list("state", flat=True)) == {"preparing", "concluded"}
    assert Conclusion.objects.filter(task__isnull=False).count() == 3
    assert Item.objects.count() > 20


def test_it_is_told_once(told: list[str]) -> None:
    assert told.count("demonstration.story") == 1
    assert seeds.load_missing(demo=True) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["plans.demonstration", "reports.demonstration"], ["demonstration.story"]),  # made by an earlier version
        (["reports.outlines"], ["reports.outlines"]),  # an installation for work
        ([], []),
    ],
)
def test_what_an_earlier_version_loaded_is_not_loaded_over(db: None, before: list[str], after: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kernel_seed")
        for key in before:
            cursor.execute("INSERT INTO kernel_seed VALUES (%s, '1')", [key])
        executor = MigrationExecutor(connection)
        migration = executor.loader.get_migration("demonstration", "0001_one_story")
        for operation in migration.operations:
            cursor.execute(operation.sql)
        cursor.execute("SELECT key FROM kernel_seed ORDER BY key")
        assert [key for (key,) in cursor.fetchall()] == after


def test_the_clock_of_the_test_is_the_demonstration_s(told: list[str]) -> None:
    assert clock.today() == DAY
