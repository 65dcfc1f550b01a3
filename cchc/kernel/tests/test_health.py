"""What a load balancer and the monitoring are told."""

import time

import pytest
from django.db import connection
from django.test import Client

from cchc.kernel import health, jobs, metrics


@pytest.fixture(autouse=True)
def only_the_kernel(settings) -> None:
    settings.ROOT_URLCONF = "cchc.kernel.urls"
    settings.MIDDLEWARE = ["cchc.kernel.metrics.middleware"]


def test_ready_says_which_part_is_missing(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/readyz").json() == {
        "status": "ok",
        "database": True,
        "queue": True,
        "worker": False,
        "files": True,
    }
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '20 seconds')")
    assert client.get("/readyz").json()["worker"] is True
    real = health._ask
    monkeypatch.setattr(
        health, "_ask", lambda statement: None if "procrastinate_jobs" in statement else real(statement)
    )
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "unavailable",
        "database": True,
        "queue": False,
        "worker": False,
        "files": False,
    }


def test_alive_asks_nobody(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def value(text: str, name: str) -> float:
    return next((float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name)), 0.0)


def test_requests_are_counted_and_the_queue_is_measured(client: Client, db: None) -> None:
    name = 'cchc_requests_total{method="GET",status="2xx",view="healthz"}'
    before = value(client.get("/metrics").content.decode(), name)
    for _ in range(3):
        client.get("/healthz")
    jobs.enqueue("kernel.housekeeping")
    text = client.get("/metrics").content.decode()
    assert value(text, name) == before + 3
    assert value(text, "cchc_jobs_waiting") == 1
    assert value(text, "cchc_database_up") == 1
    assert value(text, "cchc_audit_entries") >= 0


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.5", {}, 403),
        ("", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}, 403),
        ("127.0.0.1", {"X-Real-IP": "203.0.113.9"}, 403),
        ("127.0.0.1", {"Via": "1.1 cong"}, 403),
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}, 403),
        ("203.0.113.9", {"X-Forwarded-For": "127.0.0.1"}, 403),
    ],
)
def test_only_this_machine_reads_the_figures(db: None, address: str, headers: dict[str, str], status: int) -> None:
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


def test_a_secret_opens_them_from_elsewhere(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_METRICS_TOKEN", "bí-mật")
    far = Client(REMOTE_ADDR="10.0.0.5")
    assert far.get("/metrics").status_code == 403
    assert far.get("/metrics", headers={"Authorization": "Bearer sai"}).status_code == 403
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 403, "the secret replaces the address"
    monkeypatch.setenv("CCHC_METRICS_TOKEN", "secret")
    assert far.get("/metrics", headers={"Authorization": "Bearer secret"}).status_code == 200


def test_counting_costs_next_to_nothing() -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.resolver_match = None
    counted = metrics.middleware(lambda request: HttpResponse())
    started = time.perf_counter()
    for _ in range(1000):
        counted(request)
    assert (time.perf_counter() - started) / 1000 < 0.001
