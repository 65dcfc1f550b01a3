"""The columns of a table that a page break cuts: each page rules only those that its own rows need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from cchc.kernel.papers.types import Block, Cell, Row, Table

Edges: TypeAlias = tuple[float, ...]
"""Where the columns of a table begin, and where the last of them ends."""

_NEAR = 3.0  # points


def aligned(pages: Sequence[list[tuple[Block, Edges]]]) -> Iterator[list[Block]]:
    """Yield the blocks of each page; a table that goes on over pages has the columns of its widest part on all.

    Of headings in two rows that a page break parts, the upper one shows fewer rules than the rows below it.
    """
    made = [list(page) for page in pages]
    places = range(len(made))
    for first, second in (*pairwise(places), *((two, one) for one, two in reversed([*pairwise(places)]))):
        _widen(made, first, second, is_next=first < second)
    yield from ([block for block, _ in page] for page in made)


def _widen(pages: list[list[tuple[Block, Edges]]], model: int, narrow: int, *, is_next: bool) -> None:
    """Give the table at the edge of a page the columns of the one on the page beside it, where that has more."""
    if not pages[model] or not pages[narrow]:
        return
    last, first = (-1, 0) if is_next else (0, -1)
    (_, wide), (table, edges) = pages[model][last], pages[narrow][first]
    if not isinstance(table, Table) or len(wide) <= len(edges) or not edges or not _is_among(edges, wide):
        return
    rows = tuple(replace(row, cells=tuple(_cells(row, edges, wide))) for row in table.rows)
    pages[narrow][first] = (Table(rows, table.page), wide)


def _is_among(edges: Edges, wide: Edges) -> bool:
    is_as_wide = abs(edges[0] - wide[0]) <= _NEAR and abs(edges[-1] - wide[-1]) <= _NEAR
    return is_as_wide and all(any(abs(edge - other) <= _NEAR for other in wide) for edge in edges)


def _cells(row: Row, edges: Edges, wide: Edges) -> Iterator[Cell]:
    """Yield the cells of a row on a finer grid: each over the columns that lie within its own."""
    for left in wide[:-1]:
        place = max(place for place, edge in enumerate(edges[:-1]) if edge <= left + _NEAR)
        cell = row.cells[place] if place < len(row.cells) else Cell()
        is_own = abs(edges[place] - left) <= _NEAR
        yield cell if is_own else Cell(cell.text, repeats=cell.repeats or "left")
