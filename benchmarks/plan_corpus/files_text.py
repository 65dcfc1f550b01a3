"""Plain text, as a converter leaves it: cells between tabs, a blank line where a page ends, bold between stars."""

from collections.abc import Iterator

from benchmarks.plan_corpus.document import Beside, Break, Document, Grid, Line, Row, pieces


def txt(document: Document) -> bytes:
    """Return the document as UTF-8."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(_line(block))
        elif isinstance(block, Beside):
            lines += _beside(block)
        elif isinstance(block, Grid):
            lines += ["", *_grid(block), ""]
        elif isinstance(block, Break):
            lines.append("")
    return "\n".join(lines).encode()


def _line(line: Line) -> str:
    return f"**{line.text}**" if line.bold else line.text


def _beside(block: Beside) -> Iterator[str]:
    if block.flat:
        yield from (f"{one.text}        {other.text}" for one, other in zip(block.left, block.right, strict=True))
    else:
        yield from (_line(line) for line in (*block.left, *block.right))


def _grid(grid: Grid) -> Iterator[str]:
    for number, part in enumerate(grid.parts()):
        if number:
            yield ""
        yield from (_row(one) for one in part)


def _row(one: Row) -> str:
    return "\t".join(_plain(cell.text.replace("\n", " ")) if cell else "" for cell in one.cells)


def _plain(text: str) -> str:
    """Return words with marks of plain text for those struck, and raised figures as letters of their own."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    said = {"": "{}", "struck": "~~{}~~"}
    return "".join(
        words.translate(raised) if look == "raised" else said[look].format(words) for look, words in pieces(text)
    )
