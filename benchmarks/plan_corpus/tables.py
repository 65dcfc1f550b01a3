"""Task tables in the numberings and layouts that offices use."""

from collections.abc import Sequence
from random import Random
from typing import Any

from benchmarks.plan_corpus import bearers, phrases, sums, times
from benchmarks.plan_corpus.document import Cell, Grid, Row, row
from benchmarks.plan_corpus.frames import Frame
from benchmarks.plan_corpus.truth import TrueTask

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
LETTERS = "abcdđeghiklmn"
PLAIN = ("code", "title", "products", "lead", "partners", "schedule", "budget", "note")


def fields(rng: Random, count: int) -> list[tuple[str, list[phrases.Work]]]:
    """Return ``count`` fields with two to four works each."""
    chosen = sorted(rng.sample(list(phrases.FIELDS), count), key=list(phrases.FIELDS).index)
    return [(name, list(works[: rng.randint(2, len(works))])) for name in chosen for works in [phrases.FIELDS[name]]]


def task(frame: Frame, work: phrases.Work, code: str, group: str = "", **more: Any) -> TrueTask:
    """Return a task with everything drawn that ``more`` does not state."""
    rng = frame.rng
    schedule = more.pop("schedule", None) or times.schedule(frame.year, frame.issued_on, rng)
    drawn: dict[str, Any] = {
        "lead": bearers.lead(frame.province, rng), "partners": bearers.partners(frame.province, rng),
        "budget": sums.budget(schedule.text, rng), "products": work.products,
    }  # fmt: skip
    return TrueTask(code, work.title, group, schedule=schedule, **{**drawn, **more})


def heading(rng: Random, columns: Sequence[str]) -> Row:
    return row(*(Cell(rng.choice(phrases.COLUMNS[name]), bold=True) for name in columns))


def cells(found: TrueTask, columns: Sequence[str], code: str, **stated: str) -> Row:
    """Return the row of a task, ``code`` as the table shows it; ``stated`` cells instead of the task's own words."""
    products = found.products
    said = {
        "code": code, "title": found.title, "lead": found.lead.text, "partners": found.partners.text,
        "schedule": found.schedule.text, "budget": found.budget.text, "note": found.note,
        "products": products[0] if len(products) == 1 else "\n".join(f"- {one}" for one in products),
    }  # fmt: skip
    return row(*({**said, **stated}[name] for name in columns))


def across(no: str, title: str, width: int, merged: bool) -> Row:
    """Return the row that heads a field: number and title in their cells, or in one cell over all columns."""
    if merged:
        return row(Cell(f"{no.rstrip('.')}. {title}", across=width, bold=True), *[None] * (width - 1))
    return row(Cell(no, bold=True), Cell(title, bold=True), *[""] * (width - 2))


def without(found: TrueTask, columns: Sequence[str]) -> TrueTask:
    """Return the task as a table without some columns gives it."""
    empty = TrueTask("", "")
    for name in ("products", "lead", "partners", "schedule", "budget", "note"):
        if name not in columns:
            setattr(found, name, getattr(empty, name))
    return found


def paged(rng: Random, rows: list[Row], every: int = 6) -> tuple[Row, ...]:
    """Return the rows with page breaks before some of them, never before one that a merged cell reaches into."""
    made = []
    for number, one in enumerate(rows):
        is_free = number and number % every == 0 and all(cell is not None and cell.down == 1 for cell in one.cells)
        made.append(Row(one.cells, one.rest, True) if is_free else one)
    return tuple(made)


def grid(frame: Frame, columns: Sequence[str], rows: list[Row], every: int = 6) -> Grid:
    rng = frame.rng
    return Grid(
        (heading(rng, columns),), paged(rng, rows, every), repeats=rng.random() < 0.7, in_parts=rng.random() < 0.5
    )


def known(frame: Frame) -> dict[str, Any]:
    """Return a lead and a schedule without doubt."""
    return {
        "lead": bearers.known(frame.province, frame.rng),
        "schedule": times.dated(frame.year, frame.rng),
    }
