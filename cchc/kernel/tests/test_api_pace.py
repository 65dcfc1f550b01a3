"""All web workers of a machine share one limit of requests by token."""

import multiprocessing
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cchc.kernel.api import pace
from cchc.kernel.api.pace import Pace

TOKEN, OTHER = sha256(b"one").digest(), sha256(b"other").digest()
EACH = 400


def asked(file: Path, results: Any) -> None:
    """Ask as a worker of its own does; tell how many requests passed."""
    own = Pace(file)
    results.put(sum(own.wait(TOKEN, 90.0) == 0 for _ in range(EACH)))


def test_two_workers_share_one_limit(settings: Any, tmp_path: Path) -> None:
    settings.API_PER_MINUTE = 500
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    workers = [context.Process(target=asked, args=(tmp_path / "pace", results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    passed = [results.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    assert sum(passed) == 500
    assert Pace(tmp_path / "pace").wait(TOKEN, 90.0) == 30
    assert Pace(tmp_path / "pace").wait(OTHER, 90.0) == 0


def test_a_worker_that_is_replaced_goes_on_counting(settings: Any, tmp_path: Path) -> None:
    settings.API_PER_MINUTE = 2
    assert [Pace(tmp_path / "pace").wait(TOKEN, 119.0) for _ in range(3)] == [0, 0, 1]
    assert Pace(tmp_path / "pace").wait(TOKEN, 120.0) == 0
    assert (tmp_path / "pace").stat().st_mode & 0o777 == 0o600


def test_tokens_that_begin_alike_are_counted_apart(settings: Any, tmp_path: Path) -> None:
    settings.API_PER_MINUTE = 1
    own = Pace(tmp_path / "pace")
    tokens = [bytes(4) + bytes([number]) * 28 for number in range(1, 30)]
    assert [own.wait(token, 60.0) for token in tokens] == [0] * 29
    assert all(own.wait(token, 61.0) for token in tokens)


def test_where_there_is_no_place_left_nobody_is_kept_out(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "PLACES", 2)
    settings.API_PER_MINUTE = 1
    own = Pace(tmp_path / "pace")
    assert [own.wait(bytes([number]) * 32, 60.0) for number in (1, 2, 3, 3)] == [0, 0, 0, 0]
    assert own.wait(bytes([1]) * 32, 60.0) > 0
    assert own.wait(bytes([3]) * 32, 120.0) == 0


def test_counting_costs_less_than_a_query(tmp_path: Path) -> None:
    own, count = Pace(tmp_path / "pace"), 2_000
    begun = time.process_time()
    for _ in range(count):
        own.wait(TOKEN, 90.0)
    each = (time.process_time() - begun) / count
    print(f"{each * 1e6:.0f} µs a request")
    assert each < 0.001
