"""Columns of money: which of them hold shares of one sum, and what is asked where they hold something else.

"Ngân sách tỉnh" and "Ngân sách huyện" are added; "Kinh phí đề nghị" and "Kinh phí được duyệt", two years, or what one
thing costs never are.
"""

import re
from collections.abc import Sequence

from cchc.kernel.text import squeeze
from cchc.plans.rules.reading import money_units
from cchc.plans.rules.reading.words import Words

NAMED = re.compile(r"\bkinh phi\b|\bdu toan\b|\bngan sach\b|\bvon\b|\bso tien\b|\bthanh tien\b")
SUM = re.compile(r"\btong\b")
_RATE = re.compile(r"\bdon gia\b|\bdinh muc\b|\bmuc (?:chi|ho tro|khoan)\b|\bbinh quan\b|\bmoi\b|\bsuat\b")
_PAID = re.compile(
    r"\bda (?:cap|chi|giai ngan|bo tri|quyet toan|su dung)\b|\bcon (?:thieu|lai)\b|\bthu duoc\b|\bso thu\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SOURCES_STATED = """
    ns nstw nsdp nsnn nst nsh nsx ngan sach trung uong dia phuong tinh huyen xa thanh pho thi tran tw dp nha nuoc hoi
    hoa xhh nguon khac von su nghiep dau tu thuong xuyen chu tai tro vien oda vay doi ung doanh nhan dan dong gop hop
    phap cap
"""
_OTHERS_STATED = """
    kinh phi du toan so tien thanh chi kien thuc hien trong do cua va cac bo tri nam ty ti trieu tr trd nghin ngan dong
    d vnd dvt don tinh gia tri khoan phan tong cong nhu cau ke hoach vi x
"""
_SOURCES, _OTHERS = frozenset(_SOURCES_STATED.split()), frozenset(_OTHERS_STATED.split())
_THING = re.compile(
    r"\b(?:thanh tien|du toan|kinh phi|thuc hien|so tien|nhu cau|ke hoach|trieu dong|nghin dong|dong)\b"
)
_UNIT = re.compile(r"\b(?:dvt|don vi(?: tinh)?)\b|\((?:[^()]*\b)?(?:dong|d|vnd|trd|trieu|nghin)\s*\)")
"""The unit of a heading, whose words are those of a source as well: "đơn vị tính", "đồng"."""


def by_unit(heading: str) -> bool:
    """Tell whether a heading that no word of money names states its unit, and not what is spent or left already."""
    return money_units.states_unit(heading) and not _PAID.search(Words.of(heading).bare)


def counted(columns: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """Return the columns that make the sum: no rates beside what they come to, no shares beside their sum."""
    whole = [one for one in columns if not _RATE.search(Words.of(one[1]).bare)] or [*columns]
    sums = [one for one in whole if SUM.search(Words.of(one[1]).bare)]
    others = [one for one in whole if one not in sums]
    years = {year for _, heading in whole for year in _YEAR.findall(heading)}
    is_one = len(sums) == 1 and len(years) < 2 and all(_is_share(heading) for _, heading in others)
    return tuple(sums if is_one else whole)


def unit(heading: str, fallback: int | None) -> int | None:
    """Return the unit of the bare numbers of one column: its own if it states any, or else ``fallback``."""
    return money_units.unit_of(heading) if money_units.says_unit(heading) else fallback


def common_unit(headings: Sequence[str]) -> int | None:
    """Return the unit of columns that state none themselves: the one all others agree in."""
    units = {found for heading in headings if (found := money_units.unit_of(heading))}
    return units.pop() if len(units) == 1 else None


def question(headings: Sequence[str], year: int | None, *, is_single: bool) -> str:
    """Return what is asked about the columns in which a row has money, nothing if they make its sum.

    ``is_single``: the table has one column of money only.
    """
    named = ", ".join(f"“{squeeze(heading)}”" for heading in headings)
    bare = [Words.of(heading).bare for heading in headings]
    if year and {int(found) for text in bare for found in _YEAR.findall(text)} - {year}:
        return f"Cột {named} ghi kinh phí của năm khác năm kế hoạch ({year}): hãy ghi số của năm kế hoạch."
    if any(_RATE.search(text) for text in bare):
        return f"Cột {named} ghi mức cho một đơn vị, không phải tổng số: hãy ghi tổng kinh phí."
    if is_single:
        is_known = NAMED.search(bare[0]) or _is_known(bare[0])
        return "" if is_known else f"Chưa rõ cột {named} có phải là kinh phí của nhiệm vụ không: hãy xem lại."
    if len(headings) == 1 and _is_known(bare[0]):
        return ""
    if all(map(_is_share, headings)):
        return ""
    return f"Chưa rõ các cột {named} có phải là các phần của một khoản không, nên không cộng: hãy ghi tổng kinh phí."


def _is_share(heading: str) -> bool:
    """Tell whether a heading names a source or level of government that pays, and says nothing else."""
    bare = Words.of(heading).bare
    return _is_known(bare) and bool(_words(_THING.sub(" ", _UNIT.sub(" ", bare))) & _SOURCES)


def _is_known(bare: str) -> bool:
    return _words(bare) <= _SOURCES | _OTHERS


def _words(bare: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", bare))
