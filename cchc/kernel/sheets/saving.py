"""A table written to a file by a command."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from typing import Any, cast

from cchc.kernel import commands
from cchc.kernel.sheets.writing import FORMATS, Column, Format, write


def format_of(file: Path) -> Format:
    """Return the format that the ending of a file's name asks for; ``Refused`` if it is none of ours."""
    ending = file.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise commands.Refused("%(name)s: tên tệp phải kết thúc bằng .xlsx hoặc .csv.", name=file.name)
    return cast(Format, ending)


def save(file: Path, columns: Sequence[Column], rows: Iterable[Sequence[Any]], total: int, what: str) -> None:
    """Write ``rows``, about ``total`` of them, with a progress bar named ``what``; ``Refused`` if it can't be."""
    with closing(write(format_of(file), columns, commands.progress(rows, total, what), title=file.stem)) as source:
        try:
            with file.open("wb") as target:
                copyfileobj(source, target)
        except OSError as error:
            raise commands.Refused("%(file)s: không ghi được (%(why)s).", file=file, why=error.strerror) from error
