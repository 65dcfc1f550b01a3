"""A budget as officials write it → amount × unit × count in đồng, or words.

Whoever writes "05tr/kỳ" beside "Mỗi tháng 02 kỳ" has given the count: it is taken from the schedule where both name
the same period. "50tr/huyện" gives none.
"""

import datetime as dt
import math
import re
from collections.abc import Sequence
from decimal import Decimal

from cchc.kernel.papers import Cell
from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.rules.occurrences import spans
from cchc.plans.rules.reading import money_purposes, money_rest, spoken
from cchc.plans.rules.reading.money_units import BILLION, DONG, MILLION, THOUSAND
from cchc.plans.rules.reading.words import NUMBER, Words, number
from cchc.plans.types import Money, When

LARGEST = 10**15
_LONGEST = 1000
_DOUBTFUL_FROM, _MOST_LIKELY = 10_000, 10**11  # no task of a reform costs 100 billion
_PLAIN_FROM = 10**6  # a number without a unit is in đồng from a million on: nobody budgets 50 đồng

_LEAST = 10**6  # the least that a task costs: for less nobody asks a budget
_STATES_LARGE = re.compile(r"\d\s*(?:ty|ti|trieu|tr|nghin|ngan|k)(?![a-z]*[a-ce-z])")

_UNITS = (
    ("ty|ti", BILLION),
    ("trieu|tr", MILLION),
    ("nghin|ngan|k", THOUSAND),
    ("dong|vnd|d", DONG),
)
SOURCE = r"\bnguon\b(?! (?:goc|tin|giao|van ban)\b)"
"""Names where money comes from: the word for a source, unless it is that of a document, of news, of a mandate."""
_VALUE = r"(?P<value>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_UNIT = r"(?P<unit>(?:ty|ti|trieu|tr|nghin|ngan|k)(?=[^a-z]|dong|d\b|$)\.?\s*(?:dong|vnd|d\b)?|dong\b|vnd\b|d\b)"
_AMOUNT = re.compile(rf"(?<![\w/.,]){_VALUE}\s*{_UNIT}?")
_TAIL = re.compile(r"[.,]?\d|[¹²³⁰⁴-⁹]|[a-z]{1,2}\d|[ol]\b")
_FIGURE = re.compile(r"(?<!\s)[.,]?\d")  # "20tr5"
_ONLY_AMOUNT = re.compile(rf"{_VALUE}\s*{_UNIT}?|-+|0")
_PER = re.compile(
    r"^\s*(?:/|\bmoi\b|\bcho\s+(?:moi|mot)\b|\btren\s+mot\b)\s*(?:(?:0?1|mot)\s+)?"
    r"(?P<per>[a-z][a-z ]*(?:/\s*[a-z][a-z ]*)*)"
)
_AVERAGE = re.compile(r"\bbinh quan\b")
_TIMES = re.compile(rf"^\s*[,(]?\s*[x×*]\s*(?P<count>{NUMBER})\s*(?P<per>[a-z][a-z ]*)?")
_PER_FIRST = re.compile(r"(?:^|[\s:;,(])(?:moi|tung)\s+(?:(?:0?1|mot)\s+)?(?P<per>[a-z][a-z ]*?)\s*[:,]?\s*$")
_CHANGES = re.compile(r"\s*(?:cho\s+)?(?:moi|tung|/|[x×*]\s*\d|\d+(?:,\d+)?\s*%)")
"""What brackets behind a sum begin with where they make it another one: "(mỗi huyện)", "(x 2 lớp)"."""

_COUNT_FIRST = re.compile(rf"(?P<count>{NUMBER})\s*(?P<per>[a-z][a-z ]*?)\s*[x×*]\s*$")
_DETAILS = re.compile(r"\btrong do\b|\bbao gom\b|\bgom\b|\(|\bbang chu\b")
_BY_WORDS = re.compile(r"^\W*(?:viết )?bằng chữ\W*", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"\d\.\d{3}\s*(?:dong|vnd|d)\b")
_YEARLESS = re.compile(
    r"\bnam\s+(?:19|20)\d\d\b|\b\d+/\d{4}/[\w-]+|\bso\s+\d+\S*|\b\d{1,2}([/.-])\d{1,2}\1\d{4}"
    r"|\b\d{1,2}(?:\.\d{1,2}){2,}\b(?![.,]?\d)"  # "mục 1.2.3"
)
_ABOUT = re.compile(r"\b(?:duoi|tren|hon|toi da|toi thieu|it nhat|khong qua|tu)\s*:?\s*$")
"""Words before an amount that make it a bound; "khoảng 50 triệu" is what the task may cost."""

