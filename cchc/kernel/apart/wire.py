"""What goes between the two processes: JSON and bytes, never anything that could run where it arrives."""

import datetime as dt
import json
import socket
import struct
from decimal import Decimal
from typing import Any

from cchc.kernel.refusal import Refusal, Sentence

BEGUN = b"!"
"""What a child says before anything else: from here on, its end is the file's doing."""
_HEAD = struct.Struct("!QQ")
_PIECE = 2**20


class Lost(Exception):
    """The other side has gone, or said more than it may."""


def send(connection: socket.socket, text: bytes, data: bytes = b"") -> None:
    """Send what ``packed`` has written, and ``data`` behind it."""
    connection.sendall(_HEAD.pack(len(text), len(data)) + text)
    if data:
        connection.sendall(data)


def receive(connection: socket.socket, most: int) -> tuple[Any, bytes]:
    """Return what the other side says, at most ``most`` bytes; ``Lost`` if it doesn't, ``ValueError`` for nonsense."""
    text, data = _HEAD.unpack(_exactly(connection, _HEAD.size))
    if text + data > most:
        raise Lost("too much")
    said = unpacked(_exactly(connection, text))
    return said, _exactly(connection, data)


def packed(value: Any) -> bytes:
    """Return plain data as JSON, days and exact numbers marked as what they are."""
    return json.dumps(value, ensure_ascii=False, default=_written, separators=(",", ":")).encode("utf-8", "replace")


def unpacked(text: bytes) -> Any:
    """Return what ``packed`` has written; ``ValueError`` for anything else."""
    try:
        return json.loads(text.decode(), object_hook=_read)
    except (ArithmeticError, RecursionError, TypeError) as strange:
        raise ValueError("no answer") from strange


def _exactly(connection: socket.socket, count: int) -> bytes:
    held = bytearray()
    while len(held) < count:
        piece = connection.recv(min(_PIECE, count - len(held)))
        if not piece:
            raise Lost("gone")
        held += piece
    return bytes(held)


def _written(value: object) -> object:
    """Write what JSON has no way for: days, moments, exact numbers, sentences."""
    if isinstance(value, dt.datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"$day": value.isoformat()}
    if isinstance(value, dt.time):
        return {"$hour": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$number": str(value)}
    if isinstance(value, Refusal):
        return _written(value.sentence)
    if isinstance(value, Sentence):
        return {"$sentence": value.template, "values": dict(value.values)}
    return str(value)


def _read(found: dict[str, Any]) -> Any:
    match found:
        case {"$moment": str(text)}:
            return dt.datetime.fromisoformat(text)
        case {"$day": str(text)}:
            return dt.date.fromisoformat(text)
        case {"$hour": str(text)}:
            return dt.time.fromisoformat(text)
        case {"$number": str(text)} if len(text) < 100:
            return Decimal(text)
        case {"$sentence": str(text), "values": dict(values)}:
            return Sentence(text, **values)
    return found
