"""The base of the API: who comes in, how errors read, how lists page, and that a POST sent twice is done once."""

import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel.api import door
from cchc.kernel.api.pace import Pace
from cchc.kernel.tests import api_urls

THINGS = "/api/v1/probe/things"


@pytest.fixture(autouse=True)
def small_api(settings: Any) -> None:
    settings.ROOT_URLCONF = "cchc.kernel.tests.api_urls"
    settings.API_AUTHENTICATE = "cchc.kernel.tests.api_urls.authenticate"
    settings.MIDDLEWARE = ["cchc.kernel.requests.middleware"]


def client(token: str = "probe+probe.read+probe.write") -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"} if token else {}, raise_request_exception=False)


def post(body: dict[str, Any], key: str | None = None, token: str = "probe+probe.write") -> Any:
    headers = {"Idempotency-Key": key or uuid.uuid4().hex}
    return client(token).post(THINGS, body, content_type="application/json", headers=headers)


def is_problem(response: Any, status: int, kind: str) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"].startswith("application/problem+json")
    content = response.json()
    assert content["type"] == f"urn:cchc:problem:{kind}"
    assert content["status"] == status
    assert content["instance"] == f"urn:cchc:request:{response['X-Request-ID']}"
    return dict(content)


def test_without_a_token_nobody_comes_in() -> None:
    response = client("").get(THINGS)
    is_problem(response, 401, "unauthenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")
    is_problem(client("khac").get(THINGS), 401, "unauthenticated")


def test_a_token_without_the_permission_is_refused() -> None:
    is_problem(client("probe").get(THINGS), 403, "forbidden")


def test_a_list_is_walked_page_by_page_and_gives_each_row_once() -> None:
    seen, url = [], f"{THINGS}?page_size=50&q=a%20b"
    while url:
        content = client().get(url).json()
        assert content["count"] == 120
        seen += [item["id"] for item in content["items"]]
        url = content["next"]
        assert url is None or "q=a+b" in url
    assert seen == list(range(120))


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("page_size=201", "page_size", "Không được quá 200."),
        ("page=0", "page", "Phải từ 1 trở lên."),
        ("page=một", "page", "Phải là số nguyên."),
        ("page=99999999999999999999", "page", "Không được quá 1000000."),
    ],
)
def test_a_wrong_parameter_is_named(query: str, field: str, words: str) -> None:
    content = is_problem(client().get(f"{THINGS}?{query}"), 422, "invalid")
    assert content["errors"] == [{"field": field, "detail": words}]


@given(st.integers())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_number_is_a_record_or_a_problem(number: int) -> None:
    response = client().get(f"{THINGS}/{number}")
    assert response.status_code in ({200, 404, 500} if 1 <= number < 2**63 else {422})


def test_a_page_beyond_the_end_is_empty() -> None:
    assert client().get(f"{THINGS}?page=9").json() == {"items": [], "count": 120, "next": None}


def test_what_is_not_there_what_is_not_allowed_and_what_broke(db: None) -> None:
    is_problem(client().get(f"{THINGS}/404"), 404, "not-found")
    is_problem(client().get("/api/v1/khong-co"), 404, "not-found")
    response = client().delete(THINGS)
    is_problem(response, 405, "method-not-allowed")
    assert "GET" in response["Allow"]
    crashed = is_problem(client().get(f"{THINGS}/500"), 500, "internal")
    assert "bí mật" not in str(crashed)
    response = client().post(THINGS, "{không", content_type="application/json", headers={"Idempotency-Key": "12345678"})
    is_problem(response, 400, "malformed")


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM probe ORDER BY id")
        return [name for (name,) in cursor.fetchall()]


def test_a_post_needs_a_key(probe: str) -> None:
    for headers in ({}, {"Idempotency-Key": "ngắn"}, {"Idempotency-Key": "x" * 129}):
        response = client().post(THINGS, {"name": "abc"}, content_type="application/json", headers=headers)
        is_problem(response, 400, "idempotency-key-missing")
    assert names() == []


