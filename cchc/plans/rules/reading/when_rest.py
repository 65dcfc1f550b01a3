"""What of a schedule's words nobody has understood: they are asked about, never dropped."""

import re
from collections.abc import Iterable

from cchc.kernel.text import spelling, without_marks
from cchc.plans.rules.reading.words import Words

_STATED = """
    trong năm của và đến từ trước sau sáu hết cuối đầu giữa ngày thang tháng quý quí qúy qui tuần kỳ kì lần định theo kế
    kể hoạch thực hiện hoàn thành triển khai báo cáo gửi ban hành xong chậm nhất muộn thời gian điểm hạn vào lúc khoảng
    dự kiến phấn mỗi mọi hàng hằng cả suốt toàn xuyên thường liên tục bắt kết trở đi các những ít tối thiểu đã đa giai
    đoạn là đợt đột xuất đồng cùng kịp đầy phải tiếp tiến độ do tính tình dương đường lịch chốt vòng quá qua không mục
    mức chỉ chi tiêu mốc gồm tổ chức chuẩn bị tham mưu trình phê duyệt nộp để đề nghị nhiệm vụ được giao sớm đều đặn dần
    có khi việc làm thứ thu hơn đấu thúc gián mới tỉnh cơ bản phần dẫn
"""
_FILLING = frozenset(spelling(word) for word in _STATED.split())
"""Words that stand around a time without changing it: verbs of doing, of handing in, and prepositions.

They are compared with their tones: "thường" fills in, "thượng tuần" is the first ten days; "mốc" does, "móc" doesn't.
"""
_PLAIN = frozenset(without_marks(word) for word in _STATED.split())
"""The same without any mark, as whoever types without them writes them."""

_WORD = re.compile(r"[^\W_]+")
_HOUR = re.compile(
    r"\b\d{1,2}\s*(?:h|gio)\s*(?:[0-5]\d)?(?:\s*phut)?\s*,?\s*(?=(?:cua\s+|trong\s+)?(?:ngay\b|thu\b|;))"
)
"""An hour of a day that is named: the day is what counts."""

_CLAUSE = re.compile(r"[^;,()\n]+")
_PART_OF_WEEK = re.compile(r"\b(?:dau|giua|cuoi)\s+tuan\s+(?:cua\s+)?thang\b")
_WEEKDAY = re.compile(
    r"(?<!tuan )(?<!thang )(?<!lan )(?<!dot )(?<!ky )(?<!quy )(?<!phien )(?<!nam )"
    r"\b(?:chu nhat|thu (?:hai|ba|tu|nam|sau|bay|[2-7]))\b"
)


def rest(words: Words, understood: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return the stretches of the text outside the places ``understood`` that say more than filling words."""
    plain = Words.of(words.text).bare
    for start, end in understood:
        plain = plain[:start] + ";" * (end - start) + plain[end:]
    plain = _HOUR.sub(lambda found: ";" * len(found[0]), plain)
    left = (found.span() for found in _CLAUSE.finditer(plain) if _says_more(words.text[slice(*found.span())], found[0]))
    return tuple(words.written(start, end) for start, end in left)


def weekday(words: Words, understood: Iterable[tuple[int, int]]) -> str:
    """Return the day or part of a week that the text names outside ``understood``: its words alone fill in."""
    bare = words.bare
    for start, end in understood:
        bare = bare[:start] + ";" * (end - start) + bare[end:]
    found = _WEEKDAY.search(bare) or _PART_OF_WEEK.search(words.bare)
    return words.written(*found.span()) if found else ""


def _says_more(written: str, bare: str) -> bool:
    """Tell whether a clause has a word that fills nothing in: by its tones where it is written with any."""
    return any(
        spelling(word) not in _FILLING and not (word.lower() == plain and plain in _PLAIN)
        for word, plain in zip(_WORD.findall(written), _WORD.findall(bare), strict=False)
    )
