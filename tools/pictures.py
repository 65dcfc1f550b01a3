"""The pictures of README and handbook, from a platform with demonstration data: ``python -m tools.pictures``.

Starts a platform of its own, sends the plan of 2019 to be read (for the review page), takes each picture in
``PICTURES``, writes it with few colours to ``docs/pictures``, and leaves no process behind.
"""

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tools.platform import ROOT, Platform, served
from tools.screenshots import chromium, sign_in

FOLDER = ROOT / "docs" / "pictures"
PLAN = ROOT / "content" / "plans" / "dong-thap-2019.txt"
DAY = "2019-09-30"
LARGEST = 150_000  # bytes; README is read over slow lines too
DESK, PHONE = (1440, 900), (390, 780)


@dataclass(frozen=True)
class Picture:
    """One page as one person sees it: ``opens`` is the address of a link to follow, ``down_to`` what to scroll to."""

    name: str
    who: str
    path: str
    opens: str = ""
    down_to: str = ""
    size: tuple[int, int] = DESK


@dataclass(frozen=True)
class Paper:
    """The first page of a document that the office gets at ``path``."""

    name: str
    path: str


PICTURES = (
    Picture("tong-quan", "vanphong", "/"),
    Picture("duyet-ban-doc", "vanphong", "/ke-hoach/ban-doc/", opens=r"/ke-hoach/ban-doc/\d+/$"),
    Picture("viec-cua-toi", "taichinh", "/viec-cua-toi/"),
    Picture("mot-viec", "tamnong", "/viec/", opens=r"/viec/\d+/$"),
    Picture("cho-xac-nhan", "vanphong", "/cho-xac-nhan/"),
    Picture("dien-thoai", "lanhdao", "/", down_to="section:has(.heat)", size=PHONE),
    Picture("thong-bao", "vanphong", "/thong-bao/"),
    Picture("bao-cao-tre", "vanphong", "/bao-cao-dinh-ky/ky/2019/quarter_3/"),
    Picture("hop-ban-chi-dao", "vanphong", "/ban-chi-dao/", opens=r"/ban-chi-dao/\d+/$"),
    Picture("trinh-chieu", "vanphong", "/ban-chi-dao/2/trinh-chieu/?trang=3"),
    Picture("truyen-thong", "vanphong", "/truyen-thong/theo-thang/"),
    Picture("kiem-tra", "vanphong", "/kiem-tra/"),
    Picture("dot-cham", "vanphong", "/chi-so/", opens=r"/chi-so/dot/\d+/$"),
    Picture("tieu-chi", "tamnong", "/chi-so/phieu/118/muc/1.1.3/"),
    Picture("can-lam", "tamnong", "/chi-so/phieu/75/can-lam/"),
    Picture("xep-hang", "vanphong", "/chi-so/dot/6/ket-qua/"),
)
PAPERS = (
    Paper("giay-ke-hoach", "/ke-hoach/1/nhiem-vu/?xuat=pdf"),
    Paper("giay-tom-tat", "/ban-chi-dao/2/tom-tat.pdf"),
)


def main() -> int:
    """Take all pictures; return 1 if one is missing or too large."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(demo=DAY) as platform, chromium() as browser:
        password = (platform.home / "demo-password").read_text().strip()
        _send_plan(browser, platform, password)
        wrong = [line for picture in PICTURES for line in _take(browser, platform, password, picture)]
        wrong += [line for paper in PAPERS for line in _print(browser, platform, password, paper)]
    for line in wrong:
        sys.stderr.write(f"{line}\n")
    return 1 if wrong else 0


def _signed_in(browser: Browser, platform: Platform, who: str, password: str, size: tuple[int, int]) -> BrowserContext:
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport=viewport)  # type: ignore[arg-type]
    sign_in(context, platform.url, "/dang-nhap/", who, password)
    return context


def _send_plan(browser: Browser, platform: Platform, password: str) -> None:
    """Send a copy of the plan that differs in one space, so that a reading waits for its review."""
    context = _signed_in(browser, platform, "vanphong", password, DESK)
    page = context.new_page()
    page.goto(f"{platform.url}/ke-hoach/doc/")
    content = PLAN.read_bytes() + b"\n"
    page.set_input_files("input[type=file]", {"name": PLAN.name, "mimeType": "text/plain", "buffer": content})
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/ke-hoach/ban-doc/\d+/"))
    context.close()


def _take(browser: Browser, platform: Platform, password: str, picture: Picture) -> list[str]:
    context = _signed_in(browser, platform, picture.who, password, picture.size)
    page = context.new_page()
    page.goto(platform.url + picture.path, wait_until="networkidle")
    if picture.opens and not _follow(page, picture.opens):
        return [f"{picture.name}: {picture.path} has no link like {picture.opens}"]
    if picture.down_to:
        page.locator(picture.down_to).first.evaluate("it => it.scrollIntoView()")
    size = _write(page.screenshot(), FOLDER / f"{picture.name}.png")
    context.close()
    return [f"{picture.name}: {size} bytes, more than {LARGEST}"] if size > LARGEST else []


def _print(browser: Browser, platform: Platform, password: str, paper: Paper) -> list[str]:
    context = _signed_in(browser, platform, "vanphong", password, DESK)
    content = context.request.get(platform.url + paper.path).body()
    context.close()
    first = pypdfium2.PdfDocument(content)[0].render(scale=1.1).to_pil()
    out = io.BytesIO()
    first.save(out, "PNG")
    size = _write(out.getvalue(), FOLDER / f"{paper.name}.png")
    return [f"{paper.name}: {size} bytes, more than {LARGEST}"] if size > LARGEST else []


def _follow(page: Page, pattern: str) -> bool:
    """Open the first link of the page's main part whose address fits ``pattern``."""
    for link in page.locator("main a[href]").all():
        address = link.get_attribute("href") or ""
        if re.search(pattern, address):
            link.click()
            page.wait_for_load_state("networkidle")
            return True
    return False


def _write(screenshot: bytes, target: Path) -> int:
    """Write a screenshot with at most 256 colours, and return its size in bytes."""
    with Image.open(io.BytesIO(screenshot)) as image:
        few = image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
