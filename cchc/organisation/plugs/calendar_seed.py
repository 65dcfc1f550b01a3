"""The calendars that every installation starts with, renewed when a new edition carries other ones."""

from hashlib import sha256

from cchc.kernel import seeds
from cchc.organisation.plugs.clock_commands import load
from cchc.organisation.queries.written_calendars import FOLDER


def _version() -> str:
    return sha256(b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.yaml")))).hexdigest()


def _load() -> None:
    load()


seeds.register("organisation.calendars", order=20, version=_version, load=_load)
