"""Socket for the command line: a module offers a command, ``config/program.py`` runs it.

Exit codes (``docs/reference/commands.md``): 0 done, 1 refused with one sentence on standard error, 2 wrong usage,
3 done, but what standard error says is wrong with the data (``backup``, ``restore --altered``).
"""

import datetime as dt
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import Literal, TypeVar

from django.core.exceptions import ObjectDoesNotExist

from cchc.kernel import reading
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.kernel.text import clean, squeeze

Database = Literal["none", "needed"]
Item = TypeVar("Item")


class Refused(Refusal):
    """The command can't be done: one sentence that says what is wrong and where."""


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    help: str
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None]
    database: Database


_commands: dict[tuple[str, ...], Command] = {}


def _no_arguments(parser: ArgumentParser) -> None:
    """Most small commands take none."""


def register(
    name: str,
    *,
    help: str,
    run: Callable[[Namespace], int],
    arguments: Callable[[ArgumentParser], None] = _no_arguments,
    database: Database = "needed",
) -> None:
    """Offer the command ``name`` (words with spaces); ``database="none"`` runs without starting one."""
    words = tuple(name.split())
    if words in _commands:
        raise ValueError(f"command {name!r} is already registered")
    _commands[words] = Command(words, help, run, arguments, database)


def known() -> tuple[Command, ...]:
    """Return every command, in alphabetical order."""
    return tuple(_commands[words] for words in sorted(_commands))


def find(argv: list[str]) -> Command | None:
    """Return the command with the longest name that ``argv`` begins with."""
    for length in range(len(argv), 0, -1):
        command = _commands.get(tuple(argv[:length]))
        if command:
            return command
    return None


def parser(command: Command) -> ArgumentParser:
    """Return what reads the arguments of ``command``; words are cleaned on the way in, paths and numbers are not."""
    reader = ArgumentParser(prog="cchc " + " ".join(command.words), description=command.help)
    reader.register("type", None, clean)
    command.arguments(reader)
    return reader


def day(text: str) -> dt.date:
    """Read a day, as the ``type`` of an argument: 2019-01-31 or 31/1/2019."""
    try:
        return reading.date(text)
    except reading.Unreadable:
        raise ArgumentTypeError(f"“{text[:60]}” không phải một ngày, viết như 2019-01-31") from None


def moment(text: str) -> dt.datetime:
    """Read a local moment, as the ``type`` of an argument: 2019-02-01T10:00."""
    try:
        return reading.moment(text)
    except reading.Unreadable:
        raise ArgumentTypeError(f"“{text[:60]}” không phải thời điểm, viết như 2019-02-01T10:00") from None


def decimal(text: str) -> Decimal:
    """Read a number, as the ``type`` of an argument: 3 or 0,5."""
    try:
        return reading.decimal(text)
    except reading.Unreadable:
        raise ArgumentTypeError(f"“{text[:60]}” không phải một số, viết như 3 hoặc 0,5") from None


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number within bounds, as the ``type`` of an argument."""

    def read(text: str) -> int:
        found = reading.whole(text, most, least)
        if found is None:
            raise ArgumentTypeError(f"phải là số nguyên từ {least} đến {most}, không phải “{text[:60]}”")
        return found

    return read


def call(command: Command, arguments: Namespace) -> int:
    """Run ``command`` and return its exit code; what it refuses is one sentence on standard error, and 1."""
    try:
        return command.run(arguments)
    except Refusal as refusal:  # of the command, or of an action that it called
        refused = refusal
    except ObjectDoesNotExist:
        refused = Refused("Không có bản ghi mang số ấy: hãy xem lại số đã nêu.")
    except BrokenPipeError:
        raise
    except OSError as failed:
        if failed.filename is None:
            raise
        name = PurePath(str(failed.filename)).name
        refused = Refused("Không mở được tệp “%(name)s”: %(why)s.", name=name, why=failed.strerror)
    sys.stderr.write(f"{squeeze(say(refused))}\n")
    return 1


def progress(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """Yield ``items`` and draw a bar on standard error, only on a terminal."""
    from tqdm import tqdm

    yield from tqdm(items, total=total, desc=label, disable=not sys.stderr.isatty(), leave=False)
