"""Small schemes for tests, and the files that nobody here wrote."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from cchc.par_index.queries import files
from cchc.par_index.rules import schemes, scoring
from cchc.par_index.types import Given, Result, Scheme, Scored

DATA = Path(__file__).parent / "data"
SYNTHETIC = sorted(DATA.glob("SYNTHETIC_*.yaml"))


def one_leaf(rule: Mapping[str, Any], most: object = 2, **more: Any) -> Scheme:
    """Return a scheme of one component."""
    leaf = {"code": "1.1", "title": "Thành phần", "max": most, "rule": rule, **more}
    return schemes.read("thử", {"tree": [{"code": "1", "title": "Lĩnh vực", "max": most}, leaf]})


def scored(rule: Mapping[str, Any], value: str = "", *, num: str = "", den: str = "", most: object = 2) -> Scored:
    """Return the score of one component of one unit; the refusal's words as an ``AssertionError``."""
    table = scoring.compute(one_leaf(rule, most), [("Xã A", {"1.1": Given(value, num, den)})])
    assert table.results, table.refused[0].why
    return table.results[0].leaves[0]


def of_points(maxima: Mapping[str, object], **more: Any) -> Scheme:
    """Return a scheme whose components take points."""
    tree = [{"code": code, "title": code, "max": most, "rule": {"type": "points"}} for code, most in maxima.items()]
    return schemes.read("thử", {"tree": tree, **more})


def results(scheme: Scheme, rows: Mapping[str, Mapping[str, object]]) -> dict[str, Result]:
    """Return the results by unit; a value of points each."""
    given = [(unit, {code: Given(str(value)) for code, value in values.items()}) for unit, values in rows.items()]
    return {one.unit: one for one in scoring.compute(scheme, given).results}


def synthetic(file: Path) -> Scheme:
    return files.scheme(file)


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table; lines that begin with # are its source."""
    lines = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def full(rule: Mapping[str, Any], most: Decimal) -> Given:
    """Return what earns full marks under a rule of the synthetic trees."""
    kind = rule["type"]
    if kind == "choice":
        return Given(max(rule["options"], key=lambda option: Decimal(str(option["score"])))["label"])
    if kind in ("per_item", "count_with_cap"):
        return Given("1000")
    if kind == "deduct":
        return Given("0")
    if kind == "bands":
        return Given(str(max(Decimal(str(band.get("gte", band.get("gt", 0)))) for band in rule["bands"])))
    return Given("100")
