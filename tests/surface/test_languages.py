"""Every page in English marks the Vietnamese it quotes and translates all of its own; a Vietnamese page has no mark.

What is checked is what a browser gets: text outside ``lang="vi"`` has no Vietnamese letter, and text inside it is
nobody's sentence of the interface. A new address is in without being listed.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cchc.accounts.rules.roles import Role
from cchc.ui.quoting import LETTER
from tests.surface.test_surface import declared, filled
from tests.surface.test_way_back import widest
from tests.surface.world import made
from tools import catalogue

ROOT = Path(__file__).resolve().parents[2]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HOLDS_NO_MARK = {"title", "option", "textarea", "text", "tspan", "desc"}
"""Elements in which a word can't be marked by itself: an option "Giao Sở Y tế (12 tasks)" has one language."""

VIETNAMESE_FIGURE = re.compile(
    r"(?<![\w/])\d\d/\d\d(?:/\d{4})?(?![\w/])|\d,\d+ ?%|(?<!\d)[1-9]\d{0,2}(?:\.\d{3})+(?!\d)"
)
"""A day, a share, a count as Viet Nam writes them: 25/01, 83,7%, 1.607."""
TYPED = ("For example ", "(million) or ")
"""How an example of what a box takes begins: days and sums are typed the Vietnamese way in either language."""

QUOTED = {"Thường xuyên trong năm", "Kế hoạch kiểm tra"}
"""Words that the world's plan has, as the interface happens to have them too."""


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")


class Texts(HTMLParser):
    """Read a page into (text, language, name of the element)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str, str]] = []
        self.marks = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs).get("lang")
        self.marks += bool(said) and tag != "html" and "hreflang" not in dict(attrs)
        if tag not in VOID:
            self.open.append((tag, said or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1][0] not in {"script", "style"}:
            self.texts.append((" ".join(data.split()), self.open[-1][1], self.open[-1][0]))


def sentences_of_the_interface() -> set[str]:
    """Return the Vietnamese that has other words in English."""
    found = set()
    for path in (ROOT / "cchc").glob("*/locale/en/LC_MESSAGES/django.po"):
        for one in catalogue.parse(path.read_text(encoding="utf-8")):
            if re.search(LETTER, one.text) and one.text not in one.translations and len(one.text.split()) > 3:
                found.add(one.text)
    return found


def pages() -> Iterator[tuple[str, str, str]]:
    """Yield (address, Vietnamese page, English page) of every address that the office or an administrator opens."""
    world = made(3)
    clients = [widest(world, Role.OFFICE), widest(world, Role.ADMINISTRATOR)]
    for where, _permission in declared():
        for address, _owner in list(filled(world, where))[:1]:
            for client in clients:
                vietnamese, english = client.get(address), client.get(f"/en{address}")
                if english.status_code == 200 and english["Content-Type"].startswith("text/html"):
                    yield address, vietnamese.content.decode(), english.content.decode()
                    break


@pytest.mark.slow
@pytest.mark.django_db
def test_english_pages_mark_what_is_vietnamese_and_vietnamese_pages_mark_nothing() -> None:
    own, opened, wrong = sentences_of_the_interface(), 0, []
    for address, vietnamese, english in pages():
        opened += 1
        assert Texts(vietnamese).marks == 0, address
        is_sample = address.startswith("/ui/")  # the gallery shows Vietnamese samples
        for text, language, element in Texts(english).texts:
            if language != "vi" and re.search(LETTER, text) and element not in HOLDS_NO_MARK:
                wrong.append(f"{address}: “{text}” isn't marked")
            if language != "vi" and VIETNAMESE_FIGURE.search(text) and not (is_sample or text.startswith(TYPED)):
                wrong.append(f"{address}: “{text}” writes a figure the Vietnamese way")
            if text in own - QUOTED and not is_sample:
                wrong.append(f"{address}: “{text}” isn't translated")
    assert not wrong, "\n".join(wrong)
    assert opened > 80
