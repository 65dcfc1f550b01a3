"""What frames the tasks: number, day, issuer, title, bases, and at the end recipients and signature."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.kernel.papers import Paragraph
from cchc.kernel.text import squeeze
from cchc.organisation.types import Directory
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.rules.reading.words import Words
from cchc.plans.types import Signatory

_NUMBER = re.compile(r"\bSố\s*:?\s*(?P<number>\d+[A-Za-z]?\s*/\s*[A-ZĐÀ-Ỵ][\wĐ&.\-–/ ]*[A-ZĐa-z\d])", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(?P<place>[^,;\d]{2,60}),\s*)?ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_KIND = re.compile(r"^KẾ\s*HOẠCH\b[\s:]*(?P<title>.*)$", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^(?:-\s*)?(?:Căn cứ|Thực hiện|Triển khai|Để |Nhằm |Tiếp tục|Trên cơ sở|Theo |Xét )", re.IGNORECASE
)
_RULE = re.compile(r"^[\W_]*$")
_BODY = r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Sở|Ban|Thanh tra|Văn phòng)"
_ENACTS = re.compile(rf",?\s*(?:và\s+)?(?:trên cơ sở|{_BODY}\b[^,;]*?\b(?:xây dựng|ban hành)).*$", re.IGNORECASE)
_YEAR = re.compile(
    r"\bnăm\s+((?:19|20)\d\d)\b|\b((?:19|20)\d\d)\s*[-–]\s*(?:19|20)\d\d\b|\b((?:19|20)\d\d)\b", re.IGNORECASE
)
_COUNCIL = re.compile(r"^(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\b", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG HÒA|CỘNG HOÀ|Độc lập|Tự do", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^nơi\s+nhận\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\s*\.", re.IGNORECASE)
_NAME = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){1,5}$")
_PART = re.compile(r"^[IVX]+\s*[.\-–]")
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Frame:
    """Whatever of it the document gives."""

    number: str = ""
    issued_on: dt.date | None = None
    place: str = ""
    title: str = ""
    year: int | None = None
    is_year_stated: bool = False
    bases: tuple[str, ...] = ()


def issued(lines: Sequence[Paragraph]) -> tuple[dt.date | None, str]:
    """Return the day of issue and the place before it."""
    for line in lines:
        found = _DATED.search(line.text)
        if found:
            try:
                day = dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
            return day, squeeze(found["place"] or "").strip(" *-")
    return None, ""


def read(lines: Sequence[Paragraph]) -> Frame:
    """Return number, day, title, year and bases."""
    day, place = issued(lines)
    number = next((found["number"] for line in lines if (found := _NUMBER.search(line.text))), "")
    title, after = _title(lines)
    stated = _year(title)
    year = stated or (day.year if day else None)
    return Frame(
        re.sub(r"\s*([/–-])\s*", r"\1", number).strip(), day, place, title, year, bool(stated), _bases(lines[after:])
    )


def _title(lines: Sequence[Paragraph]) -> tuple[str, int]:
    """Return what stands below "KẾ HOẠCH", and the place of the line after it."""
    for place, line in enumerate(lines):
        found = _KIND.match(line.text)
        if found is None or (found["title"] and not (line.bold or line.text.isupper() or line.text.startswith("KẾ"))):
            continue
        parts = [found["title"]] if found["title"] else []
        for after in range(place + 1, len(lines)):
            text = lines[after].text
            is_over = _PREAMBLE.match(text) or _PART.match(text) or len(" ".join([*parts, text])) > _LONGEST_TITLE
            if is_over or (parts and _RULE.match(text)) or (parts and lines[place + 1].bold and not lines[after].bold):
                return " ".join(parts).strip(" .:"), after
            parts += [] if _RULE.match(text) else [text]
        return " ".join(parts).strip(" .:"), len(lines)
    return "", 0


def _year(title: str) -> int | None:
    found = _YEAR.search(title)
    return int(next(year for year in found.groups() if year)) if found else None


def _bases(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return what the plan rests on: the documents named between the title and the first part."""
    found: list[str] = []
    for line in lines:
        if _PART.match(line.text) or re.match(r"^\d{1,2}[.)]\s", line.text):
            break
        if _PREAMBLE.match(line.text):
            text = _ENACTS.sub("", line.text)
            found += [part.strip(" ;,.-") for part in text.split(";")]
    return tuple(part for part in found if part)


