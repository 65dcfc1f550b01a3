"""Words that turn a time round: "không bao gồm tháng 2", "trừ quý I", "đã hoàn thành", "năm sau"."""

import re

from cchc.plans.rules.reading.words import Words

_NOT = (
    r"\bkhong\b(?!\s+(?:qua|muon|cham|tre|de\s+(?:cham|tre|muon|qua)|ngung|gian\s+doan|han\s+che|ke\s+ca|vuot|sau))",
    r"\bchua\b",
    r"\b(?:loai\s+|ngoai\s+)?tru\b",
    r"\bngoai\s+(?:thang|quy|ngay|tuan|thoi\s+gian)\b",
    r"\b(?:tam\s+)?(?:hoan|ngung|dung)\b(?!\s+(?:thanh|thien|chinh|han|tien|quy|ky|thoi|ngay|lich|theo|doi|muc))",
    r"\bthay\s+(?:vi|cho)\b",
    r"\bbo\s+(?:qua|thang|quy|ngay|tuan)\b",
    r"\bhuy\b",
)
_DONE = r"\bda\s+(?:duoc\s+)?(?:hoan\s+thanh|thuc\s+hien|trien\s+khai|ban\s+hanh|bao\s+cao|to\s+chuc|gui|lam|xong)\b"
_NEGATED = re.compile("|".join((*_NOT, _DONE)))
_OTHER_YEAR = re.compile(
    r"(?<!\bcac )(?<!\bnhung )\bnam\s+(?:sau|toi|ke\s+tiep|ke\s+sau|lien\s+ke|tiep\s+theo|truoc|ngoai)\b"
    r"(?!\s+(?:khi|ngay|thang|quy|tuan|ky|\d|____))"  # "báo cáo năm trước 30/11" is a report of the year
)


def negated(words: Words, start: int = 0, end: int = 0) -> str:
    """Return what makes a time mean less or something else, in the document's words; nothing between start and end.

    What must not be counted out ("không quá 10 ngày", "không chậm hơn") is no negation.
    """
    bare = words.bare[:start] + " " * (end - start) + words.bare[end:]
    for pattern in (_NEGATED, _OTHER_YEAR):
        if found := pattern.search(bare):
            rest = re.match(r"[^;,()]*", words.text[found.start() :])
            return words.written(found.start(), found.start() + len(rest[0]) if rest else found.end())
    return ""
