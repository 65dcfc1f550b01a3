"""The letterhead: number, day and place. They stand above the title; what stands elsewhere is another document's."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.kernel import writing
from cchc.kernel.papers import Paragraph
from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import kinds
from cchc.plans.types import Doubt

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_WORD = rf"[{_UPPER}][\w&.]*"
_SYMBOL = rf"(?:\d{{4}}\s?/\s?)?{_WORD}(?:[-–/&]{_WORD}|\s?[-–/]\s?[{_UPPER}\d&]{{2}}[\w&.]*)*"
_WRITTEN = rf"\d+[A-HJ-NP-Za-hj-kmnp-z]?\s*(?:/\s*{_SYMBOL}|[-–]\s*{_WORD}\s*/\s*{_WORD})"
"""A number may end in a letter ("15a"), but for those that look like a figure: "1O/KH-UBND" is asked about."""
_LABELLED = re.compile(rf"(?:\bSố|\bSỐ)\s*:?\s*(?P<number>{_WRITTEN})")
_ALONE = re.compile(rf"\W*(?P<number>{_WRITTEN})\W*")
_LABEL = re.compile(r"^\W*Số\b\s*(?::|[\s.…_\d]*[/-]|\d|$)", re.IGNORECASE)
_DATED = re.compile(
    r"^(?:[^;:()\d]{2,80},)?\W*ngày\s*(?P<day>\d{1,2})\s*(?:tháng\s*|[/.\-])(?P<month>\d{1,2})\s*(?:năm\s*|[/.\-])(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_DAY_LINE = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b|,\s*ngày\b", re.IGNORECASE)
_PLACE = re.compile(r"(?P<place>[^,;:\d]{2,60}),\s*ngày", re.IGNORECASE)
_MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc", re.IGNORECASE
)
_BODY = re.compile(
    r"^\W*(?:(?:Căn cứ|Thực hiện|Triển khai|Theo|Xét|Để|Nhằm|Trên cơ sở|(?:Ban hành )?[Kk]èm theo|Kính gửi)\b"
    r"|(?:[IVX]{1,5}|\d{1,2})\s*[.)]\s*\S)"
)
_BROKEN = re.compile(r"\bngày(?:\s*\d{1,2}(?:\s*tháng(?:\s*\d{1,2}(?:\s*năm)?)?)?)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:\d|tháng\b|năm\b)", re.IGNORECASE)
_CUT = re.compile(rf"^\W*(?:Số|SỐ)\s*:?\s*\d+[A-Za-z]?\s*(?:/\s*{_SYMBOL})?\s*(?P<mark>[-–/]?)$")
_REST = re.compile(rf"(?P<mark>[-–/]?)\s*{_SYMBOL}\W*")
_RULE = re.compile(r"^[\W_]*$")
_LONGEST = 30  # lines, where no title ends it


@dataclass(frozen=True)
class Letterhead:
    """What the lines above the title say; ``bodies`` are those that are neither number nor day."""

    number: str = ""
    issued_on: dt.date | None = None
    place: str = ""
    bodies: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read(lines: Sequence[Paragraph]) -> Letterhead:
    """Return what the letterhead of a paper says, and what it leaves open."""
    head = _mended([squeeze(_MOTTO.sub(" ", line.text)) for line in above_title(lines)])
    numbers, days = _numbers(head), _days(head)
    asked = [*_about_number(head, numbers, kinds.of(lines)), *_about_day(head, days)]
    bodies = (line for line in head if not (_LABEL.match(line) or _ALONE.fullmatch(line) or _DAY_LINE.search(line)))
    return Letterhead(
        number=numbers[0] if numbers else "",
        issued_on=days[0] if days else None,
        place=next((place for line in head if (place := _place(line))), ""),
        bodies=tuple(line for line in bodies if not _RULE.match(line)),
        doubts=tuple(asked),
    )


def above_title(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the lines above the title; without one, those above the first base or heading."""
    for place, line in enumerate(lines[:_LONGEST]):
        if kinds.heading(line) or _BODY.match(line.text):
            return lines[:place]
    return lines[:_LONGEST]


