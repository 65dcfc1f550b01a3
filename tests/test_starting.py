"""Whoever waits for a start tells a slow one from a stuck one: by what it says, and by whether it works."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import starting

READY = "sẵn sàng"
Begun = Callable[[str], starting.Start]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begun]:
    """Start a program that stands for the platform; its stall is short, so that a test is."""
    running: list[subprocess.Popen[bytes]] = []

    def run(program: str) -> starting.Start:
        log = tmp_path / "log"
        head = "import sys, time; from config.starting import say\n"
        log.write_text(f"{READY}: lần chạy trước\n")  # what an earlier start said counts for nothing
        with log.open("a") as out:
            before = out.tell()
            command = [sys.executable, "-c", head + program]
            running.append(subprocess.Popen(command, stdout=out, stderr=out, cwd=Path(starting.__file__).parents[1]))
        return starting.Start(running[-1], log, after=before, stall=1.5, longest=60)

    yield run
    for process in running:
        process.kill()
        process.wait()


def test_one_that_works_without_a_word_for_longer_than_the_stall_is_waited_for(begin: Begun) -> None:
    work = "end = time.process_time() + 2.5\nwhile time.process_time() < end: pass\n"
    start = begin(f"say('nạp dữ liệu')\n{work}print('{READY}', flush=True); time.sleep(60)")
    said = start.wait(READY)
    assert starting.steps(said) == ["nạp dữ liệu"]
    assert starting.words(said) == [READY]


def test_one_whose_child_does_the_work_is_waited_for(begin: Begun) -> None:
    child = "import time; end = time.process_time() + 2.5\\nwhile time.process_time() < end: pass"
    start = begin(f"import subprocess; subprocess.run([sys.executable, '-c', '{child}']); print('{READY}', flush=True)")
    start.wait(READY)


def test_one_that_neither_speaks_nor_works_is_given_up_with_its_last_step(begin: Begun) -> None:
    with pytest.raises(starting.Stuck, match=r"dừng ở bước “mở cơ sở dữ liệu”, \d+ giây không làm gì"):
        begin("say('mở cơ sở dữ liệu'); time.sleep(120)").wait(READY)


def test_one_that_turns_in_circles_is_given_up_at_last(begin: Begun) -> None:
    start = begin("say('chờ'); \nwhile True: pass")
    with pytest.raises(starting.Stuck, match="dừng ở bước “chờ”"):
        starting.Start(start.process, start.log, start.after, stall=60, longest=2).wait(READY)


def test_one_that_ends_says_its_last_words(begin: Begun) -> None:
    with pytest.raises(starting.Stuck, match="Cổng 8000 đang có chương trình khác dùng"):
        begin("say('mở máy chủ web'); sys.exit('Cổng 8000 đang có chương trình khác dùng.')").wait(READY)


def test_one_that_ends_without_a_word_says_at_which_step(begin: Begun) -> None:
    with pytest.raises(starting.Stuck, match="mở máy chủ web"):
        begin("say('mở máy chủ web'); sys.exit(1)").wait(READY)
