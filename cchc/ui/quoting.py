"""Pages in another language quote Vietnamese everywhere: names of units, titles of tasks, what people wrote. Mark it.

A screen reader must change its voice there (WCAG 3.1.2). No template can know which of its values are Vietnamese, and
one forgotten among hundreds is silent; so the finished page is read once, and ``lang="vi"`` is put

- on the element, where all its own text is Vietnamese: ``<td lang="vi">Huyện Tam Nông</td>``
- around the words, where they stand in a sentence: ``Report of <span lang="vi">Huyện Tam Nông</span>, 12 tasks``

Vietnamese is known by its letters; a syllable without tones counts where it stands between or beside such words.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

LETTER = r"[À-ÖØ-öø-ɏ\u0300-\u036f\u1ea0-\u1ef9]"
"""A letter that Vietnamese has and English has not."""

_TOKEN = re.compile(r"<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^<'\">])*>", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
_LETTER = re.compile(LETTER)
_LANG = re.compile(r"\slang=[\"']?([\w-]+)")
_VALUE = re.compile(rf"\s(?:value|placeholder)=(\"[^\"]*{LETTER}[^\"]*\"|'[^']*{LETTER}[^']*')")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_NEVER = frozenset({"script", "style"})
_ONLY_TEXT = frozenset({"title", "option", "textarea", "text", "tspan", "desc"})
"""Elements that can hold no ``<span>``, of HTML and of SVG; they are marked where most of their text is Vietnamese."""
_HOLDERS = frozenset(("", name) for name in _ONLY_TEXT)

_CODE = re.compile(r"[A-ZĐ0-9][A-ZĐ0-9./\-]*")
_FIGURE = re.compile(r"[\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_ENGLISH_SYLLABLES = (
    "a am an at be but by can cat chat cup day die do due each eat get go got hat he him hit hot i in it keep key "
    "let long man map may me mean men met no non not on out pay put ran ring run sat say see set sing so song sum "
    "team ten than that the them then thin thing to too top up yet you"
)
_ENGLISH = frozenset(_ENGLISH_SYLLABLES.split())
_STOPS = frozenset(".:;!?,)")
_APART = re.compile(r"([·•|…→›]|(?<=\s)[—–-](?=\s))")
_OFTEN = 1_000  # letters
Answer = TypeVar("Answer")


def quoted(page: str, language: str = "en") -> str:
    """Return a page written in ``language`` with the Vietnamese in it marked; ``vi`` itself is returned as it is."""
    return page if language == "vi" or not _LETTER.search(page) else "".join(_marked(page))


def _marked(page: str) -> Iterator[str]:
    pieces = list(_pieces(page))
    inside: tuple[str, int] | None = None  # the element already marked, and how many of its name are open
    for place, (piece, is_tag) in enumerate(pieces):
        closing, name = _named(piece) if is_tag else ("", "")
        if inside:
            yield piece
            if name == inside[0] and name not in _VOID:
                depth = inside[1] + (-1 if closing else 0 if piece.endswith("/>") else 1)
                inside = (name, depth) if depth else None
        elif not is_tag:
            yield piece if _is_owned(pieces, place) else _in_words(piece)
        elif name and not closing and name != "html" and (said := _LANG.search(piece)):
            inside = (name, 1) if said[1] == "vi" and name not in _VOID else None
            yield piece
        elif name and not closing and _is_vietnamese_element(pieces, place, name):
            yield f'{piece[: len(name) + 1]} lang="vi"{piece[len(name) + 1 :]}'
        else:
            yield piece


def _pieces(page: str) -> Iterator[tuple[str, bool]]:
    """Yield text and tags in turn; the text of scripts and styles belongs to their tag."""
    at, end = 0, len(page)
    while at < end:
        tag = _TOKEN.search(page, at)
        if not tag:
            yield page[at:], False
            return
        if tag.start() > at:
            yield page[at : tag.start()], False
        at = tag.end()
        closing, name = _named(tag[0])
        if name in _NEVER and not closing:
            over = page.find(f"</{name}", at)
            at = end if over < 0 else over
        yield page[tag.start() : at], True


def _named(tag: str) -> tuple[str, str]:
    found = _NAME.match(tag)
    return (found[1], found[2].lower()) if found else ("", "")


def _is_vietnamese_element(pieces: list[tuple[str, bool]], place: int, name: str) -> bool:
    tag = pieces[place][0]
    if name in _VOID:
        return name == "input" and bool(_VALUE.search(tag))
    return name not in _NEVER and _is_filled(pieces, place)


def _is_filled(pieces: list[tuple[str, bool]], place: int) -> bool:
    """Tell whether the element opened at ``place`` holds one text only, and takes the mark for it."""
    if place + 2 >= len(pieces) or pieces[place + 1][1]:
        return False
    text, (closing, name) = pieces[place + 1][0], _named(pieces[place + 2][0])
    opened = _named(pieces[place][0])
    if opened[0] or not closing or name != opened[1] or not _LETTER.search(text):
        return False
    return _is_mostly(text) if name in _ONLY_TEXT else _is_whole(text)


def _is_owned(pieces: list[tuple[str, bool]], place: int) -> bool:
    if place == 0 or not pieces[place - 1][1]:
        return False
    return _named(pieces[place - 1][0]) in _HOLDERS or _is_filled(pieces, place - 1)


def _is_whole(text: str) -> bool:
    return not any(re.search("[A-Za-z]", run) for run, is_vietnamese in _runs(text) if not is_vietnamese)


def _is_mostly(text: str) -> bool:
    return 2 * sum(len(run) for run, is_vietnamese in _runs(text) if is_vietnamese) > len(text.strip())


def _in_words(text: str) -> str:
    if not _LETTER.search(text):
        return text
    return "".join(f'<span lang="vi">{run}</span>' if is_vietnamese else run for run, is_vietnamese in _runs(text))


def _remembered(way: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """Remember what a short text is: a list says the same words over and over. Long ones would fill the memory."""
    known = lru_cache(4096)(way)
    return lambda text: known(text) if len(text) < _OFTEN else way(text)


@_remembered
def _runs(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the stretches of a text, each with whether it is Vietnamese."""
    return tuple(_stretches(text))


