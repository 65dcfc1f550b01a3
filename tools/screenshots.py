"""Pictures of pages from a phone to a desk, to be looked at: ``python -m tools.screenshots http://… /ui/``.

Also says, for each picture, what axe finds and whether the page scrolls sideways; exits 1 if anything does.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = (360, 768, 1366, 1440)
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LEVELS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes takes as long to describe as to find
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Debian's Chromium, which must be installed already."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds on ``page``, a line an element."""
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{rule['id']}: {' '.join(node['target'])}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """Return by how many pixels ``page`` is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def sign_in(context: BrowserContext, base: str, path: str, who: str, password: str) -> None:
    """Fill in the sign-in page as a person would."""
    page = context.new_page()
    page.goto(base + path)
    page.locator("main input:not([type=hidden]):not([type=checkbox])").first.fill(who)
    page.locator("main input[type=password]").fill(password)
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    page.close()


def shoot(context: BrowserContext, base: str, paths: Sequence[str], out: Path, widths: Sequence[int]) -> list[str]:
    """Take the pictures and return what is wrong with the pages."""
    out.mkdir(parents=True, exist_ok=True)
    wrong = []
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in paths:
        for width in widths:
            errors.clear()
            page.set_viewport_size({"width": width, "height": 800})
            answer = page.goto(base + path, wait_until="networkidle")
            name = (path.split("?")[0].strip("/").replace("/", "-") or "home") + f"-{width}.png"
            page.screenshot(path=out / name, full_page=True)
            seen = [f"status {answer.status}"] if answer and answer.status >= 500 else []
            seen += [f"console: {error}" for error in errors] + violations(page)
            seen += [f"scrolls sideways by {extra}px"] if (extra := overflow(page)) > 0 else []
            wrong += [f"{path} @{width}: {line}" for line in seen]
            print(out / name)
    return wrong


def _arguments() -> Namespace:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("base", help="http://127.0.0.1:8000")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--out", type=Path, default=Path("output/screenshots"))
    parser.add_argument("--widths", type=int, nargs="+", default=list(WIDTHS))
    parser.add_argument("--cookie", help="name=value of a session")
    parser.add_argument("--sign-in", nargs=3, metavar=("PATH", "WHO", "PASSWORD"))
    return parser.parse_args()


def main() -> int:
    """Take the pictures that the command line asks for."""
    asked = _arguments()
    with chromium() as browser:
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        if asked.cookie:
            name, value = asked.cookie.split("=", 1)
            context.add_cookies([{"name": name, "value": value, "domain": urlsplit(asked.base).hostname, "path": "/"}])
        if asked.sign_in:
            sign_in(context, asked.base, *asked.sign_in)
        wrong = shoot(context, asked.base.rstrip("/"), asked.paths, asked.out, asked.widths)
    for line in wrong:
        print("✗", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