_NUMBERED = re.compile(r"\b(?:de an|ke hoach|quyet dinh|nghi quyet|cong van|ngay|nam|quy|cap)(?:\s+so)?\s*$")
"""Words that a number without a unit belongs to: "theo Đề án 06", "cấp trong quý 2"."""

_RANGE = re.compile(r"\d\s*(?:tr|trieu|ty)?\s*(?:-|den|hoac)\s*$")
_COMPOUND = re.compile(
    r"(?P<large>\d[\d.,]*\s*(?:ty|ti)\b)\s*(?:dong\s*)?(?P<small>\d[\d.,]*\s*(?:trieu|tr)\b)(?!\s*/)"
)
_NOTHING = re.compile(r"^(?:khong|khong co|0|-+|/|)$")
_FOREIGN = re.compile(r"\b(?:usd|eur|euro|jpy|cny|do la|yen|nhan dan te)\b|[$€¥£]")
_OCCASIONS = ("ky", "lan", "so", "cuoc", "dot", "buoi", "chuyen muc", "bai", "hoi nghi")
_PERIODS = {"tuan": "%G-%V", "thang": "%Y-%m", "nam": "%Y", "ngay": "%Y-%m-%d"}


def either(text: str, unit: int | None) -> tuple[int, int] | None:
    """Return the two sums a large bare number may be, in đồng and by the heading's unit, if it isn't plain.

    Below "nghìn đồng" a million on is doubtful: "50.000.000" may be 50 million or 50 billion.
    """
    found = _AMOUNT.fullmatch(Words.of(text).bare)
    if not found or found["unit"] or not unit or unit == DONG:
        return None
    written = re.sub(r"\s", "", found["value"]).replace(".", "").replace(",", ".")
    value = Decimal(written)
    is_large = value >= _DOUBTFUL_FROM and value * unit >= _MOST_LIKELY
    is_either = unit == THOUSAND and value >= _PLAIN_FROM
    return (int(value), int(value * unit)) if is_large or is_either else None


def is_small(budget: Money) -> bool:
    """Tell whether a sum is less than any task costs: "500" under "(đồng)" lacks its thousands or millions.

    One whose words state them ("200 nghìn đồng") is what it says.
    """
    is_little = budget.total is not None and budget.total < _LEAST
    return is_little and not _STATES_LARGE.search(Words.of(budget.text).bare)


def is_amount(text: str) -> bool:
    """Tell whether a cell holds an amount and nothing else: "50", "1.500 triệu đồng"."""
    return bool(_ONLY_AMOUNT.fullmatch(Words.of(text).bare))


def is_sum(text: str) -> bool:
    """Tell whether words begin with an amount and its unit: "1.250 triệu đồng, trong đó …"."""
    found = _AMOUNT.match(Words.of(text).bare)
    return bool(found and found["unit"])


def is_foreign(text: str) -> bool:
    """Tell whether a sum is in the money of another country: "15.000 USD"."""
    return bool(_FOREIGN.search(Words.of(text).bare)) and bool(re.search(r"\d", text))


def is_broken(text: str) -> bool:
    """Tell whether something stands against a number that is no part of it: "15,000,000", "1.500.000.00", "20¹", "1O0".

    Neither the number before it nor one with it is surely meant.
    """
    said = _said(Words.of(text).bare)
    return any(
        _TAIL.match(said, found.end("value")) if not found["unit"] else _FIGURE.match(said, found.end())
        for found in _amounts(said)
    )


def understand(cell: Cell | str, schedule: When, year: int, unit: int | None = None) -> Money:
    """Return the budget of a task; ``unit`` is what the table states for numbers without one. Never raises."""
    words = Words.of(str(cell))
    if len(words.text) > _LONGEST:
        return Money(words.text, "words")
    if is_foreign(words.text):  # no rate is ours to choose
        return Money(words.text, "words")
    value = cell.value if isinstance(cell, Cell) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _bare_number(words, Decimal(str(value)), unit)
    if _NOTHING.match(words.bare):
        return Money(words.text, "words" if words.bare.startswith("khong") else "none")
    if is_broken(words.text):
        return Money(words.text, "words")
    if year and money_rest.is_of_other_year(words.text, year):
        return Money(words.text, "words")
    return _sum(words, unit) or _read(words, schedule, year, unit) or Money(words.text, "words")


