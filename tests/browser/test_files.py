"""A file that was handed in: its first page beside its name, and the same bytes back, in each kind of store."""

import itertools
import re
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from cchc.kernel.tests.stores import s3_server
from tests.browser.test_pages import sign_in
from tools import platform as platforms
from tools import screenshots
from tools.platform import Platform

__all__ = ["s3_server"]
pytestmark = pytest.mark.browser
NAME = "Bai dang bao.pdf"
WIDTHS = (360, 1366)
counted = itertools.count(1)


@pytest.fixture(scope="module", params=["directory", "s3"])
def province(request: pytest.FixtureRequest) -> Iterator[Platform]:
    """The demonstration, its files beside it or in a bucket; web workers are forked before any store is opened."""
    place = {}
    if request.param == "s3":
        server = request.getfixturevalue("s3_server")
        urllib.request.urlopen(urllib.request.Request(f"{server}/cchc-tep", method="PUT"))
        place = {
            "CCHC_FILES": f"s3://cchc-tep/kho?endpoint={server}",
            "CCHC_FILES_KEY": "khoa",
            "CCHC_FILES_SECRET": "bi-mat",
        }
    with platforms.served(demo="2019-09-30", **place) as platform:
        yield platform


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def office(province: Platform, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(locale="vi-VN", accept_downloads=True, java_script_enabled=request.param)
    page = context.new_page()
    page.set_default_timeout(15_000)
    sign_in(page, province, "vanphong")
    yield page
    context.close()


def registered(page: Page, province: Platform, paper: bytes) -> None:
    page.goto(f"{province.url}/truyen-thong/vao-so/")
    page.locator("[name=channel]").first.select_option("newspaper")
    page.locator("[name=title]").fill(f"Một cửa điện tử, bài {next(counted)}")
    page.locator("[name=outlet]").fill("Báo tỉnh")
    page.locator("[name=published_on]").fill("20/09/2019")
    page.locator("input[type=file]").set_input_files({"name": NAME, "mimeType": "application/pdf", "buffer": paper})
    page.get_by_role("main").get_by_role("button", name="Vào sổ").click()
    expect(page.get_by_role("link", name=NAME)).to_be_visible()


def test_the_first_page_is_seen_where_the_file_stands_and_the_file_comes_back(
    province: Platform, office: Page, picture: Callable[[Page, str], None]
) -> None:
    paper = office.pdf()
    registered(office, province, paper)
    shown = office.get_by_role("img", name=f"Trang đầu của tệp {NAME}")
    expect(shown).to_be_hidden()
    summary = office.get_by_text("Xem trang đầu")
    summary.focus()
    office.keyboard.press("Enter")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    drawn = office.context.request.get(province.url + str(shown.get_attribute("src")))
    assert (drawn.status, drawn.headers["content-type"]) == (200, "image/jpeg")
    size = shown.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) > 100, "a picture, not the sign of a broken one"
    for width in WIDTHS:
        office.set_viewport_size({"width": width, "height": 900})
        assert screenshots.overflow(office) == 0
        picture(office, f"file-preview-{width}")
    with office.expect_download() as fetched:
        office.get_by_role("link", name=NAME).click()
    assert fetched.value.suggested_filename == NAME
    assert fetched.value.path().read_bytes() == paper


def test_a_number_of_the_store_is_nobody_elses_to_read(province: Platform, chromium: Browser, office: Page) -> None:
    registered(office, province, office.pdf())
    folded = office.locator("img[src$='/xem-truoc/']").last  # in a closed fold, where no role is seen
    address = re.sub(r"xem-truoc/$", "", str(folded.get_attribute("src")))
    assert re.search(r"/kho-tep/\d+/$", address)
    assert office.context.request.get(province.url + address).status == 200
    stranger = chromium.new_context()
    try:
        answer = stranger.request.get(province.url + address, max_redirects=0)
        assert answer.status in {302, 403, 404}
    finally:
        stranger.close()


def test_the_machine_says_that_its_store_works(province: Platform) -> None:
    with urllib.request.urlopen(f"{province.url}/readyz", timeout=30) as answer:
        assert b'"files": true' in answer.read()
