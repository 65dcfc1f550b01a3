"""What people type, understood: dates, sums of money, numbers."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from cchc.kernel.text import fold, squeeze

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_SUM = re.compile(r"(-?[\d.,\s]+?)\s*(ty|ti|trieu|tr|nghin|ngan|k)?\s*(?:dong|vnd|d|₫)?")
_SCALE = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "k": 10**3, None: 1}
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")


class Unreadable(ValueError):
    """The text is not what was asked for."""


def date(text: str) -> dt.date:
    """Return the day of ``7/5/2019``, ``07/05/2019``, ``2019-05-07`` or ``ngày 7 tháng 5 năm 2019``."""
    plain = fold(text)
    if found := _DAY_FIRST.fullmatch(plain) or _WORDS.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise Unreadable(text)
    try:
        return dt.date(year, month, day)
    except ValueError as impossible:
        raise Unreadable(text) from impossible


def number(text: str) -> Decimal:
    """Return 1214 for ``1.214``, 84.37 for ``84,37`` and for ``84.37``.

    A point or comma before exactly three digits groups thousands, as officials write it; elsewhere it is decimal.
    """
    plain = squeeze(text).replace("\u00a0", " ")
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,\s]", "", plain)
    elif "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :]
    else:
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,9})?", plain):
        raise Unreadable(text)
    try:
        return Decimal(plain)
    except InvalidOperation as impossible:  # pragma: no cover - the pattern above allows only digits
        raise Unreadable(text) from impossible


def money(text: str) -> int:
    """Return whole đồng of ``1.250.000``, ``5 triệu``, ``05tr`` or ``1,5 tỷ``."""
    found = _SUM.fullmatch(fold(text))
    if not found:
        raise Unreadable(text)
    scale = _SCALE[found[2]]
    amount = (_spoken(found[1].strip()) if scale > 1 else number(found[1])) * scale
    if amount != amount.to_integral_value():
        raise Unreadable(text)
    return int(amount)


def _spoken(figure: str) -> Decimal:
    """Return the number before "triệu" or "tỷ": "1,250 tỷ" has decimals there, "1.500 triệu" has a group."""
    decimals = re.fullmatch(r"(-?\d{1,12}),(\d{1,9})", figure)
    return Decimal(f"{decimals[1]}.{decimals[2]}") if decimals else number(figure)
