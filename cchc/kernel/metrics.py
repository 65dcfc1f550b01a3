"""Figures for those who keep the platform running: ``/metrics`` in the text form of Prometheus.

Requests are counted in files shared by all web processes; what the database knows is asked when the page is.
"""

import ipaddress
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from cchc.kernel import places
from cchc.kernel.permission import public

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_OF_A_PROXY = {"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"}
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_SCRATCH = re.compile(r"_(\d+)\.db$")
_GAUGES = {
    "cchc_jobs_waiting": ("Jobs in the queue", "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"),
    "cchc_jobs_running": ("Jobs being run", "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"),
    "cchc_jobs_failed": ("Jobs given up", "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"),
    "cchc_worker_silence_seconds": (
        "Since any worker last showed a sign of life",
        "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers",
    ),
    "cchc_reactions_failed": (
        "Reactions to events that have not succeeded",
        "SELECT count(*) FROM kernel_eventoutcome WHERE state = 'failed'",
    ),
    "cchc_audit_entries": ("Entries of the audit trail", "SELECT max(seq) FROM kernel_audithead"),
    "cchc_audit_unattributed": (
        "Changes nobody answers for, of the last day",
        "SELECT count(*) FROM kernel_auditentry WHERE actor = '' AND at > now() - interval '1 day'",
    ),
    "cchc_database_bytes": ("Size of the database", "SELECT pg_database_size(current_database())"),
}


@cache
def _instruments() -> tuple[Any, Any]:
    """Return the counter and the histogram, in a folder shared by the web processes; made on first use."""
    folder = Path(os.environ.setdefault(_FOLDER, str(places.home() / "metrics")))
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        found = _SCRATCH.search(file.name)
        if found and not Path(f"/proc/{found[1]}").exists():  # Prometheus takes the lower sum for a restart
            file.unlink(missing_ok=True)
    from prometheus_client import Counter, Histogram

    labels = ["method", "view"]
    return (
        Counter("cchc_requests", "Requests answered", [*labels, "status"]),
        Histogram("cchc_request_seconds", "Time to answer", labels, buckets=_BUCKETS),
    )


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Count each request and how long its answer took, by view and never by address."""
    requests, seconds = _instruments()

    def measured(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = answer(request)
        view = request.resolver_match.view_name if request.resolver_match else ""
        method = request.method if request.method in {"GET", "POST", "HEAD"} else "other"
        seconds.labels(method, view).observe(time.perf_counter() - started)
        requests.labels(method, view, f"{response.status_code // 100}xx").inc()
        return response

    return measured


@public("Read by the monitoring of this machine, or with its secret; holds sums, no person's data")
def page(request: HttpRequest) -> HttpResponse:
    """Give the figures to a program on this machine, or to whoever shows ``CCHC_METRICS_TOKEN``."""
    if not _is_trusted(request):
        raise PermissionDenied("metrics")
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    _instruments()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    text = generate_latest(registry).decode() + "".join(_from_database())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def _is_trusted(request: HttpRequest) -> bool:
    token = os.environ.get("CCHC_METRICS_TOKEN", "")
    if token:
        return secrets.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    if _OF_A_PROXY & set(request.headers):  # a proxy on this machine speaks for somebody else
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _from_database() -> Iterator[str]:
    statement = "SELECT " + ", ".join(f"({query})" for _about, query in _GAUGES.values())
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            values = cursor.fetchone()
    except DatabaseError:
        values = None
    yield _gauge("cchc_database_up", "Whether the database answers", float(values is not None))
    for name, value in zip(_GAUGES, values or (), strict=False):
        if value is not None:
            yield _gauge(name, _GAUGES[name][0], float(value))


def _gauge(name: str, about: str, value: float) -> str:
    return f"# HELP {name} {about}\n# TYPE {name} gauge\n{name} {value}\n"
