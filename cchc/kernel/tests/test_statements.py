"""A statement returns what its queryset would; it is put together once, and holds nothing of those who asked before."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends import db as kept_by_django
from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from cchc.kernel.models import Event, EventOutcome, Outcome
from cchc.kernel.sessions import SessionStore
from cchc.kernel.statements import statement, totals

NOW = dt.datetime(2019, 9, 30, 8, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def outcomes(db: None) -> list[EventOutcome]:
    """Two events of different kinds, with three outcomes."""
    first, second = (Event.objects.create(kind=kind, payload={"kind": kind}, at=NOW) for kind in ("adopted", "sent"))
    rows = [
        (first, "tell", Outcome.DONE, NOW),
        (first, "count", Outcome.FAILED, LATER),
        (second, "tell", "done", LATER),
    ]
    return [EventOutcome.objects.create(event=e, reaction=r, state=s, at=at) for e, r, s, at in rows]


@statement
def of_kind(kind: str, until: dt.datetime) -> QuerySet[EventOutcome]:
    return EventOutcome.objects.filter(event__kind=kind, at__lte=until).select_related("event").order_by("pk")


@statement
def facts(reaction: str) -> "QuerySet[EventOutcome, dict[str, Any]]":
    mine = Case(When(reaction=reaction, then=Value("mine")), default=Value("theirs"))
    return EventOutcome.objects.annotate(whose=mine).order_by("pk").values("whose", "event__payload")


@statement
def kinds(states: list[str], *, late: bool) -> "QuerySet[EventOutcome, tuple[str, int]]":
    rows = EventOutcome.objects.filter(state__among=states)
    rows = rows.filter(at__gt=NOW) if late else rows
    return rows.values("event__kind").annotate(n=Count("pk")).order_by("event__kind").values_list("event__kind", "n")


@statement
def among_events(events: frozenset[int]) -> QuerySet[EventOutcome]:
    return EventOutcome.objects.filter(event_id__among=events).prefetch_related("event").order_by("pk")


@statement
def sums(reaction: str) -> "QuerySet[EventOutcome, tuple[int, int]]":
    failed = Count("pk", filter=Q(state=Outcome.FAILED))
    return totals(EventOutcome.objects.filter(reaction=reaction).order_by("at"), all=Count("pk"), failed=failed)


@statement
def none_at_all(state: str) -> QuerySet[EventOutcome]:
    return EventOutcome.objects.filter(state=state, pk__in=())


ASKED: list[tuple[Callable[..., list[Any]], tuple[object, ...], dict[str, bool]]] = [
    (of_kind, ("adopted", NOW), {}),
    (of_kind, ("adopted", LATER), {}),
    (of_kind, ("no such", LATER), {}),
    (facts, ("tell",), {}),
    (kinds, (["done", "failed"],), {"late": False}),
    (kinds, (["done", "failed", "done"],), {"late": False}),
    (kinds, (["failed"] * 20,), {"late": False}),
    (kinds, (["done"],), {"late": True}),
    (kinds, ([],), {"late": False}),
    (sums, ("count",), {}),
    (sums, ("no such",), {}),
    (none_at_all, ("done",), {}),
]


@pytest.mark.parametrize(("ask", "values", "shape"), ASKED)
def test_the_rows_are_those_of_the_queryset(
    outcomes: list[EventOutcome], ask: Any, values: tuple[object, ...], shape: dict[str, bool]
) -> None:
    for _once in range(2):
        assert ask(*values, **shape) == list(ask.__wrapped__(*values, **shape))


def test_what_is_joined_and_prefetched_comes_along(outcomes: list[EventOutcome]) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert [one.event.payload for one in of_kind("adopted", LATER)] == [{"kind": "adopted"}] * 2
    assert len(asked) == 1
    ids = frozenset({outcomes[0].event_id})
    with CaptureQueriesContext(connection) as asked:
        assert [one.event.kind for one in among_events(ids)] == ["adopted", "adopted"]
    assert len(asked) == 2


def test_words_are_put_together_once(outcomes: list[EventOutcome], monkeypatch: pytest.MonkeyPatch) -> None:
    of_kind("adopted", NOW)

    def written(*_given: object) -> None:
        raise AssertionError("written anew")

    monkeypatch.setattr(SQLCompiler, "as_sql", written)
    assert [one.reaction for one in of_kind("sent", LATER)] == ["tell"]
    assert [one.reaction for one in of_kind("adopted", LATER)] == ["tell", "count"]


def test_nothing_is_no_value(db: None) -> None:
    with pytest.raises(TypeError, match="None"):
        of_kind("adopted", None)  # type: ignore[arg-type]


def test_sessions_are_those_that_django_keeps(db: None) -> None:
    made = SessionStore()
    made["whose"] = "mine"
    made.save()
    assert SessionStore(made.session_key)["whose"] == "mine"
    assert kept_by_django.SessionStore(made.session_key)["whose"] == "mine"
    made.set_expiry(-1)
    made.save()
    ended = SessionStore(made.session_key)
    assert dict(ended.items()) == {}
    assert ended.session_key is None