def _bare_number(words: Words, value: Decimal, unit: int | None) -> Money:
    amount = _dong(value, unit)
    return Money(words.text, "words") if amount is None else Money(words.text, "money", amount, total=amount)


def _dong(value: Decimal, unit: int | None) -> int | None:
    """Return whole đồng, or nothing if the unit is missing or the sum can't be.

    From a million on a number is in đồng even under a heading in millions: "200.000.000" is not 200 trillion.
    """
    factor = DONG if value >= _PLAIN_FROM and unit != THOUSAND else unit
    return None if factor is None else _whole(value * factor)


def _whole(amount: Decimal) -> int | None:
    return int(amount) if amount == int(amount) and 0 < amount <= LARGEST else None


def _hidden(bare: str) -> str:
    """Return the words with "#" for the numbers that are no money and for what a sum is spent on."""
    said = _YEARLESS.sub(lambda found: "#" * len(found[0]), bare)
    return money_purposes.hidden(said)


def _amounts(bare: str) -> list[re.Match[str]]:
    return [found for found in _AMOUNT.finditer(_hidden(bare))]


def _sum(words: Words, unit: int | None) -> Money | None:
    """Return the total of "50 triệu + 20 triệu" or "2 tỷ 500 triệu"; other lists of amounts are left as words."""
    said = _said(words.bare)
    compound = _COMPOUND.search(said)
    if compound:
        places = [compound.span("large"), compound.span("small")]
    else:
        places = [found.span() for found in re.finditer(r"[^+]+", said)]
    if len(places) < 2:
        return None
    total, understood = 0, [compound.span()] if compound else []
    for start, end in places:
        found = _amounts(said[start:end])
        amount = _value(found[0], unit) if len(found) == 1 else None
        if amount is None or _PER.match(said[start + found[0].end() : end]):
            return None
        total += amount
        understood.append((start + found[0].start(), start + found[0].end()))
    signs = [] if compound else [(at, at + 1) for at, letter in enumerate(said) if letter == "+"]
    is_clear = _is_clear(words, said, [*understood, *signs], total, unit)
    return Money(words.text, "money", total, total=total) if is_clear and total <= LARGEST else None


def _read(words: Words, schedule: When, year: int, unit: int | None) -> Money | None:
    said = _said(words.bare)
    amounts = [found for found in _amounts(said) if found["unit"]] or _amounts(said)
    if len(amounts) != 1 or any(sign.search(said[: amounts[0].start("value")]) for sign in (_RANGE, _ABOUT)):
        return None
    found = amounts[0]
    amount = None if _is_numbered(found, said) else _value(found, unit)
    if amount is None:
        return None
    before, after = said[: found.start()], said[found.end() :]
    per, per_end = _per(words, found.end(), after)
    count = _COUNT_FIRST.search(before) or _TIMES.match(after[per_end:])
    start = count.start() if count and count.re is _COUNT_FIRST else found.start()
    end = found.end() + per_end + (count.end() if count and count.re is _TIMES else 0)
    first = None if per else _PER_FIRST.search(before)
    if first:
        per, start = words.text[first.start("per") : first.end("per")], first.start()
    understood = [(start, end), *(one.span() for one in _AVERAGE.finditer(before) if per)]
    if _has_another(said, start, end) or not _is_clear(words, said, understood, amount, unit):
        return None
    if count:
        shift = 0 if count.re is _COUNT_FIRST else found.end() + per_end
        named = words.text[shift + count.start("per") : shift + count.end("per")].strip() if count["per"] else None
        return _counted(words, amount, per or named, max(number(count["count"]), 1))
    if per is None:
        return Money(words.text, "money", amount, total=amount)
    times = occurrences(per, schedule, year)
    return _counted(words, amount, per, times) if times else Money(words.text, "money", amount, per)


def _is_numbered(found: re.Match[str], said: str) -> bool:
    return not found["unit"] and bool(_NUMBERED.search(said[: found.start()]))


def _is_clear(words: Words, said: str, understood: Sequence[tuple[int, int]], amount: int, unit: int | None) -> bool:
    """Tell whether all around what is understood fills in, and whether the details behind agree with it."""
    is_beside = money_rest.beside(words, _hidden(words.bare), len(said), understood)
    return is_beside and (len(said) == len(words.bare) or _agrees(words, len(said), amount, unit))


