"""What an outline may hold: sections in order, each with a key of its own; figures only where they can be had."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, get_args

from cchc.kernel.refusal import Refusal, Sentence, marked
from cchc.reports.types import FigureKind, FigureOf, SectionKind, SectionOf

MOST_SECTIONS, MOST_FIGURES = 60, 60
_KEY = re.compile(r"[A-Za-zĐđ0-9]{1,6}(\.[A-Za-zĐđ0-9]{1,6}){0,3}")
_FIGURE_KEY = re.compile(r"[a-z][a-z0-9_.]{1,78}")


def sections(written: Iterable[Mapping[str, Any]]) -> tuple[SectionOf, ...]:
    """Return the sections of an outline as stored or as a content file says them."""
    return tuple(
        SectionOf(
            one["key"],
            one["title"],
            one.get("kind", "text"),
            one.get("hint", ""),
            tuple(_figure(figure) for figure in one.get("figures", ())),
        )
        for one in written
    )


def _figure(written: str | Mapping[str, Any]) -> FigureOf:
    if isinstance(written, str):
        return FigureOf(written)
    return FigureOf(
        written["key"],
        written.get("title", ""),
        written.get("unit", ""),
        written.get("kind", "count"),
        written.get("over", ""),
        is_entered=True,
    )


def stored(found: Sequence[SectionOf]) -> list[dict[str, Any]]:
    """Return what ``sections`` reads back."""
    return [
        {
            **{"key": one.key, "title": one.title, "kind": one.kind, "hint": one.hint},
            "figures": [_stored_figure(figure) for figure in one.figures],
        }
        for one in found
    ]


def _stored_figure(one: FigureOf) -> str | dict[str, str]:
    if not one.is_entered:
        return one.key
    return {"key": one.key, "title": one.title, "unit": one.unit, "kind": one.kind, "over": one.over}


def check(found: Sequence[SectionOf], indicators: Collection[str]) -> None:
    """Refuse an outline that nobody could fill in; ``indicators`` are the keys that the platform offers."""
    if not found:
        raise Refusal("Đề cương cần ít nhất một mục.")
    if len(found) > MOST_SECTIONS:
        raise Refusal(
            "Đề cương có %(count)s mục; nhiều nhất %(most)s mục.",
            count=len(found),
            most=MOST_SECTIONS,
        )
    _once([one.key for one in found], marked("Mục"))
    for one in found:
        _check_section(one)
    figures = [figure for one in found for figure in one.figures]
    if len(figures) > MOST_FIGURES:
        raise Refusal("Đề cương có %(count)s số liệu; nhiều nhất %(most)s.", count=len(figures), most=MOST_FIGURES)
    _once([figure.key for figure in figures], marked("Số liệu"))
    for figure in figures:
        _check_figure(figure, indicators)


def _once(keys: Sequence[str], what: str) -> None:
    twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
    if twice is not None:
        raise Refusal(
            "%(what)s “%(twice)s” có hai lần: mỗi mục cần một ký hiệu riêng.", what=Sentence(what), twice=twice
        )


def _check_section(one: SectionOf) -> None:
    if not _KEY.fullmatch(one.key):
        raise Refusal("Ký hiệu mục “%(key)s” không đúng: viết như I, II.1 hoặc 3.2.", key=one.key)
    if not one.title.strip() or len(one.title) > 200:
        raise Refusal("Mục %(key)s cần một tên không quá 200 ký tự.", key=one.key)
    if one.kind not in get_args(SectionKind):
        raise Refusal("Mục %(key)s: chọn đề mục, lời văn hoặc số liệu.", key=one.key)
    if (one.kind == "figures") != bool(one.figures):
        raise Refusal("Mục %(key)s: mục số liệu cần ít nhất một số liệu, mục khác thì không có.", key=one.key)


def _check_figure(one: FigureOf, indicators: Collection[str]) -> None:
    if not one.is_entered:
        if one.key not in indicators:
            raise Refusal("Nền tảng không có số liệu “%(key)s”: hãy chọn trong danh sách.", key=one.key)
        return
    if not _FIGURE_KEY.fullmatch(one.key) or "." in one.key:
        raise Refusal("Khóa số liệu “%(key)s” chỉ gồm chữ thường không dấu, số và gạch dưới.", key=one.key)
    if not one.title.strip() or len(one.title) > 200:
        raise Refusal("Số liệu %(key)s cần một tên không quá 200 ký tự.", key=one.key)
    if one.kind not in get_args(FigureKind):
        raise Refusal("Số liệu %(key)s: chọn số đếm, tỷ lệ hoặc trung bình.", key=one.key)
