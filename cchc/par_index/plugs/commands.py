"""``cchc index check`` and ``cchc index compute``: schemes and figures as files, without a database."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cchc.kernel import commands
from cchc.kernel.saying import say
from cchc.kernel.text import sort_key
from cchc.par_index.queries import files
from cchc.par_index.rules import scoring
from cchc.par_index.rules.numbers import plain, rounded
from cchc.par_index.rules.reasons import REASONS
from cchc.par_index.rules.schemes import Unsound
from cchc.par_index.types import Result, Scheme, Table


def _scheme(file: Path) -> Scheme:
    try:
        return files.scheme(file)
    except Unsound as unsound:
        first, *rest = unsound.problems
        for one in rest[:50]:
            sys.stderr.write(f"{say(REASONS.of(one.where))}: {say(REASONS.of(one.why))}\n")
        place, why = REASONS.of(first.where), REASONS.of(first.why)
        raise commands.Refused(
            "%(name)s, %(where)s: %(why)s (%(count)s chỗ cần sửa)",
            name=file.name, where=place, why=why, count=len(unsound.problems),
        ) from unsound  # fmt: skip


def check_arguments(parser: ArgumentParser) -> None:
    """Declare what ``index check`` takes."""
    parser.add_argument("scheme", type=Path, help="bộ tiêu chí, tệp .yaml")


def run_check(arguments: Namespace) -> int:
    """Say that a scheme adds up and can be computed, or what does not."""
    scheme = _scheme(arguments.scheme)
    note = "" if scheme.official else ", mẫu, không chính thức"
    sys.stdout.write(f"{scheme.title}: {len(scheme.leaves)} tiêu chí thành phần, {plain(scheme.max)} điểm{note}\n")
    return 0


def compute_arguments(parser: ArgumentParser) -> None:
    """Declare what ``index compute`` takes."""
    check_arguments(parser)
    parser.add_argument("data", type=Path, help="số liệu của các đơn vị, .csv hoặc .xlsx")
    parser.add_argument("--json", action="store_true", help="in cả điểm từng tiêu chí và lý do, dạng JSON")


def run_compute(arguments: Namespace) -> int:
    """Print the results; 1 if a unit was refused."""
    scheme = _scheme(arguments.scheme)
    try:
        rows = files.rows(arguments.data, scheme)
    except OSError as missing:
        raise commands.Refused(
            "Không mở được tệp %(name)s: %(why)s.", name=arguments.data.name, why=missing.strerror
        ) from missing
    table = scoring.compute(scheme, rows)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(scheme, table), ensure_ascii=False, indent=1) + "\n")
    else:
        _print(scheme, table)
    for one in table.refused:
        sys.stderr.write(f"{one.unit}, {one.column}: {say(REASONS.of(one.why))}\n")
    return 1 if table.refused else 0


def _print(scheme: Scheme, table: Table) -> None:
    places = scoring.ranks(scheme, {one.unit: one for one in table.results})
    for one in sorted(table.results, key=lambda result: (places[result.unit], sort_key(result.unit))):
        index = plain(rounded(one.index, scheme.places, scheme.mode))
        sys.stdout.write(
            f"{places[one.unit]:>4}  {index:>8}  {scoring.class_of(scheme, one.index) or ''}\t{one.unit}\n"
        )


def as_json(scheme: Scheme, table: Table) -> dict[str, Any]:
    """Return the results as the contract fixes them: numbers as decimal strings, rounded only here."""
    places = scoring.ranks(scheme, {one.unit: one for one in table.results})
    return {
        "scheme": scheme.title,
        "units": [_unit(scheme, one, places[one.unit]) for one in table.results],
        "refused": [{"unit": one.unit, "column": one.column, "why": one.why} for one in table.refused],
    }


def _unit(scheme: Scheme, one: Result, rank: int) -> dict[str, Any]:
    def shown(value: Any) -> str:
        return plain(rounded(value, scheme.places, scheme.mode))

    return {
        "unit": one.unit,
        "points": shown(one.points),
        "max": shown(one.max),
        "index": shown(one.index),
        "class": scoring.class_of(scheme, one.index),
        "rank": rank,
        "fields": [
            {"code": node.code, "points": shown(one.sums[node.code][0]), "max": shown(one.sums[node.code][1])}
            for node in scheme.fields
        ],
        "leaves": [
            {"code": leaf.code, "points": shown(leaf.points), "max": shown(leaf.max), "why": leaf.why}
            for leaf in one.leaves
        ],
        "missing": list(one.missing),
    }


commands.register(
    "index check", help="kiểm tra một bộ tiêu chí", run=run_check, arguments=check_arguments, database="none"
)
commands.register(
    "index compute", help="chấm điểm, xếp hạng", run=run_compute, arguments=compute_arguments, database="none"
)
