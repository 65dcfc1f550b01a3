"""Roles within one list of units: "Sở Tư pháp: chủ trì; Sở Nội vụ: phối hợp", "Sở A chủ trì, phối hợp với Sở B".

A role stands behind its names, or before them with a colon, "với", or nothing between.
"""

import re
from collections.abc import Sequence

from cchc.plans.rules.reading.who_parser import Piece
from cchc.plans.rules.reading.words import Words

_LEADS, _TAKES_PART = re.compile(r"\bchu tri\b"), re.compile(r"\bphoi hop\b")
_LABELS = re.compile(r"\s*:")
_GOES_ON = re.compile(r"\s*(?!va\b|thuc hien\b|tham muu\b|trien khai\b)\w")  # names follow without a mark


def says_partner(text: str) -> bool:
    """Tell whether the text speaks of taking part at all."""
    return _TAKES_PART.search(Words.of(text).bare) is not None


def partners(text: str, pieces: Sequence[Piece]) -> frozenset[int] | None:
    """Return which pieces of a list of leads only take part, by place; nothing where the words leave it open."""
    return _Roles(text, pieces).partners()


class _Roles:
    """One pass over the pieces; ``waiting`` are those whose role comes after them, ``ahead`` is said before."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self.bare, self.pieces = Words.of(text).bare, pieces
        self.waiting: list[int] = []
        self.taking_part: set[int] = set()
        self.leading: set[int] = set()
        self.ahead: set[int] | None = None
        self.is_label = self.is_loose = False

    def partners(self) -> frozenset[int] | None:
        for place, piece in enumerate(self.pieces):
            if piece.kind != "joining":
                self.waiting.append(place) if self.ahead is None else self.ahead.add(place)
            else:
                self._joint(place, self.bare[piece.start : piece.end])
        if self.waiting and self.is_loose:
            return None
        leading = self.leading | set(self.waiting)
        has_lead = any(self.pieces[place].phrase for place in leading)
        return frozenset(self.taking_part) if has_lead else None

    def _joint(self, place: int, said: str) -> None:
        if said == ";" and self.ahead is self.taking_part and not self.is_label:
            self.ahead, self.is_loose = None, True
        leads, takes_part = _LEADS.search(said), _TAKES_PART.search(said)
        if leads:
            self._mark(place, self.leading)
        if takes_part:
            self._mark(place, self.taking_part)

    def _mark(self, place: int, role: set[int]) -> None:
        """Take a role: for the names waiting, or for those to come."""
        end = self.pieces[place].end
        self.is_label = _LABELS.match(self.bare, end) is not None
        is_before = self.is_label or _GOES_ON.match(self.bare, end) is not None
        is_before &= role is self.taking_part or not self.waiting
        (self.leading if is_before else role).update(self.waiting)
        self.waiting, self.ahead, self.is_loose = [], role if is_before else None, False
