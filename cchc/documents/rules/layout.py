"""The layout of official documents in force on a day, and how its numbers and days are written.

Thông tư 01/2011/TT-BNV until 4 March 2020, Nghị định 30/2020/NĐ-CP (phụ lục I) since.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cchc.kernel.text import from_capitals

NumberPlace = Literal["top_centre", "bottom_right"]
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Layout:
    """Margins in mm, sizes and spaces in pt, indent in cm, ``line`` as a factor."""

    law: str
    margins: Mapping[str, float]
    sizes: Mapping[str, float]
    body: Mapping[str, float]
    number_place: NumberPlace
    number_size: float
    number_on_first: bool


def layout(content: Mapping[str, Any], day: dt.date) -> Layout:
    """Return the layout in force on ``day``: the latest that began by then."""
    begun = [one for one in content["layouts"] if one["from"] is None or one["from"] <= day]
    one = max(begun, key=lambda found: found["from"] or dt.date.min)
    number = one["page_number"]
    return Layout(
        one["law"], one["margins"], one["sizes"], one["body"], number["place"], number["size"], number["on_first"]
    )


def heading_of(content: Mapping[str, Any], kind: str) -> str:
    """Return the name of a type in capitals ("KẾ HOẠCH"); nothing for a công văn. ``KeyError``: no such type."""
    name: str = content["types"][kind]
    return name.upper()


def numbered(number: int | None, symbol: str, otherwise: str = "") -> str:
    """Return "Số: 05/KH-UBND": below ten with a zero; ``otherwise`` or a blank where there is none."""
    written = (otherwise or "      ") if number is None else f"{number:02d}"
    return f"Số: {written}/{symbol}"


def dated(place: str, day: dt.date | None) -> str:
    """Return place and day: days below ten and the first two months with a zero (điều 4, phụ lục I)."""
    if day is None:
        return f"{place}, ngày      tháng      năm      "
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def roman(number: int) -> str:
    """Return a Roman number, as annexes are numbered."""
    written = ""
    for value, letters in ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


def annex_title(place: int, of: int) -> str:
    """Return "Phụ lục", with a Roman number where there are several."""
    return "Phụ lục" if of == 1 else f"Phụ lục {roman(place)}"


def recipients(lines: tuple[str, ...]) -> list[str]:
    """Return the lines of Nơi nhận: each with a dash and a semicolon, the last with a full stop."""
    bare = [line.strip().removeprefix("-").strip().rstrip(";.") for line in lines if line.strip()]
    return [f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1)]


def accompanying(kind_name: str, number: int | None, symbol: str, day: dt.date | None, issuer: str) -> str:
    """Return the line under an annex's title that says which document it goes with."""
    what = from_capitals(kind_name) or "Công văn"
    written = "      " if number is None else f"{number:02d}"
    when = "ngày      tháng      năm      " if day is None else f"ngày {dated('', day).removeprefix(', ngày ')}"
    return f"(Kèm theo {what} số {written}/{symbol} {when} của {issuer})"
