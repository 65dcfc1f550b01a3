"""iCalendar (RFC 5545): days of work as events that fill a day and leave it free."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WIDTH = 75
"""Octets of a line (3.1)."""


@dataclass(frozen=True)
class Day:
    """One event: ``uid`` stays the same when it is asked for again, so that a calendar moves it and adds none."""

    uid: str
    on: dt.date
    summary: str
    url: str
    category: str


def calendar(days: Iterable[Day], *, name: str, now: dt.datetime) -> bytes:
    """Return the calendar, lines folded and ended as the standard asks."""
    head = [
        ("VERSION", "2.0"), ("PRODID", "-//cchc//viec-cua-toi//VI"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"),
        ("NAME", text(name)), ("X-WR-CALNAME", text(name)),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"), ("X-PUBLISHED-TTL", "PT1H"),
    ]  # fmt: skip
    stamp = f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    body = [line for day in days for line in _event(day, stamp)]
    lines = [("BEGIN", "VCALENDAR"), *head, *body, ("END", "VCALENDAR")]
    return b"".join(folded(f"{key}:{value}") for key, value in lines)


def _event(day: Day, stamp: str) -> Iterator[tuple[str, str]]:
    yield "BEGIN", "VEVENT"
    yield "UID", text(day.uid)
    yield "DTSTAMP", stamp
    yield "DTSTART;VALUE=DATE", f"{day.on:%Y%m%d}"
    yield "DTEND;VALUE=DATE", f"{day.on + dt.timedelta(1):%Y%m%d}"  # the first day after (3.6.1)
    yield "SUMMARY", text(day.summary)
    yield "CATEGORIES", text(day.category)
    yield "URL", day.url
    yield "TRANSP", "TRANSPARENT"
    yield "END", "VEVENT"


def text(words: str) -> str:
    """Return words as a value of type TEXT (3.3.11); what breaks lines otherwise is a space."""
    plain = "".join(letter if letter >= " " or letter == "\n" else " " for letter in words.replace("\r\n", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Return a content line in lines of at most 75 octets, no letter cut in two (3.1)."""
    parts, width = [bytearray()], _WIDTH
    for letter in line:
        octets = letter.encode()
        if len(parts[-1]) + len(octets) > width:
            parts.append(bytearray())
            width = _WIDTH - 1  # the space that begins a further line counts
        parts[-1] += octets
    return b"\r\n ".join(bytes(part) for part in parts) + b"\r\n"
