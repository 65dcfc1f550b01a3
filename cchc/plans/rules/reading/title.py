"""The title below "KẾ HOẠCH", the year of the plan that it names, and what the plan rests on."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.kernel import writing
from cchc.kernel.papers import Paragraph
from cchc.plans.rules.reading import kinds
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Doubt

_BASE = re.compile(r"^(?:-\s*)?(?:Căn cứ|Thực hiện|Triển khai|Để |Nhằm |Tiếp tục|Trên cơ sở|Theo |Xét )", re.IGNORECASE)
_SURE_BASE = re.compile(r"^\W*(?:Căn cứ|Xét đề nghị|Theo đề nghị)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^\W*Điều\s+1\b", re.IGNORECASE)
_RULE = re.compile(r"^[\W_]*$")
_PART = re.compile(r"^(?:phần\s+)?[IVX]+\s*[.\-–:]|^[A-H]\s*[.\-–:]\s|^\d{1,2}\s*[.)]\s", re.IGNORECASE)
_ATTACHED = re.compile(r"^\W*(?:(?:ban hành )?kèm theo|phụ lục|nơi nhận)\b", re.IGNORECASE)
_BODY = r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Sở|Ban|Thanh tra|Văn phòng)"
_ENACTS = re.compile(rf",?\s*(?:và\s+)?(?:trên cơ sở|{_BODY}\b[^,;]*?\b(?:xây dựng|ban hành)).*$", re.IGNORECASE)
_UNIT = re.compile(r"^\W*(?:ĐVT|đơn vị tính)\b", re.IGNORECASE)
_LONGEST = 300
_SENTENCE = 160  # a plain line as long as this is no title

_SPAN = re.compile(r"\b(?P<first>20\d\d)\s*(?:-|den(?: nam)?)\s*(?P<last>20\d\d)\b")
_YEAR = re.compile(r"(?P<of>\bnam\s+)?(?<![\d/.])\b(?P<year>(?:19|20)\d\d)\b")
_HORIZON = re.compile(r"\b(?:den(?: het)?|tam nhin|dinh huong|sau)\s*$")
_MEASURED = re.compile(r"\b(?:chi so|par ?index|papi|sipas|pci|xep hang|ket qua danh gia|ton tai, han che)\b[^,;]*$")
_CITED = re.compile(r"(?:\bso\s+\d+[^ ]*\s+|\bngay\s+[^ ]+\s+|\bthang\s+\d+\s+)$")


@dataclass(frozen=True)
class Title:
    """The title as written; ``after`` is the place of the line that follows it."""

    text: str = ""
    after: int = 0


@dataclass(frozen=True)
class Year:
    """The year of a plan; ``is_stated`` where its title names it."""

    year: int | None = None
    is_stated: bool = False
    doubts: tuple[Doubt, ...] = ()


def read(lines: Sequence[Paragraph]) -> Title:
    """Return the title: the first lines under the kind of document, whatever words they begin with."""
    headings = [(place, found) for place, line in enumerate(lines) if (found := kinds.heading(line))]
    start = next((one for one in headings if one[1][0] == kinds.PLAN), headings[0] if headings else None)
    if start is None:
        return Title()
    place, (_, said) = start
    parts = [said] if said else []
    after = place + 1
    while after < len(lines) and not _is_over(lines, place, after, parts):
        if not _RULE.match(lines[after].text):
            parts.append(lines[after].text)
        after += 1
    return Title(" ".join(parts).strip(" .:"), after)


def _is_over(lines: Sequence[Paragraph], heading: int, place: int, parts: Sequence[str]) -> bool:
    """Tell whether the title ends before a line; its first line may begin with any word but "Căn cứ"."""
    line = lines[place]
    if _SURE_BASE.match(line.text) or _PART.match(line.text) or _ATTACHED.match(line.text):
        return True
    is_marked, is_plain_end = _is_marked(line), line.text.endswith((".", ";", ":"))
    if not parts:
        return not is_marked and len(line.text) > _LONGEST
    if _RULE.match(line.text) or len(" ".join([*parts, line.text])) > _LONGEST:
        return True
    under = [one for one in lines[heading + 1 : place] if not _RULE.match(one.text)]
    if not under:  # the title began beside the kind
        return not is_marked and not line.text[0].islower()
    if _is_marked(under[0]):
        return not (line.bold if under[0].bold else line.text.isupper()) or line.text.endswith(";")
    return bool(_BASE.match(line.text) or _UNIT.match(line.text)) or is_plain_end or len(line.text) > _SENTENCE


def _is_marked(line: Paragraph) -> bool:
    return line.bold or line.text.isupper()


def bases(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return what the plan rests on: the documents named between the title and the first part."""
    found: list[str] = []
    for line in lines:
        if _PART.match(line.text):
            break
        if _BASE.match(line.text):
            text = _ENACTS.sub("", line.text)
            found += [part.strip(" ;,.-") for part in text.split(";")]
    return tuple(part for part in found if part)


