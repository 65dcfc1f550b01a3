"""The words of a time, told apart by their tones: folded, "ngay" (at once) is "ngày" (day) and "mới" (new) is "mỗi"."""

import re

from cchc.plans.rules.reading.words import Words

_MEANT = {
    "ngay": "ngày", "thang": "tháng", "tuan": "tuần", "quy": "quý quí qúy quy qui", "qui": "quý quí qúy quy qui",
    "nam": "năm", "ky": "kỳ kì", "lan": "lần", "truoc": "trước", "den": "đến", "tu": "từ tư", "sau": "sau sáu",
    "ba": "ba", "hai": "hai", "bay": "bảy", "tam": "tám", "chin": "chín", "muoi": "mười", "mot": "một", "bon": "bốn",
    "moi": "mỗi", "hang": "hàng hằng", "cuoi": "cuối", "dau": "đầu", "het": "hết", "khi": "khi", "dinh": "định",
    "thu": "thứ", "so": "số", "dot": "đợt đột", "cuoc": "cuộc", "bai": "bài", "tin": "tin",
    "khong": "không", "chua": "chưa", "tru": "trừ", "hoan": "hoãn hoàn", "dung": "dừng", "huy": "hủy huỷ", "da": "đã",
    "bo": "bỏ", "ngung": "ngưng ngừng",
}  # fmt: skip
"""The ways in which each word that the reader knows is written."""

BULLET = "¶"
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_BULLET = re.compile(r"^[-+•●▪*](?=\s|[^\W\d_])")
_BULLET = re.compile(r"(?:^|(?<=\s))[-+•●▪*](?=\s|[^\W\d_])")
_ALONE = frozenset({"ngay"})  # a word of its own without a tone: elsewhere a missing tone is a slip of the pen


def timely(text: str) -> Words:
    """Return the words of a schedule with what only looks like a word of time blotted out in ``bare``.

    A text typed without any diacritics is taken as it stands. Where it is a list with bullets, each becomes ``BULLET``:
    the dash of "- Quý I - Quý IV" makes no range.
    """
    words = _listed(Words.of(text))
    if words.text.isascii():
        return words
    bare = list(words.bare)
    for found in _WORD.finditer(words.text):
        start, end = found.span()
        if not _is_meant(found[0].lower(), words.bare[start:end]):
            bare[start:end] = "_" * (end - start)
    return Words(words.text, "".join(bare))


def _listed(words: Words) -> Words:
    if not _FIRST_BULLET.match(words.bare):
        return words
    return Words(words.text, _BULLET.sub(BULLET, words.bare))


def _is_meant(written: str, bare: str) -> bool:
    meant = _MEANT.get(bare)
    if meant is None or written in meant.split():
        return True
    return written == bare and bare not in _ALONE
