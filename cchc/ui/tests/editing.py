"""Sends an edit form as its page does: with the version of what it was opened on."""

import re
from collections.abc import Mapping
from typing import Any

from django.test import Client
from lxml import html

_VERSION = re.compile(r"(\w+-)?seen")


def as_opened(client: Client, address: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` with the versions that the form at ``address`` carries which has such fields."""
    page = client.get(address).content.decode()
    forms = [form for form in html.fromstring(page or "<p>").iter("form") if form.get("method") == "post"]
    names = set(data)
    best = max(forms, key=lambda form: len(names & {one.get("name") for one in form.inputs}), default=None)
    hidden = [] if best is None else [one for one in best.inputs if _VERSION.fullmatch(one.get("name") or "")]
    return {**{one.get("name"): one.get("value") for one in hidden}, **data}
