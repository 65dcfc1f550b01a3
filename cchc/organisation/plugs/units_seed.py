"""The units that every installation starts with, renewed when a new edition of their file comes."""

from hashlib import sha256

from cchc.kernel import clock, seeds
from cchc.kernel.history import PLATFORM
from cchc.organisation.actions import load_file
from cchc.organisation.queries.written_units import units_file_path


def _version() -> str:
    return sha256(units_file_path().read_bytes()).hexdigest()


def _load() -> None:
    load_file(units_file_path(), actor=PLATFORM, now=clock.now())


seeds.register("organisation.units", order=10, version=_version, load=_load)
