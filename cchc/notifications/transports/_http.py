"""One HTTP exchange with a gateway, with an end to waiting."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from cchc.notifications.types import Unreachable

_MOST = 65_536


def exchange(url: str, data: bytes | None, headers: Mapping[str, str], *, timeout: float = 15) -> tuple[int, str]:
    """Return status and text of the answer; ``Unreachable`` when there is none within ``timeout`` seconds."""
    request = urllib.request.Request(url, data=data, headers=dict(headers))  # noqa: S310, the operator's own address
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            return answer.status, answer.read(_MOST).decode("utf-8", "replace")
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(_MOST).decode("utf-8", "replace")
    except OSError as broken:
        raise Unreachable(f"Cổng nhắn tin không trả lời: {broken}") from broken


def as_json(text: str) -> dict[str, Any]:
    """Return the JSON object of an answer, empty if it is none: a proxy's error page says nothing."""
    try:
        loaded = json.loads(text)
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}
