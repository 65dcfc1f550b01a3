"""Whatever part of a running platform is killed comes back, and nothing is left that its commands do not know."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from config import keeping
from config.presence import Presence, Process
from config.workers import Fates
from tools import platform as platforms
from tools.platform import Platform

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("CCHC_KILLS", "30"))


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with platforms.served(today="2018-12-10") as running:
        yield running


def serves(platform: Platform, within: float = 60) -> None:
    """Wait until the platform answers with its first page, its database and its worker."""
    end = time.monotonic() + within
    last: object = "nothing"
    while time.monotonic() < end:
        try:
            with urlopen(f"{platform.url}/readyz", timeout=10) as ready, urlopen(platform.url, timeout=10) as page:
                if b'"status": "ok"' in ready.read() and page.status == 200:
                    return
        except (URLError, OSError) as error:
            last = error
        time.sleep(0.1)
    pytest.fail(f"{platform.url} does not serve after {within} s: {last}\n{log(platform)}")


def log(platform: Platform) -> str:
    return (platform.home / f"serve-{platform.port}.log").read_text(encoding="utf-8", errors="replace")[-2000:]


def test_what_the_platform_writes_is_its_owners_alone(platform: Platform) -> None:
    """Database, keys, logs, figures, locks: nobody else of the machine reads them; static files are public anyway."""
    serves(platform)
    home, programs = platform.home, ("static", "postgres-")
    read = [
        str(path.relative_to(home))
        for path in home.rglob("*")
        if not path.relative_to(home).parts[0].startswith(programs)
        and not (path.is_symlink() or path.is_socket())  # the socket lies in a folder of its owner alone
        and path.lstat().st_mode & (0o077 if path.is_file() else 0o066)
    ]
    assert read == []
    assert len([path for path in home.rglob("*") if path.is_file()]) > 100
    password = home / "demo-password"
    assert not password.exists() or password.read_text() not in log(platform)


def processes(words: str) -> list[int]:
    """Return the processes whose command line holds ``words``, oldest first."""
    known = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if words in line and (process := Process.of(int(folder.name))):
                known.append(process)
    return [process.pid for process in sorted(known, key=lambda one: (one.began, one.pid))]


def below(pid: int) -> list[int]:
    """Return the children of a process."""
    rows = {int(p.name): p for p in Path("/proc").iterdir() if p.name.isdecimal()}
    parents = {}
    for number, folder in rows.items():
        try:
            parents[number] = int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [number for number, parent in parents.items() if parent == pid]


def supervisor(platform: Platform) -> int:
    return processes(f"config.program serve --port {platform.port}")[0]


def part(platform: Platform, name: str, other_than: int = 0, within: float = 60) -> int:
    """Return the process that is the part ``name`` once there is one, ``other_than`` the one that was killed."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        mine = processes(str(platform.home / "pg/data")) if name == "database" else processes(SIGNS[name])
        for pid in below(above(platform, name)):
            if pid != other_than and pid in mine:
                return pid
        time.sleep(0.1)
    pytest.fail(f"no {name} within {within} s\n{log(platform)}")


def above(platform: Platform, name: str) -> int:
    """Return the process that starts the part ``name``; 1 is the system's own."""
    if name == "web worker":
        return part(platform, "web server")
    if name == "database back end":
        return part(platform, "database")
    return 1 if name == "database" else supervisor(platform)


SIGNS = {
    "web server": "config.program web",
    "web worker": "config.program web",
    "background worker": "config.program worker",
    "database": "",  # known by the folder of its data
    "database back end": "cchc cchc [local]",
}
PARTS = tuple(SIGNS)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_killed_comes_back(platform: Platform, name: str) -> None:
    serves(platform)
    pid = part(platform, name)
    dead = Process.of(pid)
    os.kill(pid, signal.SIGKILL)
    part(platform, name, other_than=pid)
    serves(platform)
    assert dead is not None
    assert not dead.lives()


def test_a_worker_that_dies_again_and_again_takes_nobody_along(platform: Platform) -> None:
    """granian by itself ends at the second death within 5.5 s, and loading everything anew took 14 s."""
    serves(platform)
    parent, steady = part(platform, "web server"), part(platform, "web worker")
    for _ in range(4):
        os.kill(part(platform, "web worker", other_than=steady), signal.SIGKILL)
        serves(platform)
    assert part(platform, "web server") == parent, "nothing was loaded anew"
    assert steady in below(parent)


