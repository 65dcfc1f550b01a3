"""The end of the document: to whom it goes and by whom it is signed; what annexes say below is not theirs."""

import re
from collections.abc import Sequence

from cchc.kernel.papers import Paragraph
from cchc.plans.rules.reading import kinds
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Signatory

_RECIPIENTS = re.compile(r"^\W*nơi\s+nhận\b", re.IGNORECASE)
AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|TUN|Q)\s*\.\s*(?=[^\W\d_])")
_ANNEX = re.compile(
    r"^\W*(?:phụ lục|biểu(?: mẫu)?(?: số)?\s*\d|mẫu(?: số)?\s*\d|danh mục\b|bảng\b|\(?(?:ban hành )?kèm theo)",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\W_]*$")
_NAME = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){1,5}$")
_POST = re.compile(
    r"\b(?:chu tich|giam doc|chanh van phong|chanh thanh tra|truong ban|bi thu|cuc truong|chi cuc truong|vien truong"
    r"|hieu truong|truong phong|tong giam doc|thu truong|bo truong|chi huy truong|chanh an|truong doan|uy vien"
    r"|vu truong)\b"
)
_BULLETS = ("-", "–", "+", "•")
_LONGEST_POST = 60


def ending(lines: Sequence[Paragraph]) -> int:
    """Return the place of the first line of recipients or signature, the number of lines if there is neither."""
    title = next((place + 1 for place, line in enumerate(lines) if kinds.heading(line)), len(lines) // 2)
    places = (place for place in range(title, len(lines)) if begins(lines[place].text))
    return next(places, len(lines))


def block(lines: Sequence[Paragraph]) -> list[str]:
    """Return the lines of recipients and signature, up to the first annex."""
    found: list[str] = []
    for line in lines[ending(lines) :]:
        if found and (_ANNEX.match(line.text) or kinds.heading(line)):
            break
        found.append(line.text)
    return found


def begins(text: str) -> bool:
    """Tell whether a line begins the end of a document: "Nơi nhận:" or "TM. ỦY BAN NHÂN DÂN"."""
    return bool(_RECIPIENTS.match(text) or (AUTHORITY.match(text) and text.isupper()))


def recipients(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return to whom the plan goes."""
    tail = block(lines)
    start = next((place for place, text in enumerate(tail) if _RECIPIENTS.match(text)), len(tail))
    listed = (_RECIPIENTS.sub("", text).strip(" :*") for text in tail[start:])
    return tuple(text.strip(" -–+•;.,") for text in listed if text.startswith(_BULLETS))


def signatory(lines: Sequence[Paragraph]) -> Signatory:
    """Return by whose authority, in what post and by whom the plan is signed."""
    tail = [text for text in block(lines) if not text.startswith(_BULLETS)]
    tail = [text for text in tail if not _RECIPIENTS.match(text) and not _RULE.match(text)]
    authority = [text for text in tail if AUTHORITY.match(text)]
    posts = [text for text in tail if _is_post(text)]
    names = [text for text in tail if not text.isupper() and _is_name(text)]
    if not authority and not posts:
        return Signatory()
    return Signatory(" ".join(authority), posts[-1] if posts else "", names[-1] if names else "")


def _is_post(text: str) -> bool:
    is_short = text.isupper() and len(text) < _LONGEST_POST and not AUTHORITY.match(text)
    return is_short and bool(_POST.search(Words.of(text).bare))


def _is_name(text: str) -> bool:
    bare = Words.of(text).bare
    return bool(_NAME.match(text)) and text.istitle() and not bare.startswith(("luu", "noi nhan"))
