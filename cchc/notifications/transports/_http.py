"""One HTTP exchange with a gateway, with an end to waiting."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from cchc.kernel.conversations import ended_after
from cchc.notifications.transports import _ending
from cchc.notifications.types import Unreachable

_MOST = 65_536


def exchange(url: str, data: bytes | None, headers: Mapping[str, str], *, timeout: float = 15) -> tuple[int, str]:
    """Return status and text of the answer; ``Unreachable`` when there is none in time.

    ``timeout`` is in seconds for each step; the whole exchange takes at most twice that.
    """
    request = urllib.request.Request(url, data=data, headers=dict(headers))  # noqa: S310, the operator's own address
    with ended_after(2 * timeout) as limit:
        try:
            answered = _asked(_ending.opener(limit), request, timeout)
        except (OSError, http.client.HTTPException) as broken:
            if not limit.is_over:
                raise Unreachable(f"Cổng nhắn tin không trả lời: {broken}") from broken
        if limit.is_over:  # what was read until then may be half an answer
            raise Unreachable(f"Cổng nhắn tin không trả lời xong trong {2 * timeout:g} giây")
        return answered


def _asked(opener: urllib.request.OpenerDirector, request: urllib.request.Request, timeout: float) -> tuple[int, str]:
    try:
        with opener.open(request, timeout=timeout) as answer:
            return answer.status, answer.read(_MOST).decode("utf-8", "replace")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(_MOST).decode("utf-8", "replace")


def as_json(text: str) -> dict[str, Any]:
    """Return the JSON object of an answer, empty if it is none: a proxy's error page says nothing."""
    try:
        loaded = json.loads(text)
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}
