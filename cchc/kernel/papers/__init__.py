"""Any file → a neutral paper of paragraphs and tables; hostile or unreadable ones are refused in one sentence.

Files are parsed in a child process with limits (``kernel.apart``) alone; here their name and first bytes are looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from cchc.kernel import apart
from cchc.kernel.papers.safety import kind_of
from cchc.kernel.papers.types import Block, Cell, Kind, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.refusal import Refusal

__all__ = ["Block", "Cell", "Kind", "Limits", "Paper", "Paragraph", "Refused", "Row", "Table", "asked_about", "read"]

SUFFIXES = (".docx", ".xlsx", ".pdf", ".txt")
WARM: Mapping[Kind, Sequence[str]] = {
    "txt": (),
    "docx": ("cchc.kernel.papers.docx",),
    "xlsx": ("cchc.kernel.papers.xlsx", "python_calamine"),
    "pdf": ("cchc.kernel.papers.pdf", "pdfplumber", "pypdfium2"),
}
"""What reads a format: loaded once by the process that forks the readers."""
_LONGEST_NAME = 80


def read(name: str, data: bytes, limits: Limits | None = None, bounds: apart.Bounds = apart.IN_A_JOB) -> Paper:
    """Return what a file says; raises ``Refusal``, and nothing else, for whatever can't or mustn't be read."""
    answer = asked_about("cchc.kernel.papers.inside:paper", name, data, limits, bounds)
    try:
        return apart.made(Paper, apart.unpacked(answer.data))
    except ValueError as error:
        raise Refused(apart.DAMAGED, name=name) from error


def asked_about(
    task: str,
    name: str,
    data: bytes,
    limits: Limits | None,
    bounds: apart.Bounds,
    refusals: Sequence[type[Refusal]] = (Refused,),
    **given: Any,
) -> apart.Answer:
    """Ask a child for ``task`` on a file, which gets its name as it is shown, its ``kind`` and the ``limits``.

    ``given`` is as for ``apart.ask``. Raises one of ``refusals``, or ``apart.Exceeded`` for what needs more than
    ``bounds``.
    """
    limits = limits or Limits()
    shown = _shown(name)
    kind = kind_of(shown, data, limits)
    about = {"name": shown, "kind": kind, "limits": asdict(limits)}
    options: dict[str, Any] = {"name": shown, "bounds": bounds, "warm": WARM[kind], "refusals": refusals}
    try:
        return apart.ask(task, data, **options, file=about, **given)
    except apart.Broken as broken:
        raise Refused(broken.sentence) from broken


def _shown(name: str) -> str:
    """Return the name without folders and control characters, short enough for a sentence."""
    bare = PurePosixPath(PureWindowsPath(name).name).name or "tệp"
    printable = "".join(letter if letter.isprintable() else " " for letter in bare)
    return printable if len(printable) <= _LONGEST_NAME else "…" + printable[-_LONGEST_NAME:]
