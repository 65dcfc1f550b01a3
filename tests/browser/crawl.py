"""Walks a platform as a reader does: every kind of page that links lead to, each looked at once."""

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Page

from tools import screenshots

FILES = (".xlsx", ".csv", ".pdf", ".docx", ".json", ".zip", ".sig", ".pem")
APART = {"ui_sample", "ui_gallery", "account_logout", "own_language"}  # looked at elsewhere, or acts at once
DOWNLOADS = {
    "audit_roots_file",
    "plans:attachment",
    "people_export",
    "documents:file",
    "communications:file",
    "inspections:file",
    "par_index:data",
    "par_index:evidence",
    "par_index:export",
}
PLACEHOLDERS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const text = walker.currentNode.data.trim();
        if (/^(None|null|undefined|NaN|\\[\\]|\\{\\})$/.test(text) || /\\{\\{|\\{%|<c-/.test(text)) found.push(text);
    }
    return found;
}"""

WIDE_TABLES = """() => [...document.querySelectorAll("main .scroll:not(:has(.heat-grid, .timeline))")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.getAttribute("aria-label"))"""
"""What must be pushed sideways to be read; a grid is two-dimensional by nature: units by fields, tasks by time."""
LARGE, USUAL = (f"document.documentElement.style.fontSize = '{size}'" for size in ("200%", ""))

SHAPE = """() => {
    const name = (node) => [node.localName, node.getAttribute("class"), node.getAttribute("role")].join(".");
    const pairs = [...document.querySelectorAll("body *")].map((node) => name(node.parentElement) + ">" + name(node));
    return [...new Set(pairs)].sort().join(" ");
}"""


@dataclass
class Walk:
    """What a walk met: the address and the title of every kind of page, and what was wrong with any."""

    pages: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def kind_of(address: str) -> str | None:
    """Return the name of the page at ``address``, None for what is no page."""
    path = urlsplit(address).path
    with translation.override("en" if path.startswith("/en/") else "vi"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


def walk(page: Page, base: str, starts: list[str], judged: set[tuple[str, str]], limit: int = 120) -> Walk:
    """Follow links from ``starts``, breadth first, to one page of every kind; axe has seen the shapes in ``judged``."""
    done = Walk()
    ahead, tried = deque(starts), set(APART | DOWNLOADS)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    while ahead and len(done.pages) < limit:
        address = ahead.popleft()
        kind = kind_of(address)
        if kind is None or kind in tried:
            continue
        tried.add(kind)
        errors.clear()
        faults = look(page, base + address)
        kind = kind_of(page.url) or kind  # where the address led in the end
        tried.add(kind)
        if kind not in done.pages:
            done.pages[kind], done.titles[kind] = address, page.title()
            faults += judge(page, kind, judged)
            if kind != "search":  # what a search finds is any record of its kind, not the one with every link
                ahead += links(page, base, english=starts[0].startswith("/en/"))
        done.faults += [f"{kind} {address}: {line}" for line in [*faults, *errors]]
    return done


def links(page: Page, base: str, *, english: bool) -> list[str]:
    """Return the addresses of the same language that ``page`` leads to, without files."""
    addresses: list[str] = page.evaluate("[...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)")
    own = [address.removeprefix(base).split("#")[0] for address in addresses if address.startswith(base + "/")]
    return [path for path in own if path.startswith("/en/") == english and not urlsplit(path).path.endswith(FILES)]


def look(page: Page, url: str) -> list[str]:
    """Return what is wrong with the page at ``url``, at every width."""
    page.set_viewport_size({"width": max(screenshots.WIDTHS), "height": 900})
    answer = page.goto(url)
    if answer is None or answer.status != 200:
        return [f"status {answer and answer.status}"]
    faults = _frame(page) + [f"placeholder {text}" for text in page.evaluate(PLACEHOLDERS)]
    for width in sorted(screenshots.WIDTHS, reverse=True):
        page.set_viewport_size({"width": width, "height": 900})
        if (extra := screenshots.overflow(page)) > 0:
            faults.append(f"scrolls sideways by {extra} at {width}")
        faults += [f"table “{name}” is cut at {width}" for name in page.evaluate(WIDE_TABLES)]
    page.evaluate(LARGE)
    if (extra := screenshots.overflow(page)) > 0:
        faults.append(f"scrolls sideways by {extra} at {width} with text at 200 %")
    page.evaluate(USUAL)
    return faults


def judge(page: Page, kind: str, judged: set[tuple[str, str]]) -> list[str]:
    """Return what axe finds on a phone and at a desk, unless it has seen a page of this kind made of the same parts."""
    faults: list[str] = []
    shape = (kind, str(page.evaluate(SHAPE)))
    if shape in judged:
        return faults
    judged.add(shape)
    for width in (min(screenshots.WIDTHS), max(screenshots.WIDTHS)):
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{line} at {width}" for line in screenshots.violations(page)]
    return faults


def _frame(page: Page) -> list[str]:
    """Return what the frame of a page lacks: one heading, a title, landmarks, its language."""
    office = page.locator("body.office-page").count() == 1
    english = urlsplit(page.url).path.startswith("/en/")
    wanted = {
        "one h1": page.locator("h1").count() == 1,
        "a heading with words": all(text.strip() for text in page.locator("h1").all_inner_texts()),
        "a title": bool(page.title().split("·")[0].strip()),
        "one main": page.locator("main").count() == 1,
        "a menu": page.locator("nav").count() > 0 or not office,
        "its language": page.locator("html").get_attribute("lang") == ("en" if english else "vi"),
    }
    return [f"lacks {what}" for what, there in wanted.items() if not there]
