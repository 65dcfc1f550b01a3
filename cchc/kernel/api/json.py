"""JSON as the API writes it: UTF-8, ISO dates, exact decimals as text."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.functional import Promise

TYPE = "application/json; charset=utf-8"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Decimal | UUID | Promise):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False).encode


def dump(content: Any) -> bytes:
    """Return ``content`` as JSON; ``TypeError`` for what is neither plain nor a date, decimal, UUID or translation."""
    return _encode(content).encode()


def answer(content: Any, status: int = 200) -> HttpResponse:
    """Return ``content`` as the answer of an operation."""
    return HttpResponse(dump(content), status=status, content_type=TYPE)
