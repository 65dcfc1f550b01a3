"""A POST sent twice is done once (``kernel.claims``): the client gives its key as ``Idempotency-Key``."""

import datetime as dt
import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cchc.kernel import claims, collisions, history
from cchc.kernel.api.problems import collided, refuse

HEADER = "Idempotency-Key"
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
            with collisions.meeting(), history.undivided():
                response = run(request, *args, **kwargs)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                elif hasattr(request, "idempotency_claim"):
                    content_type = response.headers.get("Content-Type", "")
                    claims.keep(request.idempotency_claim, response.status_code, content_type, response.content)
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
    claim = claims.claim(owner, key, digest, dt.datetime.now(dt.UTC))
    if isinstance(claim, claims.Kept):
        raise _replay(digest, claim)
    request.idempotency_claim = claim  # type: ignore[attr-defined]


def _replay(digest: bytes, kept: claims.Kept) -> Exception:
    if kept.digest != digest:
        return refuse("idempotency-key-reused", _("Dùng một Idempotency-Key mới cho mỗi yêu cầu khác nhau."))
    response = HttpResponse(kept.body, status=kept.status, content_type=kept.content_type)
    response["Idempotency-Replayed"] = "true"
    return Replayed(response)
