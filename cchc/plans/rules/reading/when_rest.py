"""What of a schedule's words nobody has understood: they are asked about, never dropped."""

import re
from collections.abc import Iterable

from cchc.plans.rules.reading.words import Words

_STATED = """
    trong nam cua va den tu truoc sau het cuoi dau giua ngay thang quy tuan ky lan dinh theo ke hoach thuc hien
    hoan thanh trien khai bao cao gui ban hanh xong cham nhat muon thoi gian diem han vao luc khoang du kien
    phan moi hang ca suot toan xuyen thuong lien tuc bat ket tro di cac nhung it toi thieu da giai doan la dot
    xuat dong cung kip day phai tiep tien do tinh duong lich chot vong qua khong muc chi tieu moc gom to chuc
    chuan bi tham muu trinh phe duyet nop de nghi nhiem vu duoc giao som deu dan co khi viec lam thu hon
"""
_FILLING = frozenset(_STATED.split())
"""Words, folded, that stand around a time without changing it: verbs of doing, of handing in, and prepositions."""

_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[^;,()\n]+")
_WEEKDAY = re.compile(
    r"(?<!tuan )(?<!thang )(?<!lan )(?<!dot )(?<!ky )(?<!quy )(?<!phien )(?<!nam )"
    r"\b(?:chu nhat|thu (?:hai|ba|tu|nam|sau|bay|[2-7]))\b"
)


def rest(words: Words, understood: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return the stretches of the text outside the places ``understood`` that say more than filling words."""
    plain = Words.of(words.text).bare
    for start, end in understood:
        plain = plain[:start] + ";" * (end - start) + plain[end:]
    left = (found.span() for found in _CLAUSE.finditer(plain) if _says_more(found[0]))
    return tuple(words.written(start, end) for start, end in left)


def weekday(words: Words, understood: Iterable[tuple[int, int]]) -> str:
    """Return the day of the week that the text names outside the places ``understood``: its words alone fill in."""
    bare = words.bare
    for start, end in understood:
        bare = bare[:start] + ";" * (end - start) + bare[end:]
    found = _WEEKDAY.search(bare)
    return words.written(*found.span()) if found else ""


def _says_more(clause: str) -> bool:
    return any(word not in _FILLING for word in _WORD.findall(clause))
