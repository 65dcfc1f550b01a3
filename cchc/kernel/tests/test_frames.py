"""A function with room is the same function; how much time it saves is for ``benchmarks`` to say."""

import sys

import pytest

from cchc.kernel.frames import roomy


def divided(a: int, b: int, *, up: bool = False) -> int:
    return -(-a // b) if up else a // b


def test_a_function_with_room_does_what_it_did() -> None:
    assert roomy(divided)(7, 2) == 3
    assert roomy(divided)(7, b=2, up=True) == 4
    with pytest.raises(ZeroDivisionError):
        roomy(divided)(1, 0)


def test_there_is_no_room_for_more_than_python_allows() -> None:
    def down(n: int) -> int:
        return down(n + 1)

    with pytest.raises(RecursionError):
        roomy(down)(0)
    assert roomy(sys.getrecursionlimit)() == sys.getrecursionlimit()
