"""Whether this process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from cchc.kernel.permission import public

_ALIVE = "SELECT max(last_heartbeat) > now() - interval '60 seconds' FROM procrastinate_workers"


@public("A load balancer asks whether the process lives; the answer says nothing else")
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does."""
    return JsonResponse({"status": "ok"})


@public("A load balancer asks whether requests may be sent here; the answer names parts, not data")
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and queue do, 503 otherwise; ``worker`` is for information, pages work without one."""
    parts = {
        "database": _ask("SELECT true") is not None,
        "queue": _ask("SELECT count(*) FROM (SELECT FROM procrastinate_jobs LIMIT 1) AS one") is not None,
    }
    ready = all(parts.values())
    status = {"status": "ok" if ready else "unavailable", **parts, "worker": bool(ready and _ask(_ALIVE))}
    return JsonResponse(status, status=200 if ready else 503)


def _ask(statement: str) -> object:
    """Return the one value of ``statement``, or ``None`` if the database can't say."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else None
