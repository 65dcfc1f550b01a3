"""Vietnamese text: one spelling for storing, one for searching, one for sorting."""

import re
import unicodedata

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x100 + position) for position, letter in enumerate(_ALPHABET)}
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\d+")


def nfc(text: str) -> str:
    """Return ``text`` composed, so that the same word is the same string."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return ``text`` composed, with each run of white space as one space and none at the ends."""
    return _SPACE.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Return the form in which text is searched: lower case, no diacritics, đ as d.

    Where the tone stands ("hoà", "hòa") disappears with the tone itself.
    """
    return without_marks(squeeze(text).lower())


def without_marks(text: str) -> str:
    """Return ``text`` in plain letters, as telephones of any age show it: no diacritics, đ as d."""
    bare = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """Return a string whose plain order is the Vietnamese one: letters a ă â b … d đ …, then tones.

    Numbers count as numbers ("Phường 2" before "Phường 11"). The embedded PostgreSQL has no ICU, so the order is
    stored beside the text.
    """
    letters: list[str] = []
    tones: list[str] = []
    numbered = _NUMBER.sub(lambda found: found[0].zfill(6), squeeze(text).lower())
    for letter in unicodedata.normalize("NFD", numbered):
        if letter in _TONES:
            tones[-1:] = [str(_TONES.index(letter) + 1)] if tones else []
        elif letters and unicodedata.combining(letter):
            letters[-1] = nfc(letters[-1] + letter)
        else:
            letters.append(letter)
            tones.append("0")
    return "".join(_RANK.get(letter, letter) for letter in letters) + " " + "".join(tones)
