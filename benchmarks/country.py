"""Ten thousand units by a hundred components, scored by the engine and by a data-frame library, in one process."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measuring import paired
from cchc.par_index.rules import schemes, scoring
from cchc.par_index.rules.scoring import Row
from cchc.par_index.types import Given, Node, Scheme

UNITS, COMPONENTS = 10_000, 100
_OPTIONS: Sequence[Mapping[str, Any]] = [
    {"label": "đúng hạn", "score": 1}, {"label": "chậm", "score": "0.5"}, {"label": "không", "score": 0},
]  # fmt: skip
_BANDS = [{"gte": 95, "score": 1}, {"gte": 80, "lt": 95, "score": "0.5"}, {"lt": 80, "score": 0}]
_RULES: Sequence[Mapping[str, Any]] = (
    {"type": "choice", "options": _OPTIONS},
    {"type": "ratio"},
    {"type": "bands", "bands": _BANDS},
    {"type": "ratio_with_floor", "full_at": 100, "floor": 70},
    {"type": "deduct", "start": 1, "per_case": "0.25", "floor": 0},
)


def scheme() -> Scheme:
    """Return ten fields of ten components, each of the five commonest rules as often as the others."""
    tree: list[dict[str, Any]] = []
    for field in range(1, 11):
        tree.append({"code": f"{field}", "title": f"Lĩnh vực {field}", "max": 10, "kind": "field"})
        for place in range(1, 11):
            rule = _RULES[place % len(_RULES)]
            row = {"code": f"{field}.{place}", "title": "Tiêu chí", "max": 1, "kind": "self", "rule": rule}
            tree.append(row)
    classes = [{"name": "Tốt", "from": 80}, {"name": "Khá", "from": 60}, {"name": "Yếu", "from": 0}]
    return schemes.read("Bộ tiêu chí đo", {"classes": classes, "tree": tree})


def units(of: Scheme) -> list[Row]:
    """Return the figures of 10,000 units."""
    luck = Random(1)
    return [(f"Đơn vị {number}", {leaf.code: _given(leaf, luck) for leaf in of.leaves}) for number in range(UNITS)]


def _given(leaf: Node, luck: Random) -> Given:
    kind = (leaf.rule or {})["type"]
    if kind == "choice":
        return Given(str(luck.choice(_OPTIONS)["label"]))
    if kind == "deduct":
        return Given(str(luck.randrange(6)))
    whole = luck.randrange(1, 500)
    return Given(num=str(luck.randrange(whole + 1)), den=str(whole))


@dataclass(frozen=True)
class Country:
    """What a process of its own measured: rounds of both in seconds, its peak in MB, how far the two differ."""

    own: tuple[float, ...]
    peer: tuple[float, ...]
    peak: int
    apart: float


def _peak() -> int:
    """Return the most memory this program held, in MB; what ``getrusage`` says begins with the parent's."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))


def main() -> None:
    """Score the country, then the same by data frame; print what was measured. A process of its own knows its peak."""
    of = scheme()
    rows = units(of)
    table = scoring.compute(of, rows)
    places_ = scoring.ranks(of, {one.unit: one for one in table.results})
    peak = _peak()
    indices = [float(one.index) for one in table.results]
    ranked = [places_[one.unit] for one in table.results]
    del table
    frame, compute = _peer(of, rows)
    other = compute(frame)
    apart = max(abs(a - b) for a, b in zip(indices, other["index"], strict=True))
    if ranked != other["rank"].to_list():
        raise SystemExit("the data frame ranks otherwise")
    own, peer = paired(lambda: _ranked(of, rows), lambda: compute(frame), 3)
    print(json.dumps(asdict(Country(own.rounds, peer.rounds, peak, apart))))


def _ranked(of: Scheme, rows: Sequence[Row]) -> Mapping[str, int]:
    return scoring.ranks(of, {one.unit: one for one in scoring.compute(of, rows).results})


def _peer(of: Scheme, rows: Sequence[Row]) -> tuple[Any, Callable[[Any], Any]]:
    """Return the figures as a data frame of numbers, and the same arithmetic as expressions over its columns.

    In floats, without reasons, from numbers that are read already: what it leaves out is what the engine is for.
    """
    import polars as pl

    columns: dict[str, list[float]] = {}
    for leaf in of.leaves:
        given = [figures[leaf.code] for _, figures in rows]
        if (leaf.rule or {})["type"] in ("choice", "deduct"):
            words = [str(one["label"]) for one in _OPTIONS]
            columns[leaf.code] = [float(words.index(one.value) if one.value in words else one.value) for one in given]
        else:
            columns[f"{leaf.code}.num"] = [float(one.num) for one in given]
            columns[f"{leaf.code}.den"] = [float(one.den) for one in given]

    def points(leaf: Node) -> Any:
        kind, value = (leaf.rule or {})["type"], pl.col(leaf.code)
        if kind == "choice":
            return pl.when(value == 0).then(1.0).when(value == 1).then(0.5).otherwise(0.0)
        if kind == "deduct":
            return (1 - value * 0.25).clip(lower_bound=0)
        rate = 100 * pl.col(f"{leaf.code}.num") / pl.col(f"{leaf.code}.den")
        if kind == "bands":
            return pl.when(rate >= 95).then(1.0).when(rate >= 80).then(0.5).otherwise(0.0)
        return rate / 100 if kind == "ratio" else pl.when(rate < 70).then(0.0).otherwise(rate / 100)

    fields = {node.code: [leaf for leaf in of.leaves if leaf.parent == node.code] for node in of.fields}

    def compute(frame: Any) -> Any:
        scored = frame.select(points(leaf).alias(leaf.code) for leaf in of.leaves)
        summed = scored.with_columns(
            pl.sum_horizontal(leaf.code for leaf in leaves).alias(f"field {code}") for code, leaves in fields.items()
        )
        index = pl.sum_horizontal(f"field {code}" for code in fields).round(9).alias("index")
        ranked = summed.with_columns(index).with_columns(
            pl.col("index").rank("dense", descending=True).alias("rank"),
            pl.when(pl.col("index") >= 80).then(2).when(pl.col("index") >= 60).then(1).otherwise(0).alias("class"),
        )
        return ranked

    return pl.DataFrame(columns), compute


if __name__ == "__main__":
    main()
