"""Days, months, quarters, halves and years that a schedule names."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cchc.kernel.years import RECORDED
from cchc.plans.rules.reading.words import NUMBER, TIMES, number

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SECOND, _THIRD = _YEAR.replace("year", "year2"), _YEAR.replace("year", "year3")
_OF_YEAR = rf"(?:\s*[/.-]\s*{_YEAR}|,?\s*(?:cua\s+)?nam\s+{_SECOND}|\s+{_THIRD})?"
_QUARTER = r"(?P<quarter>iv|i{1,3}|[1-4])"
_NO_NOUN = r"(?!\d)(?=\s*(?:$|[,;&+/.)(:-]|(?:va|den|nam|hang|moi|cua|thang)\b))"  # "tháng 3, 4 lần" is no April
_WEEKS = {"dau": 1, "dau tien": 1, "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
          "cuoi": 6, "cuoi cung": 6}  # fmt: skip
_LAST_WEEK = 6
_WEEK = rf"(?:thu\s+)?(?P<week>0?[1-5]|{'|'.join(sorted(_WEEKS, key=len, reverse=True))})"
_TO = _WEEK.replace("week", "to")


@dataclass(frozen=True)
class Span:
    """First and last day, and the place in the text; ``has_year`` tells whether the text names it."""

    first: dt.date
    last: dt.date
    start: int
    end: int
    has_year: bool = True

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def of_year(self, year: int) -> "Span":
        """Return the same days of another year."""
        return replace(self, first=_moved(self.first, year), last=_moved(self.last, year))

    def holds(self, other: "Span") -> bool:
        """Tell whether the other lies within this one and is shorter."""
        return self.first <= other.first <= other.last <= self.last and self.days > other.days

    @property
    def days(self) -> int:
        return (self.last - self.first).days


def _moved(day: dt.date, year: int) -> dt.date:
    is_month_end = (day + dt.timedelta(days=1)).day == 1
    return last_day(year, day.month) if is_month_end else day.replace(year=year)


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _months(found: re.Match[str], year: int, first: int, last: int, has_year: bool) -> Span | None:
    if not 1 <= first <= last <= 12:
        return None
    return Span(dt.date(year, first, 1), last_day(year, last), found.start(), found.end(), has_year)


def _day(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    try:
        day = dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return Span(day, day, found.start(), found.end(), has_year)


def _month(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    return _months(found, year, int(found["month"]), int(found["month"]), has_year)


def _quarter(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    quarter = number(found["quarter"])
    return _months(found, year, quarter * 3 - 2, quarter * 3, has_year)


def _part_of_year(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    count = 6 if found["count"] == "nua" else number(found["count"].split()[0])
    if found["which"] == "dau":
        return _months(found, year, 1, count, has_year)
    return _months(found, year, 13 - count, 12, has_year)


def _whole_year(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    return _months(found, year, 1, 12, has_year)


def _week(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    """Return days 1–7, 8–14 … of the month; the last week is its last seven days."""
    month = int(found["month"])
    if not 1 <= month <= 12:
        return None
    end = last_day(year, month)
    first, last = weeks(found)
    if first > last or is_apart(found) or (first < _LAST_WEEK and 7 * first - 6 > end.day):
        return None
    begins = end - dt.timedelta(days=6) if first == _LAST_WEEK else dt.date(year, month, 7 * first - 6)
    ends = end if last >= 5 else dt.date(year, month, 7 * last)
    return Span(begins, ends, found.start(), found.end(), has_year)


def weeks(found: re.Match[str]) -> tuple[int, int]:
    """Return the first and last week that a match of ``WEEK`` names, the last of a month as 6."""
    first, last = (_WEEKS.get(week) or int(week) for week in (found["week"], found["to"] or found["week"]))
    return first, last


def is_apart(found: re.Match[str]) -> bool:
    """Tell whether two weeks are listed between which others lie: "tuần 2, 4 tháng 3" has no third week."""
    first, last = weeks(found)
    is_range = not found["to"] or re.fullmatch(r"-|den", found["mark"])
    return not is_range and last - first > 1 and (first, last) != (4, _LAST_WEEK)


WEEK = re.compile(
    rf"\btuan\s+{_WEEK}(?:\s*(?P<mark>,|-|va|den|&|\+)\s*(?:tuan\s+)?{_TO})?\s*[,/(-]?\s*(?:cua\s+|trong\s+)?"
    rf"thang\s+(?P<month>\d{{1,2}})\b{_OF_YEAR}(?!\d)"
)
_TENTHS = {"thuong": (1, 10), "trung": (11, 20), "ha": (21, 31)}


def _ten_days(found: re.Match[str], year: int, has_year: bool) -> Span | None:
    """Return days 1–10, 11–20 or 21 to the last of a month: its thượng, trung and hạ tuần."""
    month = int(found["month"])
    if not 1 <= month <= 12:
        return None
    first, last = _TENTHS[found["tenth"]]
    begins, ends = dt.date(year, month, first), dt.date(year, month, min(last, last_day(year, month).day))
    return Span(begins, ends, found.start(), found.end(), has_year)


NAMED_MONTH = re.compile(rf"\bthang\s+(?P<month>\d{{1,2}})\b{_OF_YEAR}(?!\d)")
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int, bool], Span | None]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (WEEK, _week),
        (
            rf"\b(?P<tenth>thuong|trung|ha)\s+tuan\s+(?:cua\s+)?thang\s+(?P<month>\d{{1,2}})\b{_OF_YEAR}(?!\d)",
            _ten_days,
        ),
        (rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b", _day),
        (rf"\b(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}\b", _day),
        (rf"\b(?P<day>\d{{1,2}}) ?/ ?(?P<month>\d{{1,2}}) ?/ ?{_YEAR}\b", _day),
        (rf"(?<!thang )\b(?P<day>\d{{1,2}})\s+thang\s+(?P<month>\d{{1,2}})\b{_OF_YEAR}(?!\d)", _day),
        (r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})\b(?![/\d])", _day),
        (NAMED_MONTH, _month),
        (rf"\bquy\s*{_QUARTER}\b{_OF_YEAR}(?!\d)", _quarter),
        # what stands after a quarter in a list: "Quý I, II", "Quý I-II"; in "Quý 1, 2/2019" it is no February
        (rf"(?:(?<=[,;&+-])\s*|(?<=\bva)\s+|(?<=\bhoac)\s+){_QUARTER}\b{_OF_YEAR}(?!\d)", _quarter),
        (rf"\bt?(?P<month>\d{{1,2}})\s*[/-]\s*{_YEAR}\b", _month),
        (
            rf"\b(?P<count>nua|(?:0?\d|sau|ba|chin)\s+thang)\s+(?P<which>dau|cuoi)\s+nam\b(?:\s+{_YEAR}\b)?",
            _part_of_year,
        ),
        # what stands after a month in a list: "tháng 3, 4"
        (rf"(?<=[,&+-])\s*(?P<month>\d{{1,2}})\b{_OF_YEAR}{_NO_NOUN}", _month),
        (rf"(?<=\bva)\s+(?P<month>\d{{1,2}})\b{_OF_YEAR}{_NO_NOUN}", _month),
        (rf"(?<=\bden)\s+{_QUARTER}\b{_OF_YEAR}(?!\d)", _quarter),
        (rf"\b(?:(?:ca|trong|suot|toan|het|trong ca)\s+)?nam\s+{_YEAR}\b", _whole_year),
        (r"\b(?:ca|trong|suot|cuoi|toan|dau|het)\s+nam\b(?!\s+(?:hoc|ngan|tai|19|20))", _whole_year),
        (rf"(?<![\d/.]){_YEAR}\b(?![/.]\d|/\w)", _whole_year),
    )
)
# The number and day of a document ("Kế hoạch số 12/KH-UBND ngày 05/01/2019") date the document, not the task.
_REFERENCE = re.compile(
    r"(?:\bso\s+)?\b\d{1,5}(?:/\d{4})?/[a-z][\w-]*(?:&\w+)*(?:\s*,?\s*ngay\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4})?"
    r"|\b(?:ke hoach|quyet dinh|nghi quyet|nghi dinh|thong tu|cong van|chi thi|de an|huong dan|thong bao)"
    r"\s+ngay\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
_ACCORDING = re.compile(r"\btheo\s+(?:ke hoach|de an|chuong trinh|tien do|lo trinh|quyet dinh|huong dan)\b[^,;.]*")
# "Mỗi quý 4 tin", "mỗi tháng 16 bài": so often, not the fourth quarter nor a sixteenth month.
_SO_OFTEN = re.compile(
    rf"\b(?:moi|hang|dinh\s+ky(?:\s+(?:hang|moi|theo))?)\s+(?:quy|thang|tuan|nam)\s*,?\s*"
    rf"{NUMBER}\s+{TIMES}\b(?!\s+\d)"
)
_OF_ANOTHER = re.compile(r"\b(?:tuan|dot|ky|lan|phien|so|dieu|khoan|quy|giai\s+doan|muc(?:\s+do)?|cap)\s+(?:thu\s+)?$")


def spans(bare: str, year: int) -> list[Span]:
    """Return what the folded text names, in order; ``year`` fills in for a missing one.

    "Đợt 2 tháng 3" is a month, not its second day. A missing year is rather the next one named to the right:
    "từ tháng 3 đến tháng 6/2020".
    """
    bare = without_numbers(bare)
    named = [found.span() for found in _ACCORDING.finditer(bare)]
    taken: list[Span] = []
    closed: list[tuple[int, int]] = []  # what has been read, a day that doesn't exist ("30/02/2019") among it
    for pattern, read in _FORMS:
        is_listed = pattern.pattern.startswith(("(?<=", "(?:(?<="))
        for found in pattern.finditer(bare):
            is_free = not any(found.start() < end and start < found.end() for start, end in closed)
            if not is_free or (is_listed and not _continues(bare, found, taken)):
                continue
            if read is _day and "thang" in found[0] and _OF_ANOTHER.search(bare[: found.start()]):
                continue
            span = _read(found, read, year)
            if span or read in {_day, _week, _ten_days} or pattern is NAMED_MONTH:
                closed.append(found.span())
            taken += [span] if span else []
    short = [span for span in taken if span.days < 360 or not any(a <= span.start < b for a, b in named)]
    return list(_with_years(sorted(short, key=lambda span: span.start)))


def without_numbers(bare: str) -> str:
    """Return the folded text, what is no time blotted out: numbers and days of documents, how often it is done."""
    for pattern in (_REFERENCE, _SO_OFTEN):
        bare = pattern.sub(lambda found: " " * len(found[0]), bare)
    return bare


def named_documents(bare: str) -> Iterator[tuple[int, int]]:
    """Yield the places of documents named in the folded text, whose days are no schedule."""
    for pattern in (_REFERENCE, _ACCORDING):
        yield from (found.span() for found in pattern.finditer(bare))


def _read(found: re.Match[str], read: Callable[[re.Match[str], int, bool], Span | None], year: int) -> Span | None:
    groups = found.groupdict()
    named = next((groups[key] for key in ("year", "year2", "year3") if groups.get(key)), None)
    stated = int(named) if named else year
    return read(found, stated, bool(named)) if stated in RECORDED else None


def _continues(bare: str, found: re.Match[str], taken: list[Span]) -> bool:
    """Tell whether a bare number follows a span of its own sort, with nothing but a mark between."""
    before = [span for span in taken if span.end <= found.start()]
    if not before:
        return False
    nearest = max(before, key=lambda span: span.end)
    is_quarter = "quarter" in found.groupdict()
    is_like = 80 < nearest.days < 100 if is_quarter else 25 < nearest.days < 35
    return is_like and bare[nearest.end : found.start()].strip() in {",", ";", "&", "+", "-", "va", "hoac", "den"}


def _with_years(found: list[Span]) -> Iterator[Span]:
    following: int | None = None
    filled: list[Span] = []
    for span in reversed(found):
        if span.has_year:
            following = span.first.year
        elif following is not None:
            span = span.of_year(following)
        filled.append(span)
    return reversed(filled)