def test_a_post_sent_twice_is_done_once_and_answered_alike(probe: str) -> None:
    first, second = (post({"name": "abc"}, "khoa-00001") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert names() == ["abc"]


def test_a_key_used_for_something_else_is_refused(probe: str) -> None:
    post({"name": "abc"}, "khoa-00001")
    is_problem(post({"name": "abd"}, "khoa-00001"), 422, "idempotency-key-reused")
    assert names() == ["abc"]


def test_another_client_may_use_the_same_key(probe: str) -> None:
    post({"name": "abc"}, "khoa-00001")
    assert post({"name": "abd"}, "khoa-00001", "probe2+probe.write").status_code == 201
    assert names() == ["abc", "abd"]


def test_after_a_refusal_nothing_is_written_and_the_key_is_free(probe: str) -> None:
    content = is_problem(post({"name": "từ chối"}, "khoa-00001"), 422, "refused")
    assert content["errors"] == [{"field": "name", "detail": "Tên này đã có."}]
    assert names() == []
    assert post({"name": "abc"}, "khoa-00001").status_code == 201


def test_a_key_is_forgotten_after_a_day(probe: str) -> None:
    post({"name": "abc"}, "khoa-00001")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_idempotency SET at = at - interval '24 hours 1 second'")
    assert post({"name": "abd"}, "khoa-00001").status_code == 201


def test_every_wrong_field_is_named(probe: str) -> None:
    content = is_problem(post({"name": "a", "count": 10}), 422, "invalid")
    assert [error["field"] for error in content["errors"]] == ["name", "count"]


@pytest.mark.django_db(transaction=True)
def test_the_same_post_from_eight_connections_at_once_is_done_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE probe (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, count int)")
    try:
        answers = []

        def send() -> None:
            answers.append(post({"name": "abc"}, "khoa-00001"))
            connection.close()

        threads = [threading.Thread(target=send) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [answer.status_code for answer in answers] == [201] * 8
        assert len({answer.content for answer in answers}) == 1
        assert names() == ["abc"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE probe")


def test_the_document_tells_errors_keys_and_permissions() -> None:
    document = client("").get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    methods = document["paths"][THINGS]
    assert "application/problem+json" in methods["get"]["responses"]["default"]["content"]
    assert any(parameter["name"] == "Idempotency-Key" for parameter in methods["post"]["parameters"])
    assert "Problem" in document["components"]["schemas"]
    listed = {(one.method, one.path): one.permission for one in door.operations(api_urls.built)}
    assert listed == {
        ("GET", THINGS): "probe.read", ("GET", THINGS + "/{pk}"): "probe.read", ("POST", THINGS): "probe.write",
    }  # fmt: skip


def test_every_operation_of_the_platform_declares_who_may_use_it() -> None:
    assert not [one for one in door.operations() if one.permission is None and one.open_reason is None]


def test_a_token_that_asks_too_often_waits_and_the_others_do_not(
    settings: Any, monkeypatch: Any, tmp_path: Path
) -> None:
    settings.API_PER_MINUTE, seconds = 3, [100.0]
    monkeypatch.setattr(door, "PACE", Pace(tmp_path / "pace"))
    monkeypatch.setattr(door.time, "time", lambda: seconds[0])
    assert [client().get(THINGS).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = client().get(THINGS)
    is_problem(refused, 429, "too-many-requests")
    assert refused["Retry-After"] == "20"
    assert client("probe+probe.read").get(THINGS).status_code == 200
    seconds[0] += 20
    assert client().get(THINGS).status_code == 200


def test_tokens_that_are_none_are_not_counted(monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(door, "PACE", Pace(tmp_path / "pace"))
    client("khac").get(THINGS)
    assert not (tmp_path / "pace").exists()
