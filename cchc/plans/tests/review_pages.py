"""What the tests of the review's pages share: who is there, a reading that waits, and what a page says."""

import datetime as dt
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from cchc.plans.models import Reading
from cchc.plans.rules.draft import find
from cchc.plans.tests.reading_cases import Readings
from cchc.ui.tests.editing import as_opened

ROLES = {"office": ("office", "P"), "clerk": ("officer", "S1"), "district": ("office", "H"), "head": ("reader", "P")}
MONEY = {"text": "40 tr", "kind": "money", "amount": 40_000_000, "per": None, "count": None, "total": 40_000_000}
ASKS = {"where": "1.a", "field": "schedule", "why": "Có lẽ là quý II"}


def signed_in(readings: Readings, name: str = "office") -> Client:
    client = Client()
    client.force_login(readings.case.people[name])
    return client


def seen(response: Any) -> str:
    """Return what a reader sees: no tags, single spaces."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def saved(client: Client, address: str, data: dict[str, Any], **how: Any) -> Any:
    """Send an edit form as its page would, opened just before."""
    return client.post(address, as_opened(client, address, data), **how)


def url(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)


def fields(waiting: Reading, key: str, **changed: Any) -> dict[str, Any]:
    """Return what the form of a task sends when nothing but ``changed`` is touched."""
    from cchc.plans.forms.mending import initial

    group, row = find(waiting.opened, key)
    opening = {**initial(row, group), "version": waiting.version, **changed}
    days = {name: f"{value:%d/%m/%Y}" for name, value in opening.items() if isinstance(value, dt.date)}
    return {name: "" if value is None else value for name, value in {**opening, **days}.items() if value is not False}
