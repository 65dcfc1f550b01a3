"""A POST sent twice is done once: the answer is kept for a day under the client's ``Idempotency-Key``.

The key is claimed in the transaction of the work. A second request with it waits for the first, then gets its answer;
if the first failed, nothing was done and nothing is kept, so the second does the work.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cchc.kernel import collisions
from cchc.kernel.api.problems import collided, refuse

HEADER = "Idempotency-Key"
KEPT = dt.timedelta(hours=24)
_SHAPE = re.compile(r"[\x21-\x7e]{8,128}")


class Replayed(Exception):
    """The request was answered before."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def transaction_of_post(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run a whole POST in one transaction that an error takes back, and keep the answer with the claim made in it."""

    @wraps(run)
    def ran(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return run(request, *args, **kwargs)
        try:
            with collisions.meeting(), transaction.atomic():
                response = run(request, *args, **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif hasattr(request, "idempotency_claim"):
                    _keep(request.idempotency_claim, response)
        except collisions.Collided as refusal:  # at the commit, after the answer was made
            return collided(refusal)
        return response

    return ran


def claimed(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Claim the key once the client is known and its input is valid; answer as before if it was used for the same."""

    @wraps(operation)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            _claim(request)
        return operation(request, *args, **kwargs)

    return once


def _claim(request: HttpRequest) -> None:
    key = request.headers.get(HEADER, "")
    if not _SHAPE.fullmatch(key):
        raise refuse(
            "idempotency-key-missing", _("Gửi kèm Idempotency-Key: 8–128 ký tự, mới cho mỗi việc (ví dụ UUID).")
        )
    owner = sha256(request.headers.get("Authorization", "").encode()).hexdigest()
    digest = sha256(b"\0".join([request.get_full_path().encode(), request.body])).digest()
    now = dt.datetime.now(dt.UTC)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM kernel_idempotency WHERE owner = %s AND key = %s AND at < %s", [owner, key, now - KEPT]
        )
        cursor.execute(
            "INSERT INTO kernel_idempotency (owner, key, digest, content_type, body, at)"
            " VALUES (%s, %s, %s, '', '', %s) ON CONFLICT DO NOTHING RETURNING id",
            [owner, key, digest, now],
        )
        mine = cursor.fetchone()
        if mine is None:
            cursor.execute(
                "SELECT digest, status, content_type, body FROM kernel_idempotency WHERE owner = %s AND key = %s",
                [owner, key],
            )
            raise _replay(digest, *cursor.fetchone())
    request.idempotency_claim = mine[0]  # type: ignore[attr-defined]


def _replay(digest: bytes, kept: memoryview, status: int, content_type: str, body: memoryview) -> Exception:
    if bytes(kept) != digest:
        return refuse("idempotency-key-reused", _("Dùng một Idempotency-Key mới cho mỗi yêu cầu khác nhau."))
    response = HttpResponse(bytes(body), status=status, content_type=content_type)
    response["Idempotency-Replayed"] = "true"
    return Replayed(response)


def _keep(claim: int, response: HttpResponse) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kernel_idempotency SET status = %s, content_type = %s, body = %s WHERE id = %s",
            [response.status_code, response.headers.get("Content-Type", ""), response.content, claim],
        )