def bases_of_decision(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return what the decision rests on that stands before the plan which it issues."""
    kinds_named = [found[0] for line in lines if (found := kinds.heading(line))]
    if not kinds_named or kinds_named[0] == kinds.PLAN:
        return ()
    end = next((place for place, line in enumerate(lines) if _ARTICLE.match(line.text)), len(lines))
    return bases([line for line in lines[:end] if _SURE_BASE.match(line.text)])


# ------------------------------------------------------------------ year
def period(title: str) -> tuple[int, int] | None:
    """Return the first and the last year of the period that a title names: "giai đoạn 2019 - 2020"."""
    found = _SPAN.search(Words.of(title).bare)
    years = (int(found["first"]), int(found["last"])) if found else (0, 0)
    return years if 0 < years[0] < years[1] else None


def year(title: str, issued_on: dt.date | None) -> Year:
    """Return the year of the plan: the one its title names, or else, to be asked, that of the day of issue."""
    named = list(dict.fromkeys(_years(Words.of(title).bare)))
    if len(named) == 1:
        return Year(named[0], True, tuple(_about_day(named[0], issued_on)))
    likely = [one for one in named if issued_on and is_issued_for(issued_on, one)]
    if len(named) > 1:
        years = " và ".join(map(str, named))
        taken = likely[0] if len(likely) == 1 else None
        return Year(taken, False, (_asked(f"Trích yếu nêu năm {years}", taken),))
    taken = _by_day(issued_on, period(title)) if issued_on else None
    return Year(taken, False, (_asked(_said(title), taken),) if title else ())


def _by_day(issued_on: dt.date, years: tuple[int, int] | None) -> int:
    """Return the year of a plan that only its day of issue tells: within a period, the first that it fits.

    A plan for 2019 - 2020 of 28/12/2018 is that of 2019.
    """
    if years is None or issued_on.year > years[1]:
        return issued_on.year
    return next((one for one in range(years[0], years[1] + 1) if is_issued_for(issued_on, one)), years[0])


def is_issued_for(day: dt.date, year: int) -> bool:
    """Tell whether a plan of this year may well be issued on this day: from October before until its end."""
    return dt.date(year - 1, 10, 1) <= day <= dt.date(year, 12, 31)


def _years(bare: str) -> Iterator[int]:
    """Yield the years that a title gives as its plan's: no period, no horizon, no year of a figure or a document."""
    spans = [match.span() for match in _SPAN.finditer(bare)]
    for match in _YEAR.finditer(bare):
        before = bare[: match.start()]
        is_other = _HORIZON.search(before) or _MEASURED.search(before) or _CITED.search(before)
        if not is_other and not any(start <= match.start("year") < end for start, end in spans):
            yield int(match["year"])


def _said(title: str) -> str:
    if years := period(title):
        return f"Trích yếu nêu giai đoạn {years[0]} - {years[1]}"
    return "Trích yếu không nêu năm của kế hoạch" if _YEAR.search(Words.of(title).bare) else "Trích yếu không nêu năm"


def _asked(said: str, taken: int | None) -> Doubt:
    if taken is None:
        return Doubt("", "year", f"{said}: hãy cho biết kế hoạch của năm nào.", blocks=True)
    return Doubt("", "year", f"{said}: lấy năm {taken} theo ngày ban hành, hãy xem có đúng không.", blocks=True)


def _about_day(year: int, issued_on: dt.date | None) -> Iterator[Doubt]:
    if issued_on and not is_issued_for(issued_on, year):
        why = f"Ngày ban hành {writing.date(issued_on)} không thuộc năm {year} của trích yếu: hãy xem lại bản đã ký."
        yield Doubt("", "issued_on", why, blocks=True)
