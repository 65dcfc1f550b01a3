"""How things are timed: several rounds after a warm-up, the median quoted, a peer measured in turn with it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Timing:
    """Seconds of each round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        scale, unit = (1, "s") if self.median >= 1 else (1000, "ms")
        return f"{self.median * scale:.1f} {unit} ({min(self.rounds) * scale:.1f}–{max(self.rounds) * scale:.1f})"


def timed(work: Callable[[], object], rounds: int = 7, warm_up: int = 2) -> Timing:
    """Time ``work``."""
    for _ in range(warm_up):
        work()
    return Timing(tuple(_once(work) for _ in range(rounds)))


def paired(work: Callable[[], object], peer: Callable[[], object], rounds: int = 7) -> tuple[Timing, Timing]:
    """Time ``work`` and ``peer`` in turn, so that a machine that drifts drifts for both."""
    work(), peer()
    both = [(_once(work), _once(peer)) for _ in range(rounds)]
    return Timing(tuple(a for a, _ in both)), Timing(tuple(b for _, b in both))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(frozen=True)
class Line:
    """One line of the results: what, how much, against what, and what was asked for."""

    what: str
    figure: str
    ratio: str = ""
    asked: str = ""
    met: bool | None = None

    def as_row(self) -> str:
        mark = {None: "", True: "✓", False: "✗"}[self.met]
        return f"| {self.what} | {self.figure} | {self.ratio} | {self.asked} | {mark} |"
