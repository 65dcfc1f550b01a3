"""Run the whole platform under one process: database, worker, web server; all start and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from cchc.kernel import commands, places, postgres, seeds
from config import provision, starting

_READY = "(Ctrl-C hoặc “make stop” để dừng)."
_LEAVE = 120.0  # seconds to end in: children get ten, the database closes its files
_PATIENCE = 30.0  # seconds between two words about what the web server is waiting for


def offer() -> None:
    """Add ``serve``, ``stop`` and ``prepare`` to the command line."""
    commands.register("serve", help="chạy nền tảng", run=_serve, arguments=_serve_arguments, database="none")
    commands.register("stop", help="dừng nền tảng đang chạy", run=_stop, arguments=_port_argument, database="none")
    commands.register("prepare", help="đưa cơ sở dữ liệu và nội dung lên phiên bản này", run=_prepared)


def _prepared(_arguments: Namespace) -> int:
    """Do nothing more: the program has brought the database up to date before it runs any command that needs one."""
    return 0


def _port_argument(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000)


def _serve_arguments(parser: ArgumentParser) -> None:
    _port_argument(parser)
    parser.add_argument("--detach", action="store_true", help="trở lại dấu nhắc khi nền tảng đã sẵn sàng")
    parser.add_argument("--demo", metavar="NGÀY", help="nạp dữ liệu mẫu và đứng ở ngày này (yyyy-mm-dd)")
    parser.add_argument("--workers", type=int, default=2)


def _pid_file(port: int) -> Path:
    return places.home() / f"serve-{port}.pid"


def _log_file(port: int) -> Path:
    return places.home() / f"serve-{port}.log"


def running(port: int) -> int | None:
    """Return the process that serves ``port`` for this clone, if there is one."""
    try:
        pid = int(_pid_file(port).read_text())
        os.kill(pid, 0)
        return pid if b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes() else None
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None


def _serve(arguments: Namespace) -> int:
    if running(arguments.port):
        print(f"Nền tảng đang chạy sẵn ở http://127.0.0.1:{arguments.port}/.")
        return 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", arguments.port))
        except OSError:
            raise commands.Refused(
                f"Cổng {arguments.port} đang có chương trình khác dùng: chọn cổng khác, ví dụ “make run PORT=8080”."
            ) from None
    return _detach(arguments) if arguments.detach else _run(arguments)


def _detach(arguments: Namespace) -> int:
    command = [sys.executable, "-m", "config.program", "serve", "--port", str(arguments.port)]
    command += ["--demo", arguments.demo] if arguments.demo else []
    log = _log_file(arguments.port)
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=places.PROJECT, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        )
    try:
        starting.Start(process, log).wait(_READY)
    except starting.Stuck as stuck:
        process.terminate()
        raise commands.Refused(f"Nền tảng không khởi động được: {stuck} (xem {log}).") from None
    print(*starting.words(log.read_text()), sep="\n")
    return 0


def _wait_ready(port: int, alive: Callable[[], bool]) -> bool:
    """Wait for as long as the children live, and say now and then what is being waited for."""
    next_word = time.monotonic() + _PATIENCE
    while alive():
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
        environment["CCHC_DEMO_DATE"] = os.environ["CCHC_DEMO_DATE"] = arguments.demo
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    pid_file = _pid_file(arguments.port)
    with ExitStack() as held:
        pid_file.write_text(str(os.getpid()))
        held.callback(pid_file.unlink, missing_ok=True)
        if not postgres.is_external():
            starting.say("mở cơ sở dữ liệu")
            held.enter_context(postgres.embedded().held())
        _prepare(demo=bool(arguments.demo))
        starting.say("mở máy chủ web và tiến trình nền")
        children = [_spawn(command, environment) for command in _programs(arguments)]
        held.callback(_end, children)
        if _wait_ready(arguments.port, alive=lambda: all(child.poll() is None for child in children)):
            _announce(arguments)
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
        except KeyboardInterrupt:
            return 0
        raise commands.Refused("Một tiến trình của nền tảng đã dừng; xem các dòng ở trên.")


def _prepare(*, demo: bool) -> None:
    from django.core.management import call_command

    provision.prepare(starting.say)
    if demo:
        seeds.load_missing(demo=True, told=lambda key: starting.say(f"nạp dữ liệu mẫu: {key}"))
    starting.say("chuẩn bị tệp tĩnh")
    call_command("collectstatic", verbosity=0, interactive=False)


def _programs(arguments: Namespace) -> list[list[str]]:
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(arguments.port)]
    web += ["--workers", str(arguments.workers), "--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    return [[*web, "config.wsgi:application"], [sys.executable, "-m", "config.program", "worker"]]


def _spawn(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = {**environment, "PYTHONPATH": str(places.PROJECT)}
    return subprocess.Popen(command, cwd=places.PROJECT, env=environment, start_new_session=True)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


def _announce(arguments: Namespace) -> None:
    notes = seeds.notes() if arguments.demo else []
    print(f"Mở http://127.0.0.1:{arguments.port}/ {_READY}", *notes, sep="\n", flush=True)


def _stop(arguments: Namespace) -> int:
    pid = running(arguments.port)
    if pid is None:
        print(f"Không có nền tảng nào đang chạy ở cổng {arguments.port}.")
        return 0
    os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + _LEAVE
    while Path(f"/proc/{pid}").exists():  # not the pid file: the last thing it does is to end itself
        if time.monotonic() > end:
            raise commands.Refused(f"Tiến trình {pid} chưa dừng sau {_LEAVE:.0f} giây.")
        time.sleep(0.1)
    print("Đã dừng.")
    return 0
