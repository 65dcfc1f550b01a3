"""What people write into a text: paragraphs, bullets, **bold** and *italic*. It reads well as it stands, too."""

import re
from collections.abc import Iterator

from cchc.documents.types import Paragraph, Run

_OPENS = re.compile(r"\*\*(?=\S)|\*(?=[^\s*])")
_CLOSES = {"**": re.compile(r"(?<=\S)\*\*"), "*": re.compile(r"(?<=[^\s*])\*")}
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
    for opened, closed in _marked(words):
        if opened.start() > at:
            found.append(Run(words[at : opened.start()]))
        inside = words[opened.end() : closed.start()]
        found.append(Run(inside, bold=True) if opened[0] == "**" else Run(inside, italic=True))
        at = closed.end()
    if at < len(words) or not found:
        found.append(Run(words[at:]))
    return tuple(found)


def _marked(words: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield each mark with its fellow; once one has none, the later ones of its kind have none and look for none."""
    at, without = 0, set[str]()
    while opened := _OPENS.search(words, at):
        closed = None if opened[0] in without else _CLOSES[opened[0]].search(words, opened.end() + 1)
        if closed:
            yield opened, closed
            at = closed.end()
        else:
            without.add(opened[0])
            at = opened.start() + 1
