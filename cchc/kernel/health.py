"""Whether this process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from cchc.kernel.files import probing
from cchc.kernel.permission import public
from cchc.kernel.saying import say

_ALIVE = "SELECT max(last_heartbeat) > now() - interval '60 seconds' FROM procrastinate_workers"


@public("A load balancer asks whether the process lives; the answer says nothing else")
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does."""
    return JsonResponse({"status": "ok"})


@public("A load balancer asks whether requests may be sent here; the answer names parts, not data")
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and queue do, 503 otherwise; pages work without ``worker`` and ``files``.

    A store of files that can't be written and read is ``degraded``, with a sentence: sending everybody away from every
    machine for it would take the pages as well.
    """
    parts = {
        "database": _ask("SELECT true") is not None,
        "queue": _ask("SELECT count(*) FROM (SELECT FROM procrastinate_jobs LIMIT 1) AS one") is not None,
    }
    ready = all(parts.values())
    fault = probing.fault() if ready else None
    status = {
        "status": "unavailable" if not ready else "degraded" if fault else "ok",
        **parts,
        "worker": bool(ready and _ask(_ALIVE)),
        "files": ready and fault is None,
    }
    says = {"says": say(fault)} if fault else {}
    return JsonResponse(status | says, status=200 if ready else 503)


def _ask(statement: str) -> object:
    """Return the one value of ``statement``, or ``None`` if the database can't say."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else None
