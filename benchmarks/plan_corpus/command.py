"""``python -m benchmarks.plan_corpus``: read the corpus, print the tables and, with ``--wrong``, each wrong field."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.plan_corpus import corpus
from benchmarks.plan_corpus.measure import HEAD, Result, measured, tables

RESULTS = Path(__file__).parents[1] / "results.md"


def main() -> None:
    """Read the papers asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=corpus.SIZE)
    asked.add_argument("--seed", type=int, default=corpus.SEED)
    asked.add_argument("--shape", default="", help="only papers of this shape")
    asked.add_argument("--form", default="", choices=("", "txt", "docx", "xlsx", "pdf"))
    asked.add_argument("--wrong", action="store_true", help="print each field that is wrong without a doubt")
    asked.add_argument("--doubts", action="store_true", help="print values not read and needless doubts as well")
    asked.add_argument("--results", action="store_true", help="put the tables into benchmarks/results.md")
    asked.add_argument("--write", type=Path, help="write the papers into this folder")
    given = asked.parse_args()
    papers = list(corpus.samples(given.count, given.seed, given.shape, given.form))
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
        for sample in papers:
            (given.write / sample.name).write_bytes(sample.data)
    result = measured(papers)
    print("\n".join(lines(result)))
    if given.results:
        _put(lines(result))
    if given.wrong or given.doubts:
        _print("SAI", result.wrong, [("BỊ TỪ CHỐI", one) for one in result.refused])
    if given.doubts:
        _print("HỎI", result.asked, [(sample.name, f"thừa: {doubt}") for sample, doubt in result.needless])


def lines(result: Result) -> list[str]:
    """Return the tables as Markdown."""
    made = []
    for name, rows in tables(result).items():
        made += ["", f"## {name}", "", "| Việc | Đo được | So với | Yêu cầu | |", "|---|---|---|---|---|"]
        made += [row.as_row() for row in rows]
    return made


def _put(made: list[str]) -> None:
    """Replace the tables of the corpus in the results, all others kept."""
    parts = RESULTS.read_text(encoding="utf-8").split("\n## ")
    kept = [part for part in parts if not part.startswith(HEAD)]
    at = next((place + 1 for place, part in enumerate(kept) if part.startswith("Đọc kế hoạch\n")), len(kept))
    text = "\n".join(made).removeprefix("\n## ")
    RESULTS.write_text("\n## ".join([*kept[:at], f"{text}\n", *kept[at:]]), encoding="utf-8")


def _print(head: str, found: Sequence[tuple[object, object]], more: Sequence[tuple[str, str]]) -> None:
    for sample, one in found:
        print(head, sample.name, sample.shape, "|", one.field, one.where, "|", repr(one.right), "≠", repr(one.came))  # type: ignore[attr-defined]
    for name, text in more:
        print(head, name, text)
