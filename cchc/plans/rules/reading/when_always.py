"""What only looks like a day ("trực 24/7") or is one of another calendar ("tháng Chạp", "rằm tháng Bảy")."""

import re

from cchc.plans.rules.reading.words import Words

ROUND = "§"
"""Stands in the folded text where the paper says "round the clock"."""

_ROUND = re.compile(
    r"(?<![\d/.,])(?:24 ?/ ?24|24 ?/ ?7|7 ?/ ?7)(?: ?/ ?7)?(?![\d/]| ?/ ?\d)(?: ?(?:h|gio|ngay|____)\b)?"
)
_SURE = re.compile(r"24 ?/ ?24")
_DUTY = re.compile(
    r"\b(?:truc|thuong truc|thuong xuyen|lien tuc|xuyen suot|van hanh|ho tro|phuc vu|hoat dong|tiep nhan|giam sat"
    r"|theo doi|duy tri|bao dam|dam bao|che do|lam viec|suot|ca ngay|moi luc)\b"
)
_DATED = re.compile(r"\b(?:truoc|ngay|den|toi|tu|nhat|han|het|xong|sau|vao|la|trong)\s+$")
_LUNAR = re.compile(
    r"\bam lich\b|\blich am\b|\d\s*\(?\s*al\b|\bthang (?:gieng|chap)\b|\bram\b"
    r"|\b(?:mung|mong)\s+\w+\s+(?:/|thang)\s*\w+|\bgio to hung vuong\b"
)
_LUNAR_WRITTEN = re.compile(
    r"âm lịch|âm lich|am lich|lịch âm|lich am|[âa]l\b|giêng|chạp|rằm|mùng|mồng|mong |mung |giỗ tổ|gio to", re.IGNORECASE
)


def without_round(words: Words) -> tuple[Words, str]:
    """Return the words of a schedule with "24/7" blotted out, and why it can't be told from the 24th of July."""
    bare, unclear = words.bare, ""
    for found in _ROUND.finditer(words.bare):
        if _SURE.match(found[0]) or _DUTY.search(words.bare) or _SURE.search(words.bare):
            bare = bare[: found.start()] + ROUND * len(found[0]) + bare[found.end() :]
        elif not _DATED.search(words.bare[: found.start()]):
            day, month = re.findall(r"\d+", found[0])[:2]
            unclear = f"“{words.text}” là ngày {day} tháng {month} hay suốt ngày đêm: hãy ghi rõ."
    return Words(words.text, bare), unclear


def lunar(words: Words) -> str:
    """Return what is asked about a day of the lunar calendar: no day of the year can be taken from it."""
    if _LUNAR.search(words.bare) and _LUNAR_WRITTEN.search(words.text):
        return f"“{words.text}” tính theo âm lịch: hãy ghi ngày dương lịch."
    return ""
