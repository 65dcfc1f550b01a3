"""Run the whole platform under one process: database, worker, web server; what dies comes back, all end together.

The supervisor sets up no Django and loads no module: it stays small, and what it starts does the work.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import ExitStack
from urllib.error import URLError
from urllib.request import urlopen

from cchc.kernel import commands, places, postgres
from config import keeping, presence, starting

_READY = "(Ctrl-C hoặc “make stop” để dừng)."
_LEAVE = 120.0  # seconds to end in: children get ten, the database closes its files
_PATIENCE = 30.0  # seconds between two words about what the web server is waiting for
_KEPT_LOG = 10_000_000  # bytes; a longer log begins anew beside the old one


def offer() -> None:
    """Add ``serve``, ``stop``, ``web`` and ``prepare`` to the command line."""
    commands.register("serve", help="chạy nền tảng", run=_serve, arguments=_serve_arguments, database="none")
    commands.register("stop", help="dừng nền tảng đang chạy", run=_stop, arguments=_port_argument, database="none")
    commands.register("web", help="chạy riêng máy chủ web", run=_web, arguments=_web_arguments, database="none")
    text = "đưa cơ sở dữ liệu và nội dung lên phiên bản này"
    commands.register("prepare", help=text, run=_prepare, arguments=_prepare_arguments)


def _port_argument(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=commands.whole(1, 65_535), default=8000)


def _web_arguments(parser: ArgumentParser) -> None:
    _port_argument(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--workers", type=commands.whole(1, 64), default=2)


def _serve_arguments(parser: ArgumentParser) -> None:
    _port_argument(parser)
    parser.add_argument("--detach", action="store_true", help="trở lại dấu nhắc khi nền tảng đã sẵn sàng")
    parser.add_argument(
        "--demo", metavar="NGÀY", type=commands.day, help="nạp dữ liệu mẫu và đứng ở ngày này (yyyy-mm-dd)"
    )
    parser.add_argument("--workers", type=commands.whole(1, 64), default=2)


def _prepare_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="nạp cả dữ liệu mẫu")


# ------------------------------------------------------------------ the programs that are started
def _prepare(arguments: Namespace) -> int:
    """Load what is missing, collect static files, and print what there is to say to whoever starts it."""
    from django.core.management import call_command

    from cchc.kernel import seeds

    if arguments.demo:
        seeds.load_missing(demo=True, announce=lambda key: starting.say(f"nạp dữ liệu mẫu: {key}"))
    starting.say("chuẩn bị tệp tĩnh")
    call_command("collectstatic", verbosity=0, interactive=False)
    for line in seeds.notes(demo=arguments.demo):
        print(line)
    return 0


def _web(arguments: Namespace) -> int:
    from config import web  # which loads the modules: the supervisor stays small

    return web.serve(arguments)


def _own(*words: str) -> list[str]:
    return [sys.executable, "-m", "config.program", *words]


# ------------------------------------------------------------------ serve
def _serve(arguments: Namespace) -> int:
    known = presence.read(arguments.port)
    if known and known.supervisor.lives():
        return _already(arguments.port, known)
    if known:
        _clear(arguments.port, known)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", arguments.port))
        except OSError:
            raise commands.Refused(
                "Cổng %(port)s đang có chương trình khác dùng: chọn cổng khác, ví dụ “make run PORT=8080”.",
                port=str(arguments.port),
            ) from None
    return _detach(arguments) if arguments.detach else _run(arguments)


def _already(port: int, known: presence.Presence) -> int:
    """Say that it runs already, once it answers; one that does not answer is named and left alone."""
    address = f"http://127.0.0.1:{port}/"
    if not _wait_ready(port, alive=known.supervisor.lives, patience=60):
        raise commands.Refused(
            "Nền tảng ở %(address)s đang chạy (tiến trình %(pid)s) nhưng chưa trả lời: xem %(log)s, hoặc “make stop” "
            "rồi “make run” lại.",
            address=address,
            pid=str(known.supervisor.pid),
            log=str(presence.log_file(port)),
        )
    print(f"Nền tảng đang chạy sẵn ở {address}.")
    return 0


def _clear(port: int, known: presence.Presence) -> None:
    """End what a supervisor that was killed left behind."""
    for orphan in known.orphans():
        orphan.end(10)
    for orphan in known.orphans():  # started meanwhile by one that was told to end
        orphan.end(0)
    presence.forget(port)


def _detach(arguments: Namespace) -> int:
    command = _own("serve", "--port", str(arguments.port), "--workers", str(arguments.workers))
    command += ["--demo", arguments.demo.isoformat()] if arguments.demo else []
    log = presence.log_file(arguments.port)
    if log.exists() and log.stat().st_size > _KEPT_LOG:
        log.replace(log.with_suffix(".log.1"))
    log.touch(mode=0o600)
    with log.open("ab") as out:  # the reason of the last crash stays above
        before = out.tell()
        process = subprocess.Popen(
            command, cwd=places.PROJECT, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        said = starting.Start(process, log, after=before).wait(_READY)
    except starting.Stuck as stuck:
        process.terminate()
        raise commands.Refused(
            "Nền tảng không khởi động được: %(why)s (xem %(log)s).", why=stuck, log=str(log)
        ) from None
    print(*starting.words(said), sep="\n")
    return 0


def _wait_ready(port: int, alive: Callable[[], bool], patience: float | None = None) -> bool:
    """Wait for as long as ``alive`` says (or ``patience`` seconds), and say now and then what is being waited for."""
    begun = time.monotonic()
    next_word = begun + _PATIENCE
    while alive() and (patience is None or time.monotonic() < begun + patience):
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
                if answer.status == 200:
                    return True
        except (URLError, OSError) as error:
            if time.monotonic() > next_word:
                starting.say(f"vẫn chờ máy chủ web trả lời ({getattr(error, 'reason', error)})")
                next_word += _PATIENCE
            time.sleep(0.1)
    return False


def _run(arguments: Namespace) -> int:
    environment = dict(os.environ)
    if arguments.demo:
        environment["CCHC_DEMO_DATE"] = arguments.demo.isoformat()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    presence.write(arguments.port)
    with ExitStack() as held:
        held.callback(presence.forget, arguments.port)
        parts: list[keeping.Kept] = []
        if not postgres.is_external():
            starting.say("mở cơ sở dữ liệu")
            held.enter_context(postgres.embedded().held())
            parts.append(keeping.Database(postgres.embedded()))
        notes = _prepared(arguments, environment, held)
        starting.say("mở máy chủ web và tiến trình nền")
        children = [keeping.Child(name, command, environment) for name, command in _programs(arguments).items()]
        held.callback(keeping.end, children)
        for child in children:
            child.start(time.monotonic())
        _note(arguments.port, children)
        if _wait_ready(arguments.port, alive=lambda: all(c.process and c.process.poll() is None for c in children)):
            print(f"Mở http://127.0.0.1:{arguments.port}/ {_READY}", *notes, sep="\n", flush=True)
        else:
            raise commands.Refused("Một tiến trình của nền tảng đã dừng khi khởi động; xem các dòng ở trên.")
        try:
            keeping.keep([*parts, *children], changed=lambda: _note(arguments.port, children))
        except KeyboardInterrupt:
            return 0
    return 0


def _programs(arguments: Namespace) -> dict[str, list[str]]:
    web = _own("web", "--port", str(arguments.port), "--workers", str(arguments.workers))
    return {"máy chủ web": web, "tiến trình nền": _own("worker")}


def _note(port: int, children: list[keeping.Child]) -> None:
    presence.write(port, [child.process.pid for child in children if child.process])


def _prepared(arguments: Namespace, environment: dict[str, str], held: ExitStack) -> list[str]:
    """Let a child bring the database up to date, and return the lines it has for whoever started the platform."""
    command = _own("prepare", *(["--demo"] if arguments.demo else []))
    child = subprocess.Popen(command, cwd=places.PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
    held.callback(child.terminate)
    notes = []
    for line in child.stdout or ():
        if line.startswith(starting.STEP):
            print(line, end="", flush=True)
        else:
            notes.append(line.rstrip("\n"))
    if child.wait():
        raise commands.Refused("Không chuẩn bị được cơ sở dữ liệu; xem các dòng ở trên.")
    return notes


# ------------------------------------------------------------------ stop
def _stop(arguments: Namespace) -> int:
    known = presence.read(arguments.port)
    if known is None or not known.supervisor.lives():
        left = bool(known and known.orphans())
        if known:
            _clear(arguments.port, known)
        closed = _close_database()
        if left or closed:
            print("Đã dừng các tiến trình còn lại của lần chạy bị ngắt.")
        else:
            print(f"Không có nền tảng nào đang chạy ở cổng {arguments.port}.")
        return 0
    known.supervisor.send(signal.SIGTERM)
    if not known.supervisor.gone_within(_LEAVE):
        raise commands.Refused(
            "Tiến trình %(pid)s chưa dừng sau %(seconds)s giây.", pid=str(known.supervisor.pid), seconds=f"{_LEAVE:.0f}"
        )
    print("Đã dừng.")
    return 0


def _close_database() -> bool:
    """Stop the embedded database unless another program of this clone uses it, and tell whether there was one."""
    if postgres.is_external() or not postgres.embedded().has_master():
        return False
    with postgres.embedded().held():  # whoever leaves last stops it
        pass
    return not postgres.embedded().has_master()