def issuer(
    lines: Sequence[Paragraph], signatory: Signatory, place: str, directory: Directory, resolver: Resolver
) -> str:
    """Return who issues the plan: the last body of the letterhead, or else whoever it is signed for."""
    names = {unit.code: (unit.name, unit.level) for unit in directory.units}
    for line in reversed(_letterhead(lines)):
        who = resolver.understand(line)
        if len(who.units) == 1 and not who.unresolved:
            return _official(*names[who.units[0]])
        if _COUNCIL.match(line):
            return line.capitalize() if line.isupper() else line
    signed = _AUTHORITY.sub("", signatory.authority).strip()
    if _COUNCIL.match(signed):
        for unit in directory.units:
            if unit.level == "province" and unit.short and unit.short.casefold() == place.casefold():
                return _official(unit.name, unit.level)
    return ""


def _letterhead(lines: Sequence[Paragraph]) -> list[str]:
    """Return the lines above the number and the title, a body that takes two lines made one."""
    found: list[str] = []
    for line in lines[:12]:
        if _KIND.match(line.text):
            break
        if not (
            _NUMBER.search(line.text) or _DATED.search(line.text) or _MOTTO.search(line.text) or _RULE.match(line.text)
        ):
            if found and _COUNCIL.fullmatch(found[-1]):
                found[-1] = f"{found[-1]} {line.text}"
            else:
                found.append(line.text)
    return found


def _official(name: str, level: str) -> str:
    is_place = level in {"province", "district", "commune"}
    return f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}" if is_place else name


def recipients(lines: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return to whom the plan goes."""
    start = _place_of(lines, _RECIPIENTS)
    if start is None:
        return ()
    found = []
    for line in lines[start:]:
        text = _RECIPIENTS.sub("", line.text).strip(" :")
        if text.startswith(("-", "–", "+", "•")):
            found.append(text.strip(" -–+•;.,"))
    return tuple(found)


def _place_of(lines: Sequence[Paragraph], pattern: re.Pattern[str]) -> int | None:
    return next((place for place, line in enumerate(lines) if pattern.match(line.text)), None)


def ending(lines: Sequence[Paragraph]) -> int:
    """Return the place of the first line of recipients or signature, the number of lines if there is neither."""
    half = len(lines) // 2
    starts = [_place_of(lines[half:], pattern) for pattern in (_RECIPIENTS, _AUTHORITY)]
    return min((half + start for start in starts if start is not None), default=len(lines))


def signatory(lines: Sequence[Paragraph]) -> Signatory:
    """Return by whose authority, in what post and by whom the plan is signed."""
    tail = [line.text for line in lines[ending(lines) :] if not line.text.startswith(("-", "–", "+"))]
    tail = [text for text in tail if not _RECIPIENTS.match(text) and not _RULE.match(text)]
    authority = [text for text in tail if _AUTHORITY.match(text)]
    posts = [text for text in tail if text.isupper() and not _AUTHORITY.match(text) and len(text) < 60]
    names = [text for text in tail if not text.isupper() and _is_name(text)]
    if not authority and not posts:
        return Signatory()
    return Signatory(" ".join(authority), posts[-1] if posts else "", names[-1] if names else "")


def _is_name(text: str) -> bool:
    bare = Words.of(text).bare
    return bool(_NAME.match(text)) and text.istitle() and not bare.startswith(("luu", "noi nhan"))
