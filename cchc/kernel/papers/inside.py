"""What the child does that reads a paper: ``kernel.apart`` runs it with limits of memory and time."""

from collections.abc import Callable, Mapping
from typing import Any

from cchc.kernel.apart import packed, plain
from cchc.kernel.papers import old_letters, strikes
from cchc.kernel.papers.types import Kind, Limits, Paper, Refused


def paper(data: bytes, *, file: Mapping[str, Any]) -> bytes:
    """Return the paper that a file holds, as JSON of its plain form."""
    return packed(plain(read(data, file)))


def read(data: bytes, file: Mapping[str, Any]) -> Paper:
    """Return the paper that a file holds; ``Refused`` if it has none, or too much of one."""
    name, limits = file["name"], Limits(**file["limits"])
    found = strikes.without_overlaid(_reader(file["kind"])(name, data, limits))
    if old_letters.are_in(found):
        raise Refused(
            "Tệp “%(name)s” gõ bằng phông chữ cũ (TCVN3 hoặc VNI): hãy chuyển sang Unicode rồi gửi lại.", name=name
        )
    if _characters(found) > limits.characters:
        raise Refused(
            "Tệp “%(name)s” có hơn %(thousands)s nghìn chữ: hãy chỉ gửi bản kế hoạch.",
            name=name,
            thousands=limits.characters // 1000,
        )
    return found


def _characters(found: Paper) -> int:
    words = sum(len(block.text) for block in found.paragraphs)
    return words + sum(len(cell.text) for table in found.tables for row in table.rows for cell in row.cells)


def _reader(kind: Kind) -> Callable[[str, bytes, Limits], Paper]:
    match kind:
        case "txt":
            from cchc.kernel.papers.txt import read
        case "docx":
            from cchc.kernel.papers.docx import read
        case "xlsx":
            from cchc.kernel.papers.xlsx import read
        case "pdf":
            from cchc.kernel.papers.pdf import read
    return read