def _stretches(text: str) -> Iterator[tuple[str, bool]]:
    """Yield stretches of one language; spaces and what only sets apart stand outside the Vietnamese."""
    for part in _APART.split(text):
        words = re.split(r"(\s+)", part)
        kinds = [_kind(word) for word in words]
        for place in range(2, len(words)):
            if kinds[place] == "name" and words[place - 2][-1:] in _STOPS:
                kinds[place] = "en"
        at = 0
        while at < len(words):
            span = _span(kinds, at)
            if span is None:
                yield "".join(words[at:]), False
                break
            start, end = span
            if start > at:
                yield "".join(words[at:start]), False
            yield "".join(words[start:end]), True
            at = end


@_remembered
def _kind(word: str) -> str:
    """Return ``vi``, ``en``, ``may`` for what may be either, ``neither`` for spaces and signs.

    ``name`` is a syllable that English has as well, written like one of a name (Xã Mỹ Long): it belongs to the name
    before it, and begins none.
    """
    if _LETTER.search(word):
        return "vi"
    if not word.strip() or _FIGURE.fullmatch(word):
        return "neither"
    bare = word.strip(".,:;!?()[]“”\"'")
    if _CODE.fullmatch(bare):
        return "may"
    if not _SYLLABLE.fullmatch(bare):
        return "en"
    if bare.lower() not in _ENGLISH:
        return "may"
    return "name" if bare.istitle() else "en"


def _span(kinds: list[str], at: int) -> tuple[int, int] | None:
    """Return where the next Vietnamese stretch begins and ends: from word to word, with what may belong to it."""
    first = next((place for place in range(at, len(kinds)) if kinds[place] == "vi"), None)
    if first is None:
        return None
    start = last = first
    for place in range(first - 1, at - 1, -1):
        if kinds[place] in ("en", "name"):
            break
        start = place if kinds[place] == "may" else start
    for place in range(first + 1, len(kinds)):
        if kinds[place] == "en":
            break
        last = place if kinds[place] in ("vi", "may", "name") else last
    return start, last + 1


def middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Mark the Vietnamese in every page that is sent in another language."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        language = get_language() or "vi"
        if language != "vi" and isinstance(response, HttpResponse) and _is_page(response):
            response.content = quoted(response.content.decode(response.charset), language).encode(response.charset)
        return response

    return answer


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and not response.has_header("Content-Encoding")
