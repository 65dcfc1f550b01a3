"""What people write into a text: paragraphs, bullets, **bold** and *italic*. It reads well as it stands, too."""

import re
from collections.abc import Iterator

from cchc.documents.types import Paragraph, Run

_MARKED = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*")
_BULLETS = ("-", "+", "–", "•")


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text; a line that begins with a dash or a plus is a bullet.

    An asterisk without its fellow is an asterisk.
    """
    for line in text.splitlines():
        words = line.strip()
        if words.startswith(_BULLETS) and not words.startswith("**"):
            yield Paragraph(runs(words[1:].strip()), bullet="+" if words[0] == "+" else "-")
        elif words:
            yield Paragraph(runs(words))


def runs(words: str) -> tuple[Run, ...]:
    """Return the words in their hands, in order."""
    found, at = [], 0
    for mark in _MARKED.finditer(words):
        if mark.start() > at:
            found.append(Run(words[at : mark.start()]))
        found.append(Run(mark[1], bold=True) if mark[1] else Run(mark[2], italic=True))
        at = mark.end()
    if at < len(words) or not found:
        found.append(Run(words[at:]))
    return tuple(found)
