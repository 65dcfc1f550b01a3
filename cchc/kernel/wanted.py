"""What is looked for: the words that somebody typed, without diacritics, and numbers that must be found whole.

"272/KH-UBND" and "272" are numbers, so that 1272/KH-UBND is another one.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cchc.kernel.folding import BAR
from cchc.kernel.text import fold, hyphened

_MOST_WORDS = 8
_folded = lru_cache(maxsize=500)(fold)  # of what pages call things
_SHORTEST = 2  # letters: a single one is in almost every title, but a figure or a Roman one is a whole word
_NUMBER = re.compile(r"\d+[a-z]?(?:/[a-z0-9][a-z0-9/.-]*)?")
_ROMAN = re.compile(r"i{1,3}|iv|v|vii|viii|ix|x")  # "vi" is a word too
_MARKS = "/-.,;:?!()[]\"'“”"
_AROUND = re.compile(r" ?/ ?")  # of a folded text: one space at the most


@dataclass(frozen=True)
class Word:
    """A folded word, or a number that must be found whole."""

    text: str
    is_number: bool

    @cached_property
    def pattern(self) -> str:
        """A regular expression of PostgreSQL: leading zeros don't count, further digits or letters make another one."""
        if self.is_roman:
            return f"(^|[^a-z0-9]){self.text}($|[^a-z0-9])"
        return f"(^|[^0-9]){self._whole}"

    @cached_property
    def in_number(self) -> str:
        """The same, where it must stand before the first bar of what is looked through, which is in the number."""
        if self.is_roman:
            return f"^([^{BAR}]*[^a-z0-9{BAR}])?{self.text}($|[^a-z0-9])"
        return f"^([^{BAR}]*[^0-9{BAR}])?{self._whole}" if self.is_number else f"^[^{BAR}]*{re.escape(self.text)}"

    @cached_property
    def beginning(self) -> str:
        """The same, where what is looked through begins with it."""
        return f"^{self._whole}"

    def stands_in(self, label: str) -> bool:
        """Tell whether the word stands in a label; a number, a Roman one too, only whole: "II" is not in "quý III"."""
        folded = _folded(label)
        return self.text in (folded.split() if self.is_number or self.is_roman else folded)

    @property
    def is_roman(self) -> bool:
        """Tell whether the word is a Roman number: "II" is whole, as figures are, and part of no name."""
        return _ROMAN.fullmatch(self.text) is not None

    @property
    def _whole(self) -> str:
        return rf"0*{re.escape(self.text.lstrip('0') or '0')}($|[^a-z0-9])"


@dataclass(frozen=True)
class Wanted:
    """What is looked for; of more than eight words the first eight, and no single letters."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> "Wanted":
        """Read what was typed: spaces around the stroke of a number don't matter, nor does a dash for its hyphen."""
        folded = [word for one in _AROUND.sub("/", fold(hyphened(text))).split() if (word := one.strip(_MARKS))]
        words = (Word(word, bool(_NUMBER.fullmatch(word))) for word in folded)
        telling = [word for word in words if len(word.text) >= _SHORTEST or word.is_number or word.is_roman]
        return cls(text, tuple(telling[:_MOST_WORDS]))

    @property
    def phrase(self) -> str:
        """The words as they were typed, one beside the other; "" of a single one."""
        return " ".join(word.text for word in self.words) if len(self.words) > 1 else ""

    def names(self, *names: str) -> bool:
        """Tell whether one of ``names`` is all that was typed; diacritics may be missing."""
        return any(_folded(name) == _folded(self.text) for name in names)

    def but(self, said: str) -> "Wanted":
        """Return what is looked for without the words of ``said``, unless these are all there is."""
        known = _folded(said).replace(",", " ").split()
        left = tuple(word for word in self.words if word.is_number or word.text not in known)
        return replace(self, words=left or self.words)
