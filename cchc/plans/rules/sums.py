"""Money of a task and of the tasks below it: counted once, and asked about.

"5: 100 triệu, 5.1: 60 triệu, 5.2: 40 triệu" are 100 million. Where the tasks below cost no more than the one above, its
sum is taken to hold theirs; where they cost more, they can't be in it.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Shared(Generic[Key]):
    """A task with a sum of its own above others with sums, in đồng; ``holds``: theirs are part of it."""

    key: Key
    own: int
    below: int

    @property
    def holds(self) -> bool:
        return self.below <= self.own


def shared(sums: Mapping[Key, int], parents: Mapping[Key, Key]) -> Iterator[Shared[Key]]:
    """Yield each task with a sum above tasks with sums, those at the bottom first; ``sums`` are in đồng."""
    below: dict[Key, int] = defaultdict(int)
    for key in _upwards(sums, parents):
        own = sums.get(key, 0)
        of_key = Shared(key, own, below[key])
        if own and of_key.below:
            yield of_key
        if key in parents:
            below[parents[key]] += own if own and of_key.holds else own + of_key.below


def counted(sums: Mapping[Key, int], parents: Mapping[Key, Key]) -> dict[Key, int]:
    """Return the sums that add up to what all cost: without those that lie in the sum of a task above."""
    holding = {one.key for one in shared(sums, parents) if one.holds}
    return {key: own for key, own in sums.items() if not any(above in holding for above in _above(key, parents))}


def question(code: str, one: Shared[Key]) -> str:
    """Return what is asked about the sum of the task with this code."""
    own, below = (f"{value:,}".replace(",", ".") for value in (one.own, one.below))
    count = 1 if one.holds else 2
    return (
        f"Nhiệm vụ {code} ghi {own} đồng, các nhiệm vụ con ghi {below} đồng:"
        f" đang tính là {count} khoản, hãy xem có đúng không."
    )


def _upwards(keys: Collection[Key], parents: Mapping[Key, Key]) -> list[Key]:
    """Return every task with one below it or a sum, the deepest first."""
    every = dict.fromkeys((*keys, *parents, *parents.values()))
    return sorted(every, key=lambda key: -len(_above(key, parents)))


def _above(key: Key, parents: Mapping[Key, Key]) -> list[Key]:
    """Return the tasks above one, nearest first; of a ring of parents, which only a slip makes, each once."""
    found: list[Key] = []
    while key in parents and parents[key] not in found:
        key = parents[key]
        found.append(key)
    return found
