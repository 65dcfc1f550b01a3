"""What makes a password easy to guess, however it is dressed up with marks, capitals and figures."""

import re
from collections.abc import Container, Iterable, Iterator
from typing import Literal

from cchc.kernel.text import fold

Weakness = Literal["own", "place", "common", "monotonous"]

_DISGUISES = str.maketrans("@4031!$5|7", "aaoeiisslt")
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890", "1qaz2wsx3edc4rfv5tgb6yhn")
_SHORTEST_OWN, _SHORTEST_PLACE, _SHORTEST_RUN, _LEAST_LEFT, _LEAST_LETTERS = 4, 3, 3, 5, 5
_LOCAL = """
admin anhyeuem canbo caicach caicachhanhchinh cchc chinhphu chucmungnammoi congchuc dangnhap emyeuanh hanhchinh hanoi
iloveyou khongbiet khongcomatkhau matkhau matkhaumoi matkhaucuatoi noivu password quantri quantrivien saigon taikhoan
tinhuy toiyeuvietnam ubnd uybannhandan vanphong vietnam xinchao
"""
_HERE = frozenset(_LOCAL.split())
"""What everybody tries first in a Vietnamese office."""


def weaknesses(password: str, own: Iterable[str], common: Container[str], places: Iterable[str] = ()) -> set[Weakness]:
    """Return why ``password`` is easily guessed; ``own`` are its owner's names, ``common`` passwords in lower case.

    ``places`` is what the owner's unit and those above it are called: such a name needs five more letters beside it.

    Marks, capitals, spaces and signs hide nothing, nor do figures put before or behind, or in the place of letters.
    """
    found: set[Weakness] = set()
    forms = set(_forms(password))
    if any(name in form for name in _names(own) for form in forms):
        found.add("own")
    if any(_says_little_but(places, form) for form in forms):
        found.add("place")
    if any(form in common or form in _HERE for form in forms):
        found.add("common")
    if _is_monotonous(re.sub(r"[^a-z0-9]", "", fold(password))):
        found.add("monotonous")
    return found


def _forms(password: str) -> Iterator[str]:
    """Yield the password without its dress: as letters and figures, and without the figures around it."""
    for worded in (fold(password), fold(password).translate(_DISGUISES)):
        plain = re.sub(r"[^a-z0-9]", "", worded)
        yield from filter(None, (plain, plain.strip("0123456789")))
    undressed = re.sub(r"[^a-z]+$|^[^a-z]+", "", fold(password))  # figures first: "2019" behind a word is no word
    yield from filter(None, (re.sub(r"[^a-z0-9]", "", undressed.translate(_DISGUISES)),))


def _names(own: Iterable[str]) -> Iterator[str]:
    """Yield what may not stand in it: each name whole, and the last two words of a long one."""
    for name in own:
        words = re.findall(r"[a-z0-9]+", fold(name.split("@")[0]))
        for part in ("".join(words), "".join(words[-2:])):
            if len(part) >= _SHORTEST_OWN:
                yield part


def _says_little_but(places: Iterable[str], form: str) -> bool:
    """Tell whether the form bears a name of ``places`` and, but for figures and what everybody tries, little else."""
    names = {re.sub(r"[^a-z0-9]", "", fold(name)) for name in places}
    left = form
    for name in sorted((name for name in names if len(name) >= _SHORTEST_PLACE), key=len, reverse=True):
        left = left.replace(name, " ")
    if left == form:
        return False
    for word in sorted(_HERE, key=len, reverse=True):
        left = left.replace(word, " ")
    return len(re.sub(r"[^a-z]", "", left)) < _LEAST_LEFT


def _is_monotonous(form: str) -> bool:
    """Tell whether it is a few letters again and again, or rows of the keyboard with little else."""
    if len(set(form)) < _LEAST_LETTERS or re.fullmatch(r"(.{1,5}?)\1{2,}.{0,3}", form):
        return True
    return len(_without_runs(form)) < _LEAST_LEFT


def _without_runs(form: str) -> str:
    rows = [row for run in _RUNS for row in (run, run[::-1])]
    left, place = [], 0
    while place < len(form):
        length = max(_common_start(form[place:], row) for row in rows)
        if length < _SHORTEST_RUN:
            left.append(form[place])
            length = 1
        place += length
    return "".join(left)


def _common_start(text: str, row: str) -> int:
    """Return how many letters of ``text`` go along the row from wherever it begins there."""
    begin = row.find(text[0])
    length = 0
    while begin >= 0 and length < min(len(text), len(row) - begin) and text[length] == row[begin + length]:
        length += 1
    return length
