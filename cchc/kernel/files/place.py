"""Where the content of files lies, as the environment names it: ``CCHC_FILES``."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from cchc.kernel import environment
from cchc.kernel.environment import Misset

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_OPTIONS = frozenset({"endpoint", "region"})


@dataclass(frozen=True)
class Place:
    """The kind of store and where it is; ``where`` is a folder or ``bucket/prefix``, empty for the usual one."""

    kind: Literal["directory", "s3", "database"] = "directory"
    where: str = ""
    endpoint: str = ""
    region: str = ""
    key_id: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    connect_seconds: float = 2.0
    """Within which a service must take a connection."""
    answer_seconds: float = 10.0
    """For a whole request, its file included: twenty megabytes come in them at two a second."""


def named(text: str, keys: str = "CCHC_FILES") -> Place:
    """Return the place that ``text`` names: nothing, ``database``, a folder's full path, or ``s3://bucket/prefix``.

    ``keys``: how the variables begin that hold the keys of a bucket.
    """
    text = text.strip()
    if not text:
        return Place()
    if text == "database":
        return Place("database")
    if text.startswith("s3://"):
        return _bucket(text, keys)
    if text.startswith("/"):
        return Place("directory", str(Path(text)))
    raise _misset(text)


def of_environment() -> Place:
    """Return the place that this installation is set to."""
    return named(os.environ.get("CCHC_FILES", ""))


def former(text: str) -> Place:
    """Return the place that files are fetched from; a bucket may have other keys than the one in use."""
    has_own = "CCHC_FILES_OLD_KEY" in os.environ
    return named(text, "CCHC_FILES_OLD" if has_own else "CCHC_FILES")


def _bucket(text: str, keys: str) -> Place:
    try:
        parts = urlsplit(text)
        given = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        whole = _BUCKET.fullmatch(parts.netloc) and not parts.fragment and given.keys() <= _OPTIONS
    except ValueError:
        raise _misset(text) from None
    endpoint = given.get("endpoint", "")
    if not whole or (endpoint and not re.match(r"https?://[^/]", endpoint)):
        raise _misset(text)
    return Place(
        "s3",
        f"{parts.netloc}/{parts.path.strip('/')}".rstrip("/"),
        endpoint,
        given.get("region", ""),
        os.environ.get(f"{keys}_KEY", ""),
        os.environ.get(f"{keys}_SECRET", ""),
        environment.seconds("CCHC_FILES_CONNECT_SECONDS", Place.connect_seconds),
        environment.seconds("CCHC_FILES_ANSWER_SECONDS", Place.answer_seconds),
    )


def _misset(text: str) -> Misset:
    return Misset(
        "Biến CCHC_FILES phải trống, là “database”, đường dẫn đầy đủ của một thư mục, hoặc có dạng"
        " s3://tên-kho/thư-mục?endpoint=https://máy&region=vùng, đang là “%(text)s”.",
        text=text,
    )
