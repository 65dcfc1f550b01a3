"""Zalo notification service of an official account: a template the operator approved, filled and sent by HTTPS.

Addresses and answers follow the operator's public description of ZNS and may change: they are settings. The access
token lives an hour; with the refresh token, good once, comes the next pair, kept in the data folder.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from cchc.kernel import environment, places
from cchc.notifications.transports._http import as_json, exchange
from cchc.notifications.types import Fate, Message, Outcome, Unreachable

_SEND = "https://business.openapi.zalo.me/message/template"
_TOKEN = "https://oauth.zaloapp.com/v4/oa/access_token"  # noqa: S105, an address
_EXPIRED = -124
_LATER = {-32, -126, -144, -147}  # too fast, out of credit, out of quota
_NEEDED = ("CCHC_ZALO_APP_ID", "CCHC_ZALO_SECRET", "CCHC_ZALO_TEMPLATE", "CCHC_ZALO_REFRESH_TOKEN")


def configured() -> bool:
    """Tell whether everything that Zalo asks for is set."""
    return all(os.environ.get(name) for name in _NEEDED)


@contextmanager
def open_zalo() -> Iterator[Callable[[Message], Outcome]]:
    """Get a token where none is kept; each message is then a request of its own."""
    if not _kept().get("access_token"):
        _renew()
    yield send


def send(message: Message) -> Outcome:
    """Send, with a new token if the old one is over."""
    answer = _post(message)
    if answer.get("error") == _EXPIRED:
        _renew()
        answer = _post(message)
    error = answer.get("error")
    words = f"{error} {answer.get('message', '')}"[:500]
    if error == 0:
        return Outcome(Fate.ACCEPTED, words)
    return Outcome(Fate.LATER if error is None or error in _LATER else Fate.REFUSED, words)


def _post(message: Message) -> dict[str, object]:
    body = {
        "phone": _international(message.address),
        "template_id": os.environ["CCHC_ZALO_TEMPLATE"],
        "template_data": {"name": message.recipient[:30], "content": message.subject[:100]},
        "tracking_id": f"cchc-{message.number}",
    }
    headers = {"access_token": str(_kept().get("access_token", "")), "Content-Type": "application/json"}
    url = os.environ.get("CCHC_ZALO_URL", _SEND)
    code, text = exchange(url, json.dumps(body).encode(), headers, timeout=_timeout())
    return as_json(text) or {"error": None, "message": f"{code} {' '.join(text.split())[:200]}"}


def _renew() -> None:
    kept = _kept().get("refresh_token") or os.environ["CCHC_ZALO_REFRESH_TOKEN"]
    given = {"refresh_token": kept, "app_id": os.environ["CCHC_ZALO_APP_ID"], "grant_type": "refresh_token"}
    headers = {"secret_key": os.environ["CCHC_ZALO_SECRET"], "Content-Type": "application/x-www-form-urlencoded"}
    url = os.environ.get("CCHC_ZALO_TOKEN_URL", _TOKEN)
    _, text = exchange(url, urlencode(given).encode(), headers, timeout=_timeout())
    answer = as_json(text)
    if not answer.get("access_token"):
        raise Unreachable(f"Zalo không cấp mã truy cập mới: {answer.get('error_name') or text[:200]}")
    file = places.home() / "zalo-token.json"
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps({name: answer.get(name) for name in ("access_token", "refresh_token")}))
    fresh.replace(file)  # whole or not at all: the refresh token just used is worth nothing any more


def _kept() -> dict[str, object]:
    file = places.home() / "zalo-token.json"
    return as_json(file.read_text()) if file.exists() else {}


def _international(number: str) -> str:
    return "84" + number[1:] if number.startswith("0") else number.lstrip("+")


def _timeout() -> float:
    return environment.seconds("CCHC_ZALO_TIMEOUT", 15)
