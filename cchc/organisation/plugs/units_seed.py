"""The units that every installation starts with, renewed when a new edition of their file comes."""

import logging
from hashlib import sha256
from pathlib import Path

from cchc.kernel import clock, commands, seeds
from cchc.kernel.history import PLATFORM
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.actions import load_file
from cchc.organisation.queries.written_units import units_file_path
from cchc.organisation.rules.problems import Nonsense

log = logging.getLogger(__name__)


def _file() -> Path | None:
    try:
        return units_file_path()
    except Nonsense as nonsense:
        raise commands.Refused(nonsense.said()) from nonsense


def _version() -> str:
    file = _file()
    try:
        return sha256(file.read_bytes()).hexdigest() if file else ""
    except OSError as error:
        raise commands.Refused(
            "%(file)s: không đọc được tệp đơn vị (%(why)s).", file=file, why=error.strerror
        ) from error


def _load() -> None:
    """Load the file; where work goes on, one that no longer fits must not keep the platform from starting."""
    file = _file()
    if file is None:
        return
    try:
        done = load_file(file, actor=PLATFORM, now=clock.now())
    except Refusal as refusal:
        if not queries.slugs():
            raise commands.Refused(refusal.sentence) from refusal
        log.warning("Giữ nguyên danh mục đơn vị, chưa nạp %s: %s", file.name, refusal)
    else:
        if done.kept:
            log.warning("Văn phòng đã sửa, giữ nguyên: %s", ", ".join(done.kept))


seeds.register("organisation.units", order=10, version=_version, load=_load)
