"""The one program: ``cchc plan read …`` and, for whatever no module offers, Django's own commands."""

import errno
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack

import django

from cchc.kernel import commands, places, postgres
from cchc.kernel.frames import roomy
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from config import starting

_CANT_WRITE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM}


def main(argv: list[str] | None = None) -> None:
    """Run the command in ``argv`` and exit with its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(roomy(run)(sys.argv[1:] if argv is None else argv))


def run(argv: list[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong usage."""
    from config import supervisor

    os.umask(0o077)  # whatever is written, by any part or command, is read by its owner alone
    supervisor.offer()
    command = commands.find(argv)
    try:
        if command is None or command.database == "needed":  # the supervisor does without the modules, and stays small
            django.setup()
            command = commands.find(argv)
        if command is None:
            return _other(argv)
        arguments = commands.parser(command).parse_args(argv[len(command.words) :])
        with ExitStack() as held:
            if command.database == "needed":
                _open_database(held, starting.say if command.words == ("prepare",) else None)
            return commands.call(command, arguments)
    except Refusal as refusal:  # a setting can't be used, the database can't be had
        print(say(refusal), file=sys.stderr)
        return 1
    except OSError as failed:
        if isinstance(failed, BrokenPipeError):  # the reader (head, less) left; not our failure
            sys.stderr.close()
            return 0
        if failed.errno not in _CANT_WRITE:
            raise
        print(say(_unwritable(failed)), file=sys.stderr)
        return 1


def _unwritable(failed: OSError) -> Refusal:
    return Refusal(
        "Không ghi được %(file)s (%(why)s): hãy xem quyền và chỗ trống của ổ đĩa.",
        file=str(failed.filename or places.home()),
        why=str(failed.strerror),
    )


def _open_database(held: ExitStack, announce: Callable[[str], None] | None) -> None:
    from django.db import OperationalError, connection

    from config import provision

    if not postgres.is_external():
        held.enter_context(postgres.embedded().held())
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise commands.Refused("Không nối được cơ sở dữ liệu: %(why)s.", why=_server_said(error)) from error
    provision.prepare(announce)


def _server_said(error: Exception) -> str:
    """Return the last words of the database server, which speaks its own language."""
    return str(error).strip().splitlines()[-1].rstrip(".")


def _other(argv: list[str]) -> int:
    if not argv or argv[0] in {"-h", "--help", "help"}:
        print("cchc LỆNH [tham số]\n")
        for command in commands.known():
            print(f"  {' '.join(command.words):<28} {command.help}")
        print("\nThêm “--help” sau một lệnh để xem tham số; các lệnh của Django (migrate, shell, …) cũng chạy được.")
        return 0 if argv else 2
    from django.core.management import execute_from_command_line

    with ExitStack() as held:
        if not postgres.is_external() and argv[0] not in {"makemessages", "compilemessages", "collectstatic"}:
            held.enter_context(postgres.embedded().held())
        execute_from_command_line(["cchc", *argv])
    return 0


if __name__ == "__main__":
    main()
