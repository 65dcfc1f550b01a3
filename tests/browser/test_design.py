"""The design system in a real browser: nothing axe objects to, nothing wider than a phone, no script needed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from cchc.ui.pages.gallery import PAGES
from tests.browser.conftest import listening
from tools import screenshots
from tools.platform import Platform

pytestmark = pytest.mark.browser
ADDRESSES = ["/ui/", "/en/ui/", *(f"/ui/trang/{name}/" for name in PAGES)]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_are_sound_at_every_width(demo: Platform, page: Page, address: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for width in screenshots.WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(demo.url + address)
        assert screenshots.violations(page) == []
        assert screenshots.overflow(page) == 0
    assert refused == []


def test_the_letters_are_our_own(demo: Platform, page: Page) -> None:
    fetched: list[str] = []
    page.on("response", lambda answer: fetched.append(answer.url))
    page.goto(demo.url + "/ui/trang/office/")
    page.evaluate("document.fonts.ready")
    assert all(url.startswith(demo.url) for url in fetched)
    assert page.evaluate("document.fonts.check('600 16px \"Be Vietnam Pro\"', 'Nhiệm vụ')")
    assert page.evaluate(
        "[...document.fonts].some((face) => face.family === 'Be Vietnam Pro' && face.status === 'loaded')"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_the_phone_menu_opens_with_and_without_scripts(demo: Platform, chromium: Browser, scripts: bool) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(demo.url + "/ui/trang/office/")
    entry = page.get_by_role("link", name="Người dùng")
    expect(entry).to_be_hidden()
    page.get_by_role("button", name="Danh mục").click()
    expect(entry).to_be_visible()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    context.close()


def test_keys_reach_search_rows_and_help(demo: Platform, page: Page) -> None:
    page.goto(demo.url + "/ui/trang/list/")
    listening(page)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Tìm kiếm")).to_be_focused()
    page.keyboard.type("j?")
    expect(page.get_by_role("searchbox", name="Tìm kiếm")).to_have_value("j?")
    page.get_by_role("heading", level=1).click()
    rows = page.locator("main .table tbody tr")
    for key, row in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(row).locator(":focus")).to_have_count(1)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_first_tab_leads_past_the_menu(demo: Platform, page: Page) -> None:
    page.goto(demo.url + "/ui/trang/office/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_what_is_wrong_gets_the_focus_and_leads_to_its_field(demo: Platform, page: Page) -> None:
    page.goto(demo.url + "/ui/trang/form/")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    page.locator(".error-summary a").nth(2).click()
    expect(page.get_by_label("Ngày hoàn thành")).to_be_focused()


def test_paper_shows_the_content_only(demo: Platform, page: Page) -> None:
    page.goto(demo.url + "/ui/trang/list/")
    page.emulate_media(media="print")
    for hidden in (".rail", ".top", ".filters", ".tabs", ".pager"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()


def test_a_slow_upload_shows_its_progress_and_then_the_answer(demo: Platform, page: Page) -> None:
    page.goto(demo.url + "/ui/trang/form/")
    progress = page.get_by_role("progressbar", name="Đang gửi tệp")
    expect(progress).to_be_hidden()

    def answer_late(route: Route) -> None:
        if route.request.method == "POST":
            expect(progress).to_be_visible(timeout=4000)
            route.fulfill(body="<title>Đã nhận</title><main tabindex=-1>Đã nhận tệp</main>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/ui/trang/form/", answer_late)
    page.get_by_label("Sản phẩm").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã nhận tệp")).to_be_visible()
    assert page.title() == "Đã nhận"


@pytest.mark.parametrize("scripts", [True, False])
def test_what_cannot_be_undone_asks_first_with_and_without_scripts(
    demo: Platform, chromium: Browser, scripts: bool
) -> None:
    page = chromium.new_context(java_script_enabled=scripts).new_page()
    page.goto(demo.url + "/ui/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    opener = page.get_by_role("button", name="Bỏ mục")
    opener.click()
    asked = page.get_by_role("dialog", name="Mọi mục con cũng bị bỏ")
    expect(asked.get_by_role("button", name="Quay lại")).to_be_focused()
    page.keyboard.press("Enter")
    expect(asked).to_be_hidden()
    expect(opener).to_be_focused()
    assert sent == []
    opener.click()
    with page.expect_request(lambda request: request.method == "POST"):
        asked.get_by_role("button", name="Bỏ mục").click()
    assert sent == ["lam=bo"]
    page.context.close()
