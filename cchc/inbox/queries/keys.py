"""The keys of items: ``plans.assignment:12``, perhaps with more words after it."""

from collections.abc import Collection, Mapping

from cchc.kernel import reading


def numbers(keys: Collection[str]) -> Mapping[str, int]:
    """Return key → the number after its colon (12 of ``plans.assignment:12 day``), for the keys that have one."""
    read = {key: reading.whole(key.partition(":")[2].split(" ")[0]) for key in keys}
    return {key: number for key, number in read.items() if number is not None}
