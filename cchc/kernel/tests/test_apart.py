"""Work done apart: whatever a child does, its parent has an answer in time, stays what it was, runs nothing of it."""

import datetime as dt
import os
import resource
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import apart
from cchc.kernel.apart import calls, client, wire
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.tests.apart_tasks import CALLS, Strange

LITTLE = apart.Bounds(cpu=1, wall=2.0, memory=128 * 2**20, answer=2**20)
TASKS = "cchc.kernel.tests.apart_tasks"


def ask(task: str, data: bytes = b"", **given: Any) -> apart.Answer:
    return apart.ask(f"{TASKS}:{task}", data, name="a.xlsx", bounds=given.pop("bounds", LITTLE), **given)


def test_what_goes_there_comes_back() -> None:
    told = ask("echo", b"\x00\xff" * 100_000, day=dt.date(2019, 5, 7), words=["Đồng Tháp"])
    assert told == apart.Answer({"day": dt.date(2019, 5, 7), "words": ["Đồng Tháp"]}, b"\x00\xff" * 100_000)
    moment = dt.datetime(2019, 5, 7, 8, tzinfo=dt.UTC)
    assert ask("values").value == [dt.date(2019, 5, 7), moment, Decimal("1.10"), None, 0.5, "Đ"]


def test_a_refusal_comes_back_with_its_values_and_its_kind() -> None:
    with pytest.raises(Strange) as caught:
        ask("refuse", refusals=(Strange,))
    assert (caught.value.message, caught.value.field) == ("Ô C5 ngày 07/05/2019: sai.", "unit")
    with pytest.raises(Refusal) as plain:
        ask("refuse")
    assert type(plain.value) is Refusal


@pytest.mark.parametrize("task", ["eat", "spin", "hold", "sleep", "crash", "talk"])
def test_what_takes_more_than_it_may_is_one_sentence_in_time(task: str) -> None:
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(apart.Exceeded) as caught:
        ask(task)
    assert time.monotonic() - begun < 8
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000, "kB"
    assert caught.value.message == (
        "Tệp “a.xlsx” không đọc xong trong giới hạn 1 giây và 128 MB: hãy bỏ bớt nội dung hoặc tách thành nhiều tệp, "
        "rồi gửi lại."
    )
    assert ask("echo").data == b"", "the next file is read as ever"