def _mended(head: Sequence[str]) -> list[str]:
    """Return the lines with what is broken over two of them whole.

    A day, "…, ngày 21" and "tháng 11 năm 2018", and a number at one of its marks, "Số: 15/KH-" and "UBND".
    """
    mended: list[str] = []
    for line in head:
        if mended and _BROKEN.search(mended[-1]) and _GOES_ON.match(line):
            mended[-1] = f"{mended[-1]} {line}"
        elif mended and _is_cut(mended[-1], line):
            mended[-1] += line
        else:
            mended.append(line)
    return mended


def _is_cut(line: str, following: str) -> bool:
    """Tell whether a number goes on in the next line: a mark stands at the end of the one or before the other."""
    number, rest = _CUT.match(line), _REST.fullmatch(following)
    return bool(number and rest and bool(number["mark"]) != bool(rest["mark"]))


def _numbers(head: Sequence[str]) -> list[str]:
    found = [match["number"] for line in head for match in _LABELLED.finditer(line)]
    found += [match["number"] for line in head if (match := _ALONE.fullmatch(line))]
    return list(dict.fromkeys(re.sub(r"\s*([/–-])\s*", r"\1", number).strip(" .") for number in found))


def _days(head: Sequence[str]) -> list[dt.date]:
    return list(dict.fromkeys(day for _, day in _dated(head) if day is not None))


def _dated(head: Sequence[str]) -> Iterator[tuple[str, dt.date | None]]:
    """Yield each line that writes a whole day, with the day, nothing where no calendar has it: "31 tháng 02"."""
    for line in head:
        match = _DATED.search(_LABELLED.sub(" ", line).strip())
        if match is None:
            continue
        try:
            yield line, dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            yield line, None


def _place(line: str) -> str:
    found = _PLACE.search(_LABELLED.sub(" ", line))
    return re.sub(r"^.*/\S*\s+", "", squeeze(found["place"])).strip(" *-/") if found else ""


def _about_number(head: Sequence[str], numbers: Sequence[str], kind: str) -> Iterator[Doubt]:
    if not numbers:
        line = next((line for line in head if _LABEL.match(line)), "")
        where = f"Dòng “{line}” ở phần đầu văn bản chưa ghi đủ số" if line else "Phần đầu văn bản không có dòng ghi số"
        yield Doubt("", "number", f"{where}: hãy xem bản đã ký rồi ghi số, ký hiệu.", blocks=True)
    elif len(numbers) > 1:
        several = " và ".join(f"“{number}”" for number in numbers)
        yield Doubt("", "number", f"Phần đầu văn bản ghi {several}: hãy cho biết số nào đúng.", blocks=True)
    elif not kinds.fits(numbers[0], kind):
        why = f"Phần đầu văn bản ghi số “{numbers[0]}”, không phải ký hiệu của {kind.lower()}: hãy xem lại bản đã ký."
        yield Doubt("", "number", why, blocks=True)


def _about_day(head: Sequence[str], days: Sequence[dt.date]) -> Iterator[Doubt]:
    unreal = [line for line, day in _dated(head) if day is None]
    for line in unreal:
        why = f"Dòng “{line}” ở phần đầu văn bản ghi một ngày không có thật: hãy xem bản đã ký rồi ghi ngày ban hành."
        yield Doubt("", "issued_on", why, blocks=True)
    if unreal and not days:
        return
    if not days:
        line = next((line for line in head if _DAY_LINE.search(line)), "")
        where = (
            f"Dòng “{line}” ở phần đầu văn bản chưa ghi đủ ngày, tháng, năm"
            if line
            else "Phần đầu văn bản không có dòng ghi ngày"
        )
        yield Doubt("", "issued_on", f"{where}: hãy xem bản đã ký rồi ghi ngày ban hành.", blocks=True)
    elif len(days) > 1:
        several = " và ".join(writing.date(day) for day in days)
        yield Doubt("", "issued_on", f"Phần đầu văn bản ghi ngày {several}: hãy cho biết ngày nào đúng.", blocks=True)
