"""What a sum is spent on, which leaves it what it is: "50 triệu cho lớp tập huấn", "tổng 200 triệu cho các sở".

A thing that may come several times is only what the sum is for if nothing counts it; those who are paid only if the
words say that the sum is theirs together, as "50 triệu cho các huyện" may be for each.
"""

import re

_TO = r"\b(?:chi\s+cho|de\s+chi|cho|de|phuc\s+vu|chi)"
_ON = r"""
    tap\s+huan|boi\s+duong|dao\s+tao|tuyen\s+truyen|hoi\s+nghi|hoi\s+thao|hoi\s+thi|cuoc\s+thi|toa\s+dam|hop\s+bao
    |in\s+an|in\s+tai\s+lieu|tai\s+lieu|mua\s+sam|mua|thiet\s+bi|phan\s+mem|may\s+tinh|xay\s+dung|nang\s+cap|duy\s+tri
    |bao\s+tri|van\s+hanh|to\s+chuc|trien\s+khai|cong\s+tac|hoat\s+dong|viec|nhiem\s+vu|khao\s+sat|dieu\s+tra|kiem\s+tra
    |giam\s+sat|danh\s+gia|khen\s+thuong|hoc\s+tap|kinh\s+nghiem|nghiep\s+vu|cai\s+cach|hanh\s+chinh|cchc
"""
_PURPOSE = re.compile(rf"{_TO}(?:[,;]?\s+(?:lop\s+)?(?:{_ON})(?![a-z]))+", re.VERBOSE)
_PAID = (
    r"so|ban|nganh|co\s+quan|don\s+vi|dia\s+phuong|huyen|thi\s+xa|thanh\s+pho|xa|phuong|thi\s+tran|doan\s+the"
    r"|ubnd|cap|tren\s+dia\s+ban|trong|toan|tinh"
)
_PAYEES = re.compile(rf"\bcho\s+(?:cac|toan\s+bo(?:\s+cac)?|tat\s+ca(?:\s+cac)?)(?:[\s,]+(?:{_PAID})(?![a-z]))+")
_TOTAL = re.compile(r"\btong\b")


def hidden(bare: str) -> str:
    """Return folded words with "#" for what a sum is spent on."""
    said = _PURPOSE.sub(_covered, bare)
    return _PAYEES.sub(_covered, said) if _TOTAL.search(bare) else said


def without_payees(text: str, bare: str) -> str:
    """Return what says a total without those it is for; ``bare`` is the text folded, letter by letter."""
    found = _PAYEES.search(bare)
    return text[: found.start()] + text[found.end() :] if found else text


def _covered(found: re.Match[str]) -> str:
    return "#" * len(found[0])
