"""Any file → a neutral paper of paragraphs and tables; hostile or unreadable ones are refused in one sentence."""

from collections.abc import Callable
from pathlib import PurePosixPath, PureWindowsPath

from cchc.kernel.papers import old_letters
from cchc.kernel.papers.safety import kind_of
from cchc.kernel.papers.types import Block, Cell, Kind, Limits, Paper, Paragraph, Refused, Row, Table

__all__ = ["Block", "Cell", "Kind", "Limits", "Paper", "Paragraph", "Refused", "Row", "Table", "read"]

SUFFIXES = (".docx", ".xlsx", ".pdf", ".txt")
_LONGEST_NAME = 80


def read(name: str, data: bytes, limits: Limits | None = None) -> Paper:
    """Return what a file says; raises ``Refused``, and nothing else, for whatever can't or mustn't be read."""
    limits = limits or Limits()
    shown = _shown(name)
    kind = kind_of(shown, data, limits)
    try:
        paper = _reader(kind)(shown, data, limits)
    except Refused:
        raise
    except Exception as error:  # a parser may fail on a hostile file in ways nobody has listed
        raise Refused("Tệp “%(name)s” bị hỏng: hãy mở bằng phần mềm gốc, lưu lại rồi gửi lại.", name=shown) from error
    if old_letters.are_in(paper):
        raise Refused(
            "Tệp “%(name)s” gõ bằng phông chữ cũ (TCVN3 hoặc VNI): hãy chuyển sang Unicode rồi gửi lại.", name=shown
        )
    if _characters(paper) > limits.characters:
        raise Refused(
            "Tệp “%(name)s” có hơn %(thousands)s nghìn chữ: hãy chỉ gửi bản kế hoạch.",
            name=shown,
            thousands=limits.characters // 1000,
        )
    return paper


def _characters(paper: Paper) -> int:
    words = sum(len(block.text) for block in paper.paragraphs)
    return words + sum(len(cell.text) for table in paper.tables for row in table.rows for cell in row.cells)


def _reader(kind: Kind) -> Callable[[str, bytes, Limits], Paper]:
    """Return the reader of a format; imported when it is needed, since parsers weigh on a worker's memory."""
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


def _shown(name: str) -> str:
    """Return the name without folders and control characters, short enough for a sentence."""
    bare = PurePosixPath(PureWindowsPath(name).name).name or "tệp"
    printable = "".join(letter if letter.isprintable() else " " for letter in bare)
    return printable if len(printable) <= _LONGEST_NAME else "…" + printable[-_LONGEST_NAME:]
