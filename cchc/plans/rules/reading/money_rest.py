"""What stands around an amount in its cell: where it is more than filling words, the sum is a question.

"1 tỷ rưỡi", "10% tổng kinh phí", "20/30", "50 T" and "trên 50 triệu" are other sums than the number they hold.
"""

import re
from collections.abc import Iterable

from cchc.kernel.text import spelling, without_marks
from cchc.plans.rules.reading.words import Words

_STATED = """
    khoảng chừng dự kiến ước tính tạm kinh phí tổng cộng số tiền thành toàn bộ chi phí dự toán ngân sách ns nsnn nstw
    nsđp nst nsh nsx nhà nước trung ương địa phương tw đp tỉnh huyện xã phường thị trấn thành phố cơ sở cấp nguồn từ vốn
    sự nghiệp đầu tư phát triển thường xuyên thực hiện theo được giao phê duyệt bố trí sử dụng trong năm của và do đảm
    bảo hỗ trợ bằng hội hóa hoá xhh tự chủ khác hợp pháp quy qui định kế hoạch đề án quyết nghị công văn ngày đã
    chẵn việt nam đồng là lấy trích cân đối doanh tài trợ
"""
_FILLING = frozenset(spelling(word) for word in _STATED.split())
"""Words around a sum that leave it what it is: where it comes from, that it is one, by which paper.

They are compared with their tones: "từ" fills in, "tư" doesn't. None that counts, shares or bounds is here.
"""
_PLAIN = frozenset(without_marks(word) for word in _STATED.split())
_SOURCE = frozenset(
    spelling(word) for word in ("từ", "do", "bằng", "theo", "nguồn", "ngân", "ns", "nsnn", "kinh", "vốn")
)
_BULLET = re.compile(r"^\s*(?:[-+•·]\s*(?=[^\W\d])|\+\s*(?=\d))")
_MINUS = re.compile(r"(?:^|[\s(:;,])-$|(?:^|[(:;,])\s*-\s*$")
_KNOWN_MARKS = re.compile(r"[\s.,;:()\[\]\"'“”=~≈_-]*")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"\bnam\s+((?:19|20)\d\d)\b")


def fills(written: str) -> bool:
    """Tell whether words say nothing of how much: filling words and marks, no figure, sign or fraction."""
    bare = Words.of(written).bare
    marks = _WORD.sub(" ", _BULLET.sub("", bare))
    return bool(_KNOWN_MARKS.fullmatch(marks)) and all(
        spelling(word) in _FILLING or (word.lower() == without_marks(word).lower() and word.lower() in _PLAIN)
        for word in _WORD.findall(written)
    )


def beside(words: Words, hidden: str, end: int, understood: Iterable[tuple[int, int]]) -> bool:
    """Tell whether all before ``end`` and outside the places ``understood`` fills in.

    ``hidden`` are the words with "#" for numbers that are no money: of papers, days and years.
    """
    at, pieces = 0, []
    for start, stop in sorted(understood):
        if _MINUS.search(hidden[at:start]):
            return False
        pieces.append((at, start))
        at = max(at, stop)
    pieces.append((at, max(at, end)))
    return all(fills(_shown(words.text, hidden, *place)) for place in pieces)


def _shown(text: str, hidden: str, start: int, end: int) -> str:
    return "".join(
        " " if mark == "#" else letter for letter, mark in zip(text[start:end], hidden[start:end], strict=True)
    )


def is_of_other_year(text: str, year: int) -> bool:
    """Tell whether words name the money of a year that isn't the plan's: "Năm 2018: 100 triệu"."""
    years = {int(found) for found in _YEAR.findall(Words.of(text).bare)}
    return bool(years - {year})


def counted_by(written: str) -> str:
    """Return what a sum is counted by, without where it comes from: "huyện từ ngân sách tỉnh" → "huyện"."""
    words = written.split(" ")
    stop = next((at for at, word in enumerate(words) if at and spelling(word) in _SOURCE), len(words))
    return " ".join(words[:stop])
