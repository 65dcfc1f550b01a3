"""The words of a list of units, each in the three spellings by which it is compared, and the marks between them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cchc.kernel.text import nfc, nfd, squeeze

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[^\W_]+|[^\s]")
_AND = {"&": "và", "+": "và"}


@dataclass(frozen=True)
class Token:
    """A word or a mark of the text, with its place."""

    text: str
    start: int
    end: int

    @cached_property
    def word(self) -> "Word":
        return Word.of(_AND.get(self.text, self.text))

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum() or self.text in _AND

    @cached_property
    def initials(self) -> str:
        """Return the letters of an abbreviation ("UBND", "PT", "H" before a point), nothing for another word."""
        return self.text.lower() if self.text.isupper() and self.text.isalpha() and len(self.text) <= 12 else ""


@dataclass(frozen=True)
class Word:
    """``bare`` has no diacritics; ``letters`` and ``tones`` tell "Thành" from "Thạnh" but "Quí" from no "Quý"."""

    bare: str
    letters: str
    tones: str
    initial: str

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(text: str) -> "Word":
        """Return the spellings of one word."""
        parts = nfd(text.lower())
        letters = nfc("".join(part for part in parts if part not in _TONES))
        bare = "".join(part for part in parts if not unicodedata.combining(part)).replace("đ", "d")
        tones = "".join(sorted(part for part in parts if part in _TONES))
        return Word(bare.replace("y", "i"), letters.replace("y", "i"), tones, letters[:1])

    @property
    def is_bare(self) -> bool:
        """Tell whether the word was typed without diacritics, or needs none."""
        return self.bare == self.letters and not self.tones

    def equals(self, other: "Word", is_lenient: bool) -> bool:
        """Compare with a word of a name; one typed without diacritics, or any if ``is_lenient``, by letters alone."""
        if self.bare != other.bare:
            return False
        return is_lenient or self.is_bare or (self.letters, self.tones) == (other.letters, other.tones)


def tokens(text: str) -> list[Token]:
    """Return the words and marks of ``text``, whose white space must be folded."""
    return [Token(found[0], *found.span()) for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[Word, ...]:
    """Return the words of a name, marks left out."""
    return tuple(Word.of(found) for found in _WORD.findall(squeeze(name).replace("&", " và ")))
