"""Units as the project carries them, in ``content/units/``; asks no database."""

import os
from functools import lru_cache
from pathlib import Path

from cchc.kernel import places, plain_yaml
from cchc.kernel.refusal import marked
from cchc.organisation.rules import invariants, units_file
from cchc.organisation.rules.problems import Nonsense, Problem
from cchc.organisation.rules.registry import Registry

FOLDER = places.CONTENT / "units"
LARGEST = 5_000_000
_NOTHING = Registry()


def units_file_path() -> Path | None:
    """Return the units file of this installation: named by ``CCHC_UNITS``, or the only one in ``content/units/``.

    ``None`` if there is none (the units come from a list that somebody brings in); ``Nonsense`` if there are several.
    """
    named = os.environ.get("CCHC_UNITS", "")
    if named:
        return Path(named)
    files = sorted(FOLDER.glob("*.yaml"))
    if len(files) > 1:
        raise Nonsense(
            Problem(
                marked("Có %(count)s tệp trong %(folder)s: đặt biến CCHC_UNITS là tệp đơn vị của tỉnh."),
                {"count": len(files), "folder": str(FOLDER)},
            )
        )
    return files[0] if files else None


def written_registry(path: Path | None = None) -> Registry:
    """Return the registry that ``path`` (or our own file) describes; raise ``Nonsense`` with its mistakes."""
    file = path or units_file_path()
    if file is None:
        return _NOTHING
    try:
        state = file.stat()
        if state.st_size > LARGEST:
            raise Nonsense(_problem(file, marked("tệp lớn hơn %(limit)s MB."), limit=LARGEST // 1_000_000))
        return _read(file, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise Nonsense(_problem(file, marked("không đọc được (%(error)s)."), error=error.strerror)) from error


@lru_cache(maxsize=4)
def _read(file: Path, _changed: int, _size: int) -> Registry:
    try:
        data = plain_yaml.of_file(file)
    except UnicodeDecodeError as error:
        raise Nonsense(_problem(file, marked("không phải chữ UTF-8."))) from error
    except plain_yaml.NotPlain as wrong:
        said = marked("không đọc được như YAML, dòng %(line)s %(why)s.")
        raise Nonsense(_problem(file, said, line=wrong.line, why=wrong.why)) from wrong
    return invariants.require(units_file.parse(data))


def _problem(file: Path, text: str, **values: object) -> Problem:
    return Problem(text, values, file.name)
