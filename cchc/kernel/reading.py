"""The one way in for days and numbers that somebody wrote: in a form, an address, a command, a file.

All are bounded: no number of five thousand digits, no exponent of millions, no year outside ``years.NAMED``.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from cchc.kernel.text import fold, squeeze
from cchc.kernel.years import NAMED
from cchc.kernel.zone import ZONE

_BETWEEN = r"\s*[\s/.,\-\u2010-\u2015\u2044\u2215\uff0f\uff0e]\s*"
_DAY_FIRST = re.compile(rf"(?:ngay )?(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{4}})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,2}})")
_DIGITS = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)")  # a phone's number pad has no sign to put between
_DIGITS_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_WORDS = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_SUM = re.compile(r"(-?[\d.,]+(?:\s[\d.,]+)*)\s?(ty|ti|trieu|tr|nghin|ngan|k)?\s?(?:dong|vnd|d|₫)?")
_SCALE = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "k": 10**3, None: 1}
KEYS = 2**63 - 1
"""The largest number of a row."""
_WHOLE = re.compile(r"[0-9]{1,19}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,2})?")
_MOST = Decimal(10) ** 18
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:\s\d{3})+|(?:,\d{3}){2,})")
_GROUPED_WITH_DECIMALS = re.compile(r"(-?[1-9]\d{0,2}(?:([.,\s])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d{1,9})")
_PLAIN = re.compile(r"-?\d{1,18}(?:[.,]\d{1,9})?")


class Unreadable(ValueError):
    """The text is not what was asked for."""


class FarDay(Unreadable):
    """The day is one that nobody here can mean: its year is outside ``years.NAMED``."""


class NoSuchDay(Unreadable):
    """The text is written as a day, and the calendar has none: ``month`` of ``year`` ends on ``last`` (0: no month)."""

    def __init__(self, text: str, day: int, month: int, year: int) -> None:
        super().__init__(text)
        self.day, self.month, self.year = day, month, year
        self.last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year >= 1 else 0


def date(text: str) -> dt.date:
    """Return the day of ``7/5/2019``, ``07052019``, ``7 5 2019``, ``2019-05-07`` or ``ngày 7 tháng 5 năm 2019``.

    Day first, unless the year stands first; raise ``NoSuchDay`` for one that no calendar has, ``FarDay`` for one
    outside ``years.NAMED``, else ``Unreadable``.
    """
    day, month, year = _parts(fold(text))
    try:
        read = dt.date(year, month, day)
    except ValueError as impossible:
        raise NoSuchDay(text, day, month, year) from impossible
    if year not in NAMED:
        raise FarDay(text)
    return read


def _parts(plain: str) -> tuple[int, int, int]:
    for pattern in (_DAY_FIRST, _WORDS, _DIGITS):
        if found := pattern.fullmatch(plain):
            return int(found[1]), int(found[2]), int(found[3])
    for pattern in (_YEAR_FIRST, _DIGITS_YEAR_FIRST):
        if found := pattern.fullmatch(plain):
            return int(found[3]), int(found[2]), int(found[1])
    raise Unreadable(plain)


def number(text: str) -> Decimal:
    """Return 1214 for ``1.214``, 84.37 for ``84,37`` and for ``84.37``, 0.125 for ``0,125`` and for ``0.125``.

    A point before exactly three digits groups thousands, as officials write it, unless a nought stands before it; a
    comma is decimal, unless several group (``15,000,000``) or a point stands behind it (``1,234.5``).
    """
    plain = squeeze(text)
    if _GROUPED.fullmatch(plain):
        return Decimal(re.sub(r"[.,\s]", "", plain))
    if mixed := _GROUPED_WITH_DECIMALS.fullmatch(plain):
        return Decimal(re.sub(r"[.,\s]", "", mixed[1]) + "." + mixed[3])
    if not _PLAIN.fullmatch(plain):
        raise Unreadable(text)
    return Decimal(plain.replace(",", "."))


def decimal(value: object) -> Decimal:
    """Return the number that a file, a scheme or a program writes: 84.37, "84,37", 30, "1e-3"; nothing is grouped.

    Raise ``Unreadable`` for anything else, and beyond 10¹⁸ or for an exponent beyond two digits.
    """
    if isinstance(value, int) and abs(value) > KEYS:  # Python refuses to write thousands of digits
        raise Unreadable("int")
    written = str(value).strip().replace(",", ".")
    if not _DECIMAL.fullmatch(written):
        raise Unreadable(written[:100])
    found = Decimal(written)
    if abs(found) > _MOST:
        raise Unreadable(written)
    return found


def whole(text: str | None, most: int = KEYS, least: int = 0) -> int | None:
    """Return the whole number that an address or a ticked box holds; nothing for any other text, or out of bounds."""
    if not text or not _WHOLE.fullmatch(text):
        return None
    found = int(text)
    return found if least <= found <= most else None


def wholes(texts: Iterable[str], at_most: int) -> list[int]:
    """Return the numbers of ticked boxes, the first ``at_most`` of them; what is no number is left out."""
    return [found for text in texts if (found := whole(text)) is not None][:at_most]


def year(text: str | None) -> int | None:
    """Return the year that an address names, one of ``years.NAMED``."""
    return whole(text, NAMED[-1], NAMED[0])


def moment(text: str) -> dt.datetime:
    """Return the local moment of ``2019-02-01T10:00`` (with a zone: put into ours), without a zone."""
    try:
        read = dt.datetime.fromisoformat(text)
        local = read.astimezone(ZONE).replace(tzinfo=None) if read.tzinfo else read
    except (ValueError, OverflowError) as impossible:
        raise Unreadable(text[:100]) from impossible
    if local.year not in NAMED:
        raise FarDay(text)
    return local


def money(text: str) -> int:
    """Return whole đồng of ``1.250.000``, ``5 triệu``, ``05tr`` or ``1,5 tỷ``.

    A sum in đồng has no decimals: who writes ``15,000`` hardly means fifteen.
    """
    found = _SUM.fullmatch(fold(text))
    if not found:
        raise Unreadable(text)
    scale = _SCALE[found[2]]
    figure = number(found[1])
    amount = figure * scale
    if amount != amount.to_integral_value() or (scale == 1 and figure.as_tuple().exponent != 0):
        raise Unreadable(text)
    return int(amount)