def _agrees(words: Words, start: int, amount: int, unit: int | None) -> bool:
    """Tell whether brackets behind a sum leave it what it is; what is written out in đồng is not put in question."""
    if words.bare[start] != "(":
        return True
    is_written_out = bool(_WRITTEN_OUT.search(words.bare[:start]))
    end = words.bare.rfind(")") if is_written_out else words.bare.find(")", start)
    end = len(words.bare) if end < start else end
    inner, after = Words.of(words.text[start + 1 : end]), words.text[end + 1 :]
    if _CHANGES.match(inner.bare) or not (money_rest.fills(after) or _DETAILS.search(Words.of(after).bare)):
        return False
    return is_written_out or _says_same(inner, amount, unit)


def _says_same(inner: Words, amount: int, unit: int | None) -> bool:
    """Tell whether brackets say the sum in words, how it comes about, its parts, or nothing of it."""
    if spoken.value(_BY_WORDS.sub("", inner.text)) == amount:
        return True
    if _DETAILS.match(inner.bare):
        return not _BY_WORDS.match(inner.text)
    found = _amounts(inner.bare)
    if re.search(r"[x×*]\s*\d", inner.bare):
        return math.prod(_value(one, DONG if one["unit"] else 1) or 0 for one in found) in {
            amount,
            amount // (unit or 1),
        }
    parts = [_value(one, unit) or 0 for one in found]
    is_known = all(one["unit"] for one in found) or sum(parts) == amount
    return is_known and money_rest.beside(inner, _hidden(inner.bare), len(inner.bare), [one.span() for one in found])


def _said(bare: str) -> str:
    """Return the words before details: "trong đó …", "(bằng chữ: …)"."""
    details = _DETAILS.search(bare)
    return bare[: details.start()] if details and details.start() else bare


def _has_another(said: str, start: int, end: int) -> bool:
    """Tell whether a number stands outside the amount and its count: "40 triệu, 2 đợt" may be 40 or 80 million."""
    return bool(_amounts(said[:start]) or _amounts(said[end:]))


def _counted(words: Words, amount: int, per: str | None, count: int) -> Money:
    total = amount * count
    if total > LARGEST:
        return Money(words.text, "words")
    return Money(words.text, "money", amount, per or "lần", count, total)


def _per(words: Words, offset: int, after: str) -> tuple[str | None, int]:
    """Return what the amount is for, as written, and where those words end."""
    found = _PER.match(after)
    if not found:
        return None, 0
    per = re.sub(r"\s*/\s*", "/", words.text[offset + found.start("per") : offset + found.end("per")]).strip()
    end = found.end()
    cut = re.search(r"\s+[x×]\s*$", per)  # the sign of "5 tr/kỳ x 12" folds to a letter of the unit
    if cut:
        end -= len(per) - cut.start()
        per = per[: cut.start()]
    plain = money_rest.counted_by(per)
    return plain, end - (len(per) - len(plain))


def _value(found: re.Match[str], unit: int | None) -> int | None:
    written = re.sub(r"\s", "", found["value"])
    if written.count(".") > 1 or re.fullmatch(r"[1-9]\d{0,2}\.\d{3}(?:,\d+)?", written):
        written = written.replace(".", "")
    value = Decimal(written.replace(",", "."))
    if not found["unit"]:
        return _dong(value, unit)
    bare = found["unit"].strip()
    factor = next(value for names, value in _UNITS if re.match(rf"(?:{names})", bare))
    return _whole(value * factor)


def occurrences(per: str, schedule: When, year: int) -> int | None:
    """Return how many times the schedule gives what ``per`` names, or nothing if the two don't fit."""
    bare = Words.of(per).bare
    if schedule.kind != "recurring" or not schedule.rrule:
        return None
    try:
        within = Period.of_days(schedule.start or dt.date(year, 1, 1), schedule.end or dt.date(year, 12, 31))
        days = [span.due for span in spans(schedule.rrule, within)]
        if schedule.rrule == "FREQ=WEEKLY":  # whole weeks: the rule itself counts the last, broken one too
            days = days[: (within.end - within.start).days // 7]
    except (Refusal, ValueError):
        return None
    if bare in _OCCASIONS:
        return len(days)
    if bare == "quy":
        return len({(day.year, (day.month - 1) // 3) for day in days})
    return len({day.strftime(_PERIODS[bare]) for day in days}) if bare in _PERIODS else None
