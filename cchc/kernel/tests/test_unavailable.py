"""Where the database can't, a page and the API say so in words, 503; whoever only looked is answered once more."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from ninja import Router

from cchc.kernel import outages
from cchc.kernel.api import door
from cchc.kernel.outages import Outage
from cchc.kernel.permission import public

pytestmark = pytest.mark.django_db(transaction=True)
tries: list[str] = []


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@public("test")
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the database for what the address says, once; a second try finds it well."""
    tries.append(request.GET["sql"])
    if len(tries) == 1 or "always" in request.GET:
        run(request.GET["sql"])
    return HttpResponse("ok")


router = Router()


@router.get("/locked", auth=None)
@door.open_to_all("test")
def locked(request: HttpRequest) -> HttpResponse:
    """Wait for a row that somebody else holds."""
    run("SET lock_timeout = '100ms'")
    try:
        run("SELECT * FROM held FOR UPDATE")
    finally:
        run("RESET lock_timeout")
    return HttpResponse("ok")


handler500 = "cchc.kernel.unavailable.failed"
built = door.build([("/probe", router)], namespace="api-probe-unavailable")
urlpatterns = [path("ask/", ask), path("api/v1/", door.urls(built))]


@pytest.fixture(autouse=True)
def small(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["cchc.kernel.unavailable.Middleware", "cchc.kernel.collisions.Middleware"]
    tries.clear()


@pytest.fixture
def held() -> Iterator[None]:
    """A row that another connection holds."""
    run("CREATE TABLE held (id int)")
    run("INSERT INTO held VALUES (1)")
    taken, free = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            run("SELECT * FROM held FOR UPDATE")
            taken.set()
            free.wait(30)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait(30)
    yield
    free.set()
    holder.join()
    run("DROP TABLE held")


def sent(method: str, sql: str, **more: str) -> Any:
    client = Client(raise_request_exception=False)
    return getattr(client, method)("/ask/", query_params={"sql": sql, **more})


def test_the_api_says_that_a_lock_was_not_to_be_had(held: None) -> None:
    answer = Client(raise_request_exception=False).get("/api/v1/probe/locked")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["type"] == "urn:cchc:problem:unavailable"


def test_a_page_says_so_too(held: None) -> None:
    run("SET lock_timeout = '100ms'")
    try:
        answer = sent("get", "SELECT * FROM held FOR UPDATE")
    finally:
        run("RESET lock_timeout")
    assert (answer.status_code, answer["Retry-After"], len(tries)) == (503, "5", 1)
    assert "lâu quá mức" in answer.content.decode()


def raising(state: str) -> str:
    return f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"


GONE = "SELECT pg_terminate_backend(pg_backend_pid())"


@pytest.mark.parametrize("sql", [raising("40P01"), raising("40001"), GONE], ids=["deadlock", "serialization", "gone"])
def test_whoever_only_looked_is_answered_once_more(sql: str) -> None:
    answer = sent("get", sql)
    assert (answer.status_code, answer.content, len(tries)) == (200, b"ok", 2)
    tries.clear()
    answer = sent("get", sql, always="1")
    assert (answer.status_code, len(tries)) == (503, 2)
    connection.close()


@pytest.mark.parametrize("sql", [raising("40P01"), GONE], ids=["deadlock", "gone"])
def test_what_may_be_written_is_not_done_again_but_told(sql: str) -> None:
    answer = sent("post", sql)
    assert (answer.status_code, len(tries)) == (503, 1)
    assert "có thể chưa được ghi" in answer.content.decode()
    connection.close()


def test_an_error_of_our_own_stays_one() -> None:
    assert sent("get", "SELECT 1/0").status_code == 500
    assert sent("get", "SELECT * FROM nowhere", always="1").status_code == 500


class Broken:
    """A middleware that meets the outage before any view does."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        run(raising("57P03"))
        return self.answer(request)


@pytest.mark.parametrize(("address", "kind"), [("/ask/?sql=x", "text/html"), ("/api/v1/probe/locked", "problem+json")])
def test_so_it_is_outside_of_views(settings: Any, address: str, kind: str) -> None:
    settings.MIDDLEWARE = [f"{__name__}.Broken"]
    answer = Client(raise_request_exception=False).get(address)
    assert (answer.status_code, kind in answer["Content-Type"], tries) == (503, True, [])


def test_what_is_no_outage() -> None:
    assert outages.of(ValueError()) is None
    assert outages.of(None) is None
    assert outages.of(OperationalError("could not connect")) is Outage.GONE


def test_a_question_has_its_own_limit_for_a_while() -> None:
    before = _limit()
    with pytest.raises(OperationalError) as caught, outages.statements_within(0.05):
        run("SELECT pg_sleep(5)")
    assert outages.of(caught.value) is Outage.LIMIT
    assert _limit() == before


def _limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        return str(cursor.fetchone()[0])
