"""A list of units as officials write it → units, classes, a condition, and the names nobody knows.

What is only partly known ("Phòng Nội vụ huyện Tân Hồng") is not guessed at: it stays a name nobody knows.
"""

from collections.abc import Sequence
from dataclasses import replace

from cchc.kernel.text import squeeze
from cchc.organisation.types import Directory
from cchc.plans.rules.reading import who_roles
from cchc.plans.rules.reading.who_lexicon import Lexicon
from cchc.plans.rules.reading.who_parser import Piece, pieces
from cchc.plans.types import Who

_LONGEST = 2000
_OPEN = "phối hợp"  # a role that is nobody's for certain is asked about


class Resolver:
    """Reads lists of units against one directory; remembers what it has read, since cells repeat."""

    def __init__(self, directory: Directory) -> None:
        self._lexicon = Lexicon(directory)
        self._read: dict[str, Who] = {}

    def understand(self, text: str) -> Who:
        """Return who is meant, whatever their role; never raises."""
        written = squeeze(text)
        if written not in self._read:
            self._read[written] = _who(written, self.pieces(written))
        return self._read[written]

    def bearers(self, lead: str, partners: str) -> tuple[Who, Who]:
        """Return who leads and who takes part: whoever the first cell says takes part ("…: phối hợp") is a partner."""
        written, whole, beside = squeeze(lead), self.understand(lead), self.understand(partners)
        if not who_roles.says_partner(written):
            return whole, beside
        found = self.pieces(written)
        places = who_roles.partners(written, found)
        if places is None:
            return replace(whole, condition="; ".join(filter(None, (whole.condition, _OPEN)))), beside
        if not places:
            return whole, beside
        leading = _who(written, [piece for place, piece in enumerate(found) if place not in places])
        return leading, _added(beside, _who(written, [piece for place, piece in enumerate(found) if place in places]))

    def pieces(self, written: str) -> list[Piece]:
        """Return the pieces of a text whose white space is folded."""
        if len(written) > _LONGEST:
            return [Piece("unknown", 0, len(written))]
        return pieces(written, self._lexicon)


def _added(who: Who, more: Who) -> Who:
    """Return the one list with the other behind it; its words are those of its own cell."""
    conditions = dict.fromkeys(filter(None, (who.condition, more.condition)))
    return Who(
        who.text,
        tuple(dict.fromkeys((*who.units, *more.units))),
        tuple(dict.fromkeys((*who.classes, *more.classes))),
        "; ".join(conditions) or None,
        tuple(dict.fromkeys((*who.unresolved, *more.unresolved))),
    )


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
