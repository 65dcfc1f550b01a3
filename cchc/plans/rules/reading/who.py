"""A list of units as officials write it → units, classes, a condition, and the names nobody knows.

What is only partly known ("Phòng Nội vụ huyện Tân Hồng") is not guessed at: it stays a name nobody knows.
"""

from collections.abc import Sequence

from cchc.kernel.text import squeeze
from cchc.organisation.types import Directory
from cchc.plans.rules.reading.who_lexicon import Lexicon
from cchc.plans.rules.reading.who_parser import Piece, pieces
from cchc.plans.types import Who

_LONGEST = 2000


class Resolver:
    """Reads lists of units against one directory; remembers what it has read, since cells repeat."""

    def __init__(self, directory: Directory) -> None:
        self._lexicon = Lexicon(directory)
        self._read: dict[str, Who] = {}

    def understand(self, text: str) -> Who:
        """Return who is meant; never raises."""
        written = squeeze(text)
        if written not in self._read:
            self._read[written] = _who(written, self.pieces(written))
        return self._read[written]

    def pieces(self, written: str) -> list[Piece]:
        """Return the pieces of a text whose white space is folded."""
        if len(written) > _LONGEST:
            return [Piece("unknown", 0, len(written))]
        return pieces(written, self._lexicon)


def _who(text: str, pieces: Sequence[Piece]) -> Who:
    known = [piece.phrase for piece in pieces if piece.phrase]
    conditions = dict.fromkeys(_trimmed(text, piece) for piece in pieces if piece.kind == "condition")
    unresolved = dict.fromkeys(_trimmed(text, piece) for piece in pieces if piece.kind == "unknown")
    return Who(
        text,
        tuple(dict.fromkeys(code for phrase in known for code in phrase.units)),
        tuple(dict.fromkeys(key for phrase in known for key in phrase.classes)),
        "; ".join(one for one in conditions if one) or None,
        tuple(one for one in unresolved if one),
    )


def _trimmed(text: str, piece: Piece) -> str:
    return text[piece.start : piece.end].strip(" .,;:-–•*+/")
