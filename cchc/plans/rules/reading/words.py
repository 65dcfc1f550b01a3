"""The words of a cell, folded letter by letter, so that a place in one is the same place in the other."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from cchc.kernel.text import nfd, squeeze

NUMBER_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
"""Without five: folded, "năm" is also the year."""

NUMBER = r"(?:\d{1,3}|mot|hai|ba|bon|sau|bay|tam|chin|muoi)"
TIMES = r"(?:lan|ky|so|cuoc|dot|bai|chuyen\s+muc|buoi|hoi\s+nghi|tin|bao\s+cao|chuong\s+trinh)"
"""What is counted where something is done so often in a month or quarter."""

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_QUARTER = re.compile(r"\bqui(?=\s*(?:i|[1-4]|/|\b))")
_DASH = str.maketrans({letter: "-" for letter in "‐‑‒–—−"})


@dataclass(frozen=True)
class Words:
    """``text`` is what is written, white space folded; ``bare`` the same without diacritics and capitals."""

    text: str
    bare: str

    @classmethod
    def of(cls, text: str) -> "Words":
        """Return the words of a cell."""
        return _of(text) if len(text) < _OFTEN else _words(text)

    def written(self, start: int, end: int | None = None) -> str:
        """Return what is written at a place of ``bare``, without the marks around it."""
        return self.text[start:end].strip(" .,;:-–")


def _words(text: str) -> Words:
    written = squeeze(text)
    return Words(written, _QUARTER.sub("quy", written.translate(_BARE)))


_OFTEN = 120
"""Letters of a text that may well stand in a table again, and is looked at for its heading, its sum, its mark …"""
_of = lru_cache(maxsize=4096)(_words)


class _Bares(dict[int, str]):
    """Each letter without diacritics and capitals, worked out when it is met."""

    def __missing__(self, code: int) -> str:
        bare = _bare(chr(code)).translate(_DASH)
        if len(self) < 4096:
            self[code] = bare
        return bare


_BARE = _Bares()


def _bare(letter: str) -> str:
    """Return one letter for one letter: a letter that folds to several stays as it is."""
    plain = "".join(part for part in nfd(letter) if not unicodedata.combining(part))
    lower = plain.lower().replace("đ", "d")
    return lower if len(lower) == 1 else letter


def number(word: str) -> int:
    """Return the value of "02", "hai" or "iv"."""
    return int(word) if word.isdecimal() else NUMBER_WORDS.get(word) or _ROMAN[word]
