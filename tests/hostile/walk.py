"""Sends what is hostile through one door after the other and remembers what broke; nothing that it writes stays."""

import os
import random
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

ROUNDS = int(os.environ.get("CCHC_HOSTILE_ROUNDS", "1"))
SEEDS = [int(seed) for seed in os.environ.get("CCHC_HOSTILE_SEEDS", "1").split(",")]
MOST_SECONDS = 10.0  # of the processor's time in this process, which another program's load does not lengthen


@dataclass
class Walk:
    """How many requests were sent, and which of them broke: by place and kind of fault, with one example each."""

    dice: random.Random
    sent: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def send(self, client: Client, method: str, address: str, said: str, **words: Any) -> Any:
        """Send one request, undo what it wrote, and return its answer; ``said`` names it in a fault.

        Where what was written leads is opened first, in English: those pages are read through once more.
        """
        client.raise_request_exception = False
        with _raised() as errors, transaction.atomic():
            began = time.process_time()
            answer = getattr(client, method.lower())(address, **words)
            answer.read = b"".join(answer.streaming_content) if answer.streaming else answer.content
            told = _english(answer.headers.get("Location", "")) if method.lower() == "post" else ""
            after = client.get(told).status_code if told else 200
            spent = time.process_time() - began
            transaction.set_rollback(True)
        self.sent += 1
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500:
            place = errors[-1] if errors else f"{address}: {answer.status_code}"
            self.faults.setdefault(place, f"{method} {said}"[:600])
        if after >= 500:
            self.faults.setdefault(errors[-1] if errors else f"{told}: {after}", f"{told} after {said}"[:600])
        if spent > MOST_SECONDS:
            self.faults.setdefault(f"{address} took {spent:.0f} s of the processor", f"{method} {said}"[:600])
        return answer

    def report(self) -> str:
        """Return every fault with its example, for the failing test's message."""
        lines = [f"{place}\n    {example}" for place, example in sorted(self.faults.items())]
        return f"{len(lines)} kinds of fault in {self.sent} requests\n" + "\n".join(lines)


def _english(address: str) -> str:
    """Return the English address of a page of ours."""
    return f"/en{address.removeprefix('/en')}" if address.startswith("/") and not address.startswith("/api/") else ""


@contextmanager
def _raised() -> Iterator[list[str]]:
    """Collect what views raise, as "ExceptionType: message at file:line" of the deepest line that is ours."""
    errors: list[str] = []

    def note(**_words: Any) -> None:
        import sys

        kind, error, trace = sys.exc_info()
        ours = [one for one in traceback.extract_tb(trace) if "/cchc/" in one.filename] or traceback.extract_tb(trace)
        place = f"{ours[-1].filename.rpartition('/cchc/')[2]}:{ours[-1].lineno}" if ours else "?"
        errors.append(f"{getattr(kind, '__name__', kind)}: {str(error)[:120]!r} at {place}")

    got_request_exception.connect(note)
    try:
        yield errors
    finally:
        got_request_exception.disconnect(note)
