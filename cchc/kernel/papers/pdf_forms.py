"""Drawings within drawings of a PDF: a few hundred bytes can ask for more of them than anybody will ever draw."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_DRAW = "do_Do"
"""The interpreter's method for the operator that draws a form or an image."""


@contextmanager
def counted(most: int, why: Exception) -> Iterator[None]:
    """Raise ``why`` once the pages read in the block have drawn more than ``most`` forms; in a process of its own."""
    from pdfminer.pdfinterp import PDFPageInterpreter

    drawn, original = 0, getattr(PDFPageInterpreter, _DRAW)

    def do_one(interpreter: Any, name: Any) -> None:
        nonlocal drawn
        drawn += 1
        if drawn > most:
            raise why
        original(interpreter, name)

    setattr(PDFPageInterpreter, _DRAW, do_one)
    try:
        yield
    finally:
        setattr(PDFPageInterpreter, _DRAW, original)