@pytest.mark.parametrize("task", ["trip", "unsendable", "nonsense"])
def test_what_fails_in_a_way_nobody_foresaw_is_a_broken_file(task: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(apart.Broken, match="bị hỏng"):
        ask(task)
    assert "a word of the file" not in caplog.text


def test_a_child_has_no_secret_no_network_and_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@c/d")
    monkeypatch.setenv("CCHC_SECRET_KEY", "x")
    monkeypatch.setattr(client, "_server", client._Server())
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        found = ask("around", str(listening.getsockname()[1]).encode()).value
    assert not {"DATABASE_URL", "CCHC_SECRET_KEY"} & set(found["environment"])
    assert found["files"] < LITTLE.files
    assert found["pid"] != os.getpid()
    if _may_leave_the_network() or _has_filter():
        assert not found["reached"]
    if _has_filter():
        assert found["refused"] == list(CALLS)


def _has_filter() -> bool:
    return _forked(calls.give_up)


def _forked(tell: Callable[[], bool]) -> bool:
    """Tell what ``tell`` does in a process of its own, which ends with it."""
    child = os.fork()
    if not child:
        os._exit(0 if tell() else 1)
    return os.waitpid(child, 0)[1] == 0


def test_on_a_machine_whose_calls_are_not_known_a_child_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_MACHINES", {})

    def tell() -> bool:
        done = calls.give_up()
        socket.socket().close()
        return not done

    assert _forked(tell)


X86_64, NUMBERS = calls._MACHINES["x86_64"]
I386 = 0x40000003


@pytest.mark.parametrize(
    ("machine", "number", "is_refused"),
    [
        *((X86_64, number, True) for number in NUMBERS),
        *((X86_64, number, False) for number in (0, 1, 53, 257, 231, 435)),  # read write socketpair openat exit clone3
        (X86_64, 0x40000000, True),  # x32 has numbers of its own
        (X86_64, 0x40000000 + 41, True),
        (I386, 102, True),  # socketcall, by the interrupt of old programs
        (I386, 1, True),
    ],
)
def test_the_filter_refuses_what_it_names_and_whatever_comes_by_other_numbers(
    machine: int, number: int, is_refused: bool
) -> None:
    assert (run_filter(calls.program(X86_64, NUMBERS), machine, number) != calls._ALLOW) is is_refused


def run_filter(written: bytes, machine: int, number: int) -> int:
    """Run a filter as the kernel does, and return what it says."""
    steps, place, held = list(struct.iter_unpack("=HBBI", written)), 0, 0
    while True:
        code, if_so, if_not, value = steps[place]
        place += 1
        match code:
            case calls._LOAD:
                held = {0: number, 4: machine}[value]
            case calls._RETURN:
                return int(value)
            case calls._EQUAL:
                place += if_so if held == value else if_not
            case calls._AT_LEAST:
                place += if_so if held >= value else if_not


def test_a_child_asks_its_parent_once_for_what_depends_on_the_file() -> None:
    def after(asked: Any) -> list[Any]:
        return [dt.date.fromisoformat(asked["day"]) + dt.timedelta(1)]

    assert ask("ask", b"2019-05-07", answer=after).value == {"answers": [[dt.date(2019, 5, 8)]]}
    assert ask("ask_nothing", answer=after).value == "unasked"
    with pytest.raises(Strange, match=r"Không đọc được x\."):
        ask("ask_and_refuse", answer=lambda asked: asked, refusals=(Strange,))


def test_a_child_that_asks_what_it_may_not_is_a_broken_file() -> None:
    with pytest.raises(apart.Broken):
        ask("ask", b"x")
    with pytest.raises(apart.Broken):
        ask("ask", b"x", answer=lambda asked: asked, times=2)


def test_what_goes_wrong_in_the_answer_is_our_own() -> None:
    def trip(asked: Any) -> Any:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        ask("ask", b"x", answer=trip)
    assert ask("echo", b"x").data == b"x"


def _may_leave_the_network() -> bool:
    import ctypes

    child = os.fork()
    if not child:
        unshare = ctypes.CDLL(None).unshare
        os._exit(1 if unshare(0x40000000) and unshare(0x50000000) else 0)
    return os.waitpid(child, 0)[1] == 0


def test_no_file_grows_beyond_its_bound(tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        ask("grow", str(tmp_path / "much").encode())
    assert (tmp_path / "much").stat().st_size <= LITTLE.written


def test_a_killed_server_is_replaced() -> None:
    ask("echo")
    process = client._server.process
    assert process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert ask("echo", b"x").data == b"x"
    assert client._server.process is not process


def test_a_machine_without_room_for_a_server_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_server", client._Server())
    monkeypatch.setattr(client.sys, "executable", "/nowhere/python")
    with pytest.raises(apart.Unready, match="không phải do tệp"):
        ask("echo")


def test_a_server_that_goes_before_it_begins_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: object, asked: bytes) -> socket.socket:
        ours, its = socket.socketpair()
        its.close()
        return ours

    monkeypatch.setattr(client._Server, "begin", gone)
    with pytest.raises(apart.Unready, match="không phải do tệp"):
        ask("echo")


def test_nothing_is_left_of_a_child_that_was_ended() -> None:
    ask("echo")
    with pytest.raises(apart.Exceeded):
        ask("sleep")
    process = client._server.process
    assert process
    below = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 5
    while below.read_text().split() and time.monotonic() < until:
        os.sched_yield()
    assert below.read_text().split() == []


def test_many_ask_at_once() -> None:
    def one(number: int) -> bytes:
        return ask("echo", str(number).encode(), bounds=apart.IN_A_REQUEST).data

    with ThreadPoolExecutor(8) as people:
        assert list(people.map(one, range(40))) == [str(number).encode() for number in range(40)]


@dataclass(frozen=True)
class Leaf:
    text: str
    value: dt.date | int | float | None = None
    side: Literal["left", "above"] | None = None


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    names: dict[str, tuple[str, ...]]
    pair: tuple[int, str] = (1, "a")


def leaves() -> Any:
    values = st.none() | st.integers(-(10**9), 10**9) | st.dates() | st.floats(allow_nan=False, allow_infinity=False)
    return st.builds(Leaf, st.text(st.characters(codec="utf-8")), values, st.sampled_from(["left", "above", None]))


@given(st.builds(Tree, st.lists(leaves()).map(tuple), st.dictionaries(st.text(max_size=3), st.just(("x",)))))
def test_a_dataclass_has_its_shape_again(tree: Tree) -> None:
    if any(key.startswith("$") for key in tree.names):
        return
    assert apart.made(Tree, apart.unpacked(apart.packed(apart.plain(tree)))) == tree


SOUND: list[Any] = [[["a", None, None]], {}, [1, "a"]]


def spoilt() -> Iterator[Any]:
    yield from (None, 5, "x", {}, [], [[], {}], [[], {}, [1, 2]], [[], {}, [1]], [[["a", None, "right"]], {}, [1, "a"]])
    yield from ([[["a", True, None]], {}, [1, "a"]], [[[5, None, None]], {}, [1, "a"]], [[], {"k": "abc"}, [1, "a"]])
    yield from ([[["a", None]], {}, [1, "a"]], [[["a", None, {"x": 1}]], {}, [1, "a"]], [*SOUND, 1])


@pytest.mark.parametrize("value", list(spoilt()), ids=repr)
def test_another_shape_is_refused(value: Any) -> None:
    assert apart.made(Tree, SOUND) == Tree((Leaf("a"),), {})
    with pytest.raises((ValueError, TypeError)):
        apart.made(Tree, value)


@pytest.mark.parametrize("text", [b"", b"\xff", b"[" * 100_000, b'{"$moment": "x"}', b"9" * 5_000, b'{"$number": "x"}'])
def test_what_is_no_answer_is_no_more_than_an_error(text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 – of any kind, and no other
        apart.unpacked(text)


def test_an_answer_runs_nothing_and_a_sentence_stays_words() -> None:
    told = apart.unpacked(wire.packed({"refused": Sentence("%(a)s", a="{{ x }}")}))
    assert str(told["refused"]) == "{{ x }}"
