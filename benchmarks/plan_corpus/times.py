"""When: each wording with kind, first and last day, rule and offset; what no clerk could date is asked."""

import calendar
import datetime as dt
from random import Random

from benchmarks.plan_corpus.truth import NO_TIME, Meaning

_ROMAN = ("I", "II", "III", "IV")


def schedule(year: int, issued_on: dt.date | None, rng: Random) -> Meaning:
    """Return a schedule in a plan of ``year``."""
    forms = (
        _day,
        _day,
        _month,
        _quarter,
        _quarter,
        _quarters,
        _half,
        _whole,
        _round,
        _standing,
        _event,
        _vague,
        _until,
    )
    return rng.choice(forms)(year, rng)


def dated(year: int, rng: Random) -> Meaning:
    """Return a schedule that nobody would ask about."""
    return rng.choice((_day, _month, _quarter, _half, _whole))(year, rng)


def _meaning(text: str, kind: str, start: dt.date | None = None, end: dt.date | None = None, rule: str | None = None,
             offset: tuple[int, str] | None = None, asked: bool = False) -> Meaning:  # fmt: skip
    return Meaning(text, (kind, start, end, rule, offset), asked)


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, rng: Random) -> Meaning:
    day = dt.date(year, rng.randint(2, 12), rng.randint(1, 28))
    form = rng.choice((
        "Trước ngày {d}/{m}/{y}", "Trước ngày {d:02}/{m:02}/{y}", "{d:02}/{m:02}/{y}", "Trước {d}/{m}/{y}",
        "Hoàn thành trước ngày {d} tháng {m} năm {y}", "Chậm nhất ngày {d}/{m}/{y}", "Trước ngày {d}/{m}",
        "Ngày {d}/{m}/{y}", "Hoàn thành trong tháng {m}, chậm nhất ngày {d}/{m}/{y}",
    ))  # fmt: skip
    return _meaning(form.format(d=day.day, m=day.month, y=year), "deadline", None, day)


def _month(year: int, rng: Random) -> Meaning:
    first = rng.randint(1, 11)
    last = rng.randint(first + 1, 12)
    form = rng.choice(("Tháng {m}", "Tháng {m}/{y}", "Trong tháng {m:02}/{y}", "T{m}/{y}", "Tháng {m} năm {y}",
                       "Từ tháng {m} đến tháng {n}", "Tháng {m} - tháng {n}/{y}", "Tháng {m}-{n}/{y}"))  # fmt: skip
    text = form.format(m=first, n=last, y=year)
    return _meaning(text, "window", dt.date(year, first, 1), _last(year, last if "{n}" in form else first))


def _quarter(year: int, rng: Random) -> Meaning:
    at = rng.randint(1, 4)
    form = rng.choice(("Quý {r}", "Quý {r}/{y}", "Quý {r} năm {y}", "Trong quý {r}", "Quí {r}/{y}", "quý {n}/{y}"))
    return _meaning(
        form.format(r=_ROMAN[at - 1], n=at, y=year), "window", dt.date(year, at * 3 - 2, 1), _last(year, at * 3)
    )


def _quarters(year: int, rng: Random) -> Meaning:
    at = rng.randint(1, 3)
    form = rng.choice(("Quý {a}, Quý {b}", "Quý {a}+{b}", "Quý {a} và Quý {b}", "Quý {a}, {b}", "Quý {a} - Quý {b}/{y}",
                       "Từ quý {a} đến quý {b}", "Quý {a}-{b}/{y}"))  # fmt: skip
    text = form.format(a=_ROMAN[at - 1], b=_ROMAN[at], y=year)
    return _meaning(text, "window", dt.date(year, at * 3 - 2, 1), _last(year, at * 3 + 3))


def _half(year: int, rng: Random) -> Meaning:
    if rng.random() < 0.5:
        text = rng.choice(("6 tháng đầu năm", "6 tháng đầu năm {y}", "Sáu tháng đầu năm")).format(y=year)
        return _meaning(text, "window", dt.date(year, 1, 1), dt.date(year, 6, 30))
    text = rng.choice(("6 tháng cuối năm", "06 tháng cuối năm {y}")).format(y=year)
    return _meaning(text, "window", dt.date(year, 7, 1), dt.date(year, 12, 31))


def _whole(year: int, rng: Random) -> Meaning:
    text = rng.choice(("Năm {y}", "Trong năm {y}", "Trong năm", "Cả năm", "Cả năm {y}")).format(y=year)
    return _meaning(text, "window", dt.date(year, 1, 1), dt.date(year, 12, 31))


def _round(year: int, rng: Random) -> Meaning:
    day = rng.randint(5, 28)
    text, rule = rng.choice((
        ("Hàng quý", "FREQ=MONTHLY;INTERVAL=3"), ("Định kỳ hàng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("Hằng tháng", "FREQ=MONTHLY"), ("Định kỳ hàng tháng", "FREQ=MONTHLY"), ("Hàng tuần", "FREQ=WEEKLY"),
        ("Định kỳ 6 tháng, năm", "FREQ=MONTHLY;INTERVAL=6"), ("Mỗi tháng 02 kỳ", "FREQ=MONTHLY;BYMONTHDAY=15,-1"),
        (f"Ngày {day} hàng tháng", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
        (f"Trước ngày {day} hàng tháng", f"FREQ=MONTHLY;BYMONTHDAY={day}"),
        ("Ngày 31 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ))  # fmt: skip
    return _meaning(text, "recurring", None, None, rule)


def _standing(year: int, rng: Random) -> Meaning:
    return _meaning(rng.choice(("Thường xuyên", "Thường xuyên trong năm", "Thường xuyên, liên tục")), "standing")


def _event(year: int, rng: Random) -> Meaning:
    days = rng.randint(5, 30)
    text, offset = rng.choice((
        ("Khi có yêu cầu", None), ("Sau khi có hướng dẫn của Bộ Nội vụ", None),
        ("Triển khai ngay sau khi có văn bản mới", None),
        (f"{days} ngày làm việc sau khi có văn bản của Trung ương", (days, "working_days")),
        (f"Trong {days} ngày kể từ ngày nhận được đề nghị", (days, "days")),
    ))  # fmt: skip
    return _meaning(text, "event", offset=offset)


def _until(year: int, rng: Random) -> Meaning:
    at = rng.randint(2, 4)
    month = rng.randint(3, 12)
    if rng.random() < 0.5:
        return _meaning(f"Trước tháng {month}/{year}", "deadline", None, _last(year, month - 1))
    return _meaning(f"Đến hết quý {_ROMAN[at - 1]}/{year}", "deadline", None, _last(year, at * 3))


def _vague(year: int, rng: Random) -> Meaning:
    text = rng.choice(("Theo Kế hoạch", "Theo tiến độ của Trung ương", "Theo quy định", "Theo hướng dẫn của cấp trên"))
    return Meaning(text, NO_TIME, True)
