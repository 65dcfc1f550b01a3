"""The numbers of rows: "II.", "1.", "1.2.3", "đ)", "12b", "KH20_TT_N05.1.2" and how deep each stands."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["upper", "roman", "number", "dotted", "letter", "other", "none"]

_BULLET = re.compile(r"^[-–+•*]\s*")
_ENDS = " .):/-–("
_DEPTH: dict[Style, int] = {"upper": 0, "roman": 1, "number": 2, "dotted": 3, "letter": 30, "other": 3, "none": 40}
_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3}|XL|L)"
_STYLES: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("roman", re.compile(rf"{_ROMAN}|[IVX]{{1,5}}")),
    ("upper", re.compile(r"[A-HĐ]")),
    ("number", re.compile(r"\d{1,4}")),
    (
        "dotted",
        re.compile(rf"(?:\d{{1,4}}|{_ROMAN}|[A-H])(?:[.\-](?:\d{{1,3}}[a-zđ]?|[A-Za-zđĐ]))+|\d{{1,3}}\.R\d{{1,3}}"),
    ),
    ("letter", re.compile(r"[a-zđ]|[ivx]{2,5}")),
    (
        "other",
        re.compile(
            rf"(?:\d{{1,4}}|{_ROMAN})[a-zđ]\d?|[A-ZĐ][A-ZĐ\d]*(?:[_./-][A-ZĐa-zđ\d]+)+|[A-ZĐ]{{1,6}}\d{{1,5}}[a-zđ]?"
        ),
    ),
)
_LEADING = re.compile(
    rf"^(?P<code>\d{{1,3}}(?:\.\d{{1,2}}|\.[a-zđ](?![\w]))+|{_ROMAN}|[A-HĐ]|\d{{1,3}}[a-zđ]?|[a-zđ]|[ivx]{{2,4}})"
    r"(?:\s*[.):]\s*|\s+[-–]\s+)(?=\S)|^(?P<plain>\d{1,2}(?:\.\d{1,2})+)\s+(?=[^\W\d])"
)
_AROUND_DOT = re.compile(r"\s*([.\-])\s*")


@dataclass(frozen=True)
class Code:
    """A number without the marks around it, and what sort it is."""

    text: str = ""
    style: Style = "none"

    @property
    def depth(self) -> int:
        """Return how deep it stands; more parts stand deeper."""
        parts = len(re.findall(r"[.\-]", self.text)) if self.style in {"dotted", "other"} else 0
        return _DEPTH[self.style] + parts


def read(text: str) -> Code | None:
    """Return the code that a cell holds, ``none`` style for an empty one; nothing if it holds something else."""
    bare = _AROUND_DOT.sub(r"\1", text.strip().strip(_ENDS))
    return None if " " in bare else _read(bare)


@lru_cache(4096)  # each cell is asked several times, and rows of one table have the same words
def _read(bare: str) -> Code | None:
    if not bare:
        return Code()
    return next((Code(bare, style) for style, pattern in _STYLES if pattern.fullmatch(bare)), None)


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number of rows: "3", "1.2"."""
    code = read(text)
    return code is not None and code.style in {"number", "dotted"}


def leading(text: str) -> tuple[Code, str]:
    """Return the code with which a line begins, and the rest: "8. Công tác chỉ đạo" → 8."""
    found = _LEADING.match(text)
    code = read(found["code"] or found["plain"]) if found else None
    return (code, text[found.end() :].strip()) if found and code else (Code(), text)


def without_bullet(text: str) -> str:
    """Return a line without the dash before it."""
    return _BULLET.sub("", text).strip()


def bare(text: str) -> str:
    """Return what a line says besides the bullet or the code before it: nothing of "- ", "b)" and "c) "."""
    rest = without_bullet(text).strip(" -–+•;,.(")
    code = read(rest)
    return "" if code is not None else rest


def is_bullet(text: str) -> bool:
    return bool(_BULLET.match(text))
