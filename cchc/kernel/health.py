"""Whether this process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from cchc.kernel.permission import public


@public("A load balancer asks whether the process lives; the answer says nothing else")
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does."""
    return JsonResponse({"status": "ok"})


@public("A load balancer asks whether requests may be sent here; the answer names parts, not data")
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and queue do, 503 otherwise."""
    parts = {"database": _answers("SELECT 1"), "queue": _answers("SELECT 1 FROM procrastinate_jobs LIMIT 1")}
    ready = all(parts.values())
    return JsonResponse({"status": "ok" if ready else "unavailable", **parts}, status=200 if ready else 503)


def _answers(statement: str) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return False
    return True
