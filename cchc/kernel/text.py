"""Vietnamese text: one spelling for storing, one for searching, one for sorting."""

import re
import unicodedata
from collections.abc import Iterable

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(0x100 + position) for position, letter in enumerate(_ALPHABET)}
MOST_LETTERS = 160_000
"""The longest text of any form or operation has 40,000 letters; composed from letters and marks it was sent as more."""
MOST_MARKS = 8  # on one letter; no language writes so many
_NUMBER = re.compile(r"\d+")
_QUI = re.compile(r"\bqui\b")
_SAME = {
    **{ord(eth): "Đ" for eth in "\u00d0\u0189"},  # the letters of Iceland and Ewe, which old converters write
    **{ord(eth): "đ" for eth in "\u00f0\u0256"},
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full width: １ ／ （
    **{code: " " for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)},
    **{ord(slash): "/" for slash in "\u2044\u2215\u29f8"},
    **{ord(hyphen): "-" for hyphen in "\u2010\u2011\u2212\ufe63\u02d7"},  # a dash (–, —) is another mark
    **dict.fromkeys((0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)),
    **dict.fromkeys(range(0x2060, 0x2070)),
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF)),  # what neither XML nor PostgreSQL takes
    **dict.fromkeys(range(0xD800, 0xE000)),  # halves of letters
    **{ord(feed): "\n" for feed in "\v\f"},
}  # fmt: skip


_DASHES = str.maketrans(dict.fromkeys("\u2012\u2013\u2014\u2015", "-"))
_ZEROS = re.compile(r"^(?:so[:.]?)?0*(?=\d)")


def _class(codes: Iterable[int]) -> str:
    """Return the letters with these codes as a class of a pattern: ranges, which a search goes through fastest."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges) + "]"


def _marks() -> str:
    """Return what stands on another letter; beyond U+1F000 there is none."""
    codes = range(0x300, 0x1F000)
    return _class(c for c in codes if unicodedata.combining(unicodedata.normalize("NFD", chr(c))[0]))


_NOT_CLEAN = re.compile(_class(_SAME))  # a search for what mostly isn't there takes a tenth of looking up each letter
_TOO_MANY_MARKS = re.compile(f"(?<={_marks()}{{{MOST_MARKS}}}){_marks()}+")
_MAYBE_MARKS = re.compile(f"[\u0300-\u1dff\u20d0-\U0001f000]{{{MOST_MARKS + 1}}}")  # found quickly, mostly not there


def nfc(text: str) -> str:
    """Return ``text`` composed, so that the same word is the same string; a letter keeps eight marks at the most.

    Marks are sorted in the square of their number: 30,000 on one letter would take a minute.
    """
    return _bounded(unicodedata.normalize("NFC", _bounded(text)))


def nfd(text: str) -> str:
    """Return ``text`` as letters with their marks behind them; a letter keeps eight at the most."""
    return unicodedata.normalize("NFD", _bounded(text))


def _bounded(text: str) -> str:
    return _TOO_MANY_MARKS.sub("", text) if not text.isascii() and _MAYBE_MARKS.search(text) else text


def clean(text: str) -> str:
    """Return ``text`` composed, with the letters that only look right as those they stand for; its lines are kept.

    Ð (U+00D0) becomes Đ, other slashes, hyphens, spaces and full-width letters the plain ones; what nobody sees (zero
    width, soft hyphen, marks of direction and of the order of bytes) is left out, and so is what is no text: NUL and
    other control characters, halves of letters. Every way in goes through here.
    """
    return nfc(text.translate(_SAME) if _NOT_CLEAN.search(text) else text)


def squeeze(text: str) -> str:
    """Return ``text`` clean, with each run of white space as one space and none at the ends."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Return the form in which text is searched: lower case, no diacritics, đ as d.

    Where the tone stands ("hoà", "hòa") disappears with the tone itself; "quí" and "quý" are one word. What folds
    alike may be found together, never taken for the same: "Tân Thành" and "Tân Thạnh" are two communes.
    """
    return _QUI.sub("quy", without_marks(squeeze(text).lower()))


def hyphened(text: str) -> str:
    """Return ``text`` with each dash as the hyphen that it is in a symbol: "KH–UBND" → "KH-UBND"."""
    return clean(text).translate(_DASHES)


def document_number(text: str) -> str:
    """Return what the spellings of one document's number share: "088/KH–UBND", "Số: 88 / kh-ubnd" → "88/kh-ubnd".

    Word makes a dash of the hyphen, registers put zeros before the figure: neither makes another document.
    """
    return _ZEROS.sub("", fold(hyphened(text)).replace(" ", ""))


def spelling(text: str) -> str:
    """Return what two spellings of one name share: capitals, spaces and the place of a tone are no difference.

    "Xã  hoà an" and "XÃ HÒA AN" are one; "Tân Thành" and "Tân Thạnh", "Lấp Vò" and "Lap Vo" are not.
    """
    return " ".join(_word(word) for word in squeeze(text).lower().split(" "))


def choose(text: str, among: Iterable[str]) -> str | None:
    """Return the one of ``among`` that ``text`` names: spelled alike, or written plain if only one could be meant.

    Whoever writes marks means them: "Tân Thành" is never "Tân Thạnh", also where there is no other.
    """
    names = list(dict.fromkeys(among))
    for way in (spelling, fold) if is_plain(text) else (spelling,):
        found = [name for name in names if way(name) == way(text)]
        if found:
            return found[0] if len(found) == 1 or way is spelling else None
    return None


def is_plain(text: str) -> bool:
    """Tell whether ``text`` is written without any mark, as old lists are: "Tan Thanh", not "Tân Thanh"."""
    return without_marks(clean(text)) == clean(text)


def _word(word: str) -> str:
    """Return a word with its tones behind it."""
    parts = nfd(word)
    return nfc("".join(part for part in parts if part not in _TONES)) + "".join(p for p in parts if p in _TONES)


def without_marks(text: str) -> str:
    """Return ``text`` in plain letters, as telephones of any age show it: no diacritics, đ as d."""
    bare = nfd(text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def inside(words: str) -> str:
    """Return words that begin a line as they stand inside a sentence: "Thị xã Hồng Ngự" → "thị xã Hồng Ngự".

    Only the first letter: whoever lowers all of them takes the capitals of the names away.
    """
    return words[:1].lower() + words[1:]


def opened(words: str) -> str:
    """Return words with the capital that a sentence or a heading begins with; the names in them keep their own."""
    return words[:1].upper() + words[1:]


def from_capitals(words: str) -> str:
    """Return words that stand in capitals alone as a list writes them: "PHÓ GIÁM ĐỐC" → "Phó giám đốc".

    For titles and posts: the capitals of a name in them can't be told any more.
    """
    return opened(words.lower())


def sort_key(text: str) -> str:
    """Return a string whose plain order is the Vietnamese one: letters a ă â b … d đ …, then tones.

    Numbers count as numbers ("Phường 2" before "Phường 11"). The embedded PostgreSQL has no ICU, so the order is
    stored beside the text.
    """
    letters: list[str] = []
    tones: list[str] = []
    numbered = _NUMBER.sub(lambda found: found[0].zfill(6), squeeze(text).lower())
    for letter in nfd(numbered):
        if letter in _TONES:
            tones[-1:] = [str(_TONES.index(letter) + 1)] if tones else []
        elif letters and unicodedata.combining(letter):
            letters[-1] = nfc(letters[-1] + letter)
        else:
            letters.append(letter)
            tones.append("0")
    return "".join(_RANK.get(letter, letter) for letter in letters) + " " + "".join(tones)
