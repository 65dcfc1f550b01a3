"""Amounts in words: "Một tỷ hai trăm năm mươi triệu đồng chẵn" → 1.250.000.000."""

import re

from cchc.kernel.text import squeeze

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6}
_BILLION = {"tỷ", "tỉ"}
_SILENT = {"linh", "lẻ", "và"}
_END = {"đồng", "đ"}
_AFTER = {"chẵn", "việt", "nam", "./"}


def value(text: str) -> int | None:
    """Return the amount in đồng, nothing where a word is no part of a number or the words make none."""
    words = re.findall(r"[^\W\d_]+", squeeze(text).lower())
    end = next((place for place, word in enumerate(words) if word in _END), len(words))
    if not set(words[end + 1 :]) <= _AFTER:
        return None
    return _number(words[:end])


def _number(words: list[str]) -> int | None:
    billions = found = below = 0
    digit: int | None = None
    is_open = bool(words)
    for word in words:
        if word in _DIGITS:
            if digit is not None:
                return None  # "một hai" is two numbers
            digit = _DIGITS[word]
        elif word in {"mười", "mươi", "trăm"}:
            times = {"mười": 10, "mươi": 10, "trăm": 100}[word]
            if (digit is None) != (word == "mười"):
                return None
            below, digit = below + times * (1 if digit is None else digit), None
        elif word in _SCALES:
            found, below, digit = found + (below + (digit or 0)) * _SCALES[word], 0, None
        elif word in _BILLION:
            billions, found, below, digit = billions + (found + below + (digit or 0)) * 10**9, 0, 0, None
        elif word not in _SILENT:
            return None
    return billions + found + below + (digit or 0) if is_open else None