@pytest.mark.timeout(900)
def test_many_kills_in_a_row_leave_a_platform_that_serves(platform: Platform) -> None:
    luck = random.Random(272)
    for _ in range(KILLS):
        name = luck.choice(PARTS)
        pid = part(platform, name)
        os.kill(pid, signal.SIGKILL)
        part(platform, name, other_than=pid)
        serves(platform, within=120)


def test_why_a_part_died_is_in_the_log(platform: Platform) -> None:
    pid = part(platform, "background worker")
    os.kill(pid, signal.SIGKILL)
    part(platform, "background worker", other_than=pid)
    assert "tiến trình nền đã dừng (tín hiệu SIGKILL); chạy lại sau" in log(platform)


def test_what_a_killed_supervisor_leaves_is_known_to_run_and_to_stop(platform: Platform) -> None:
    serves(platform)
    first = supervisor(platform)
    children = [Process.of(pid) for pid in below(first)]
    os.kill(first, signal.SIGKILL)
    platform.command("serve", "--detach", "--port", str(platform.port))
    serves(platform)
    assert supervisor(platform) != first
    assert not any(child.lives() for child in children if child)
    os.kill(supervisor(platform), signal.SIGKILL)
    platform.command("stop", "--port", str(platform.port))
    assert processes(f"--port {platform.port}") == []
    assert processes(str(platform.home / "pg/data")) == []
    platform.command("serve", "--detach", "--port", str(platform.port))
    serves(platform)


def test_stop_ends_no_stranger_who_got_the_number(platform: Platform) -> None:
    stranger = subprocess.Popen(["sleep", "600"])
    file = platform.home / "serve-1.json"
    try:
        known = Process.of(stranger.pid)
        assert known is not None
        old = f'{{"pid": {known.pid}, "began": {known.began - 1}, "boot": "{known.boot}"}}'
        file.write_text(f'{{"supervisor": {old}, "children": [{old}]}}')
        assert "Không có nền tảng nào đang chạy ở cổng 1." in platform.command("stop", "--port", "1")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_stop_closes_a_database_whose_platform_was_killed_whole(platform: Platform) -> None:
    serves(platform)
    first = supervisor(platform)
    for pid in (first, *below(first)):
        os.kill(pid, signal.SIGKILL)
    platform.command("stop", "--port", str(platform.port))
    assert processes(str(platform.home / "pg/data")) == []
    platform.command("serve", "--detach", "--port", str(platform.port))
    serves(platform)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "123", '{"supervisor": null, "children": []}', "\x00"])
def test_a_file_that_says_nothing_stops_nobody(platform: Platform, text: str) -> None:
    (platform.home / "serve-1.json").write_text(text)
    assert "Không có nền tảng nào" in platform.command("stop", "--port", "1")


def test_pauses_grow_and_are_short_again_after_a_steady_while() -> None:
    back_off = keeping.BackOff()
    assert [back_off.failed(now=0, lived=1) for _ in range(10)] == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30]
    assert back_off.failed(now=100, lived=61) == 0.2
    assert back_off.not_before == 100.2


def test_a_worker_comes_back_at_once_and_then_after_its_own_pause() -> None:
    fates = Fates(2)
    assert fates.seconds(now=0) is None
    fates.died(1, now=10, born=0)
    assert (fates.seconds(now=10), fates.due(now=10), fates.due(now=10)) == (0, [1], [])
    fates.died(1, now=11, born=10)
    assert (fates.due(now=11), fates.seconds(now=11), fates.due(now=11.4)) == ([], pytest.approx(0.4), [1])
    fates.died(1, now=100, born=11.4)
    assert fates.due(now=100) == [1], "one that lived for a minute is as good as new"


def test_only_where_none_lasts_the_parent_is_in_doubt() -> None:
    fates, now = Fates(2), 0.0
    for _ in range(20):
        fates.died(0, now, born=now)
        assert not fates.hopeless(), "the other one serves"
        now += fates.seconds(now) or 0
        assert fates.due(now) == [0]
    deaths = 0
    fates.died(0, now, born=now)
    while not fates.hopeless():
        fates.due(now)
        fates.died(0, now, born=now)
        fates.died(1, now, born=now)
        deaths += 1
    assert deaths == 6


def test_orphans_are_those_whose_supervisor_has_ended() -> None:
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    try:
        own, led = Process.of(os.getpid()), Process.of(child.pid)
        assert own is not None
        assert led is not None
        ended, stranger = (Process(one.pid, one.began - 1, one.boot) for one in (own, led))
        assert Presence(own, (led,)).orphans() == []
        assert Presence(ended, (led, stranger)).orphans() == [led]
    finally:
        child.kill()
        child.wait()
