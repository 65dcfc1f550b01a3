"""What somebody types is not lost: not to another form of the page, not to the end of a session; a day fits a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import crawl
from tests.browser.test_pages import sign_in
from tools.platform import Platform

pytestmark = pytest.mark.browser

TEXT = "textarea, input:not([type]), input[type=text], input[type=search], input[type=email], input[type=tel]"
FORMS = f"""() => [...document.forms].filter((form) => form.method === 'post' && form.dataset.forget === undefined
    && !form.querySelector('[type=password], [autocomplete=one-time-code]') && form.querySelector(`{TEXT}`)).length"""
TYPE = f"""() => {{
    const typed = [];
    for (const form of document.forms) {{
        if (form.method !== 'post' || form.querySelector('[type=password], [autocomplete=one-time-code]')) continue;
        for (const box of form.querySelectorAll(`{TEXT}`)) {{
            if (!box.name || box.readOnly || box.disabled || box.closest('[data-picker]')) continue;
            box.value = `chữ ${{typed.length}}`;
            box.dispatchEvent(new Event('input', {{ bubbles: true }}));
            typed.push(box.value);
        }}
    }}
    return typed;
}}"""
THERE = f"() => [...document.querySelectorAll(`form[method=post] :is({TEXT})`)].map((box) => box.value)"
READERS = {"office": "vanphong", "district": "tamnong", "commune": "hoabinh", "administrator": "quantri"}


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def pages_with_forms(page: Page, base: str) -> dict[str, str]:
    """Return one address of every kind of page on which a form with text stands beside another form that is sent."""
    ahead, tried, wanted = ["/"], set(crawl.APART | crawl.DOWNLOADS), {}
    while ahead:
        address = ahead.pop(0)
        kind = crawl.kind_of(address)
        if kind is None or kind in tried:
            continue
        tried.add(kind)
        page.goto(base + address)
        if page.evaluate(FORMS) and page.locator("main form[method=post]").count() > 1:
            wanted[kind] = address
        ahead += crawl.links(page, base, english=False)
    return wanted


@pytest.mark.parametrize("reader", READERS)
def test_no_form_of_a_page_loses_what_another_holds(demo: Platform, page: Page, reader: str) -> None:
    """Whatever button of a page is pressed, it comes back: every text typed in its other forms is there."""
    sign_in(page, demo, READERS[reader])
    wanted = pages_with_forms(page, demo.url)
    lost = {}
    for kind, address in wanted.items():
        page.goto(demo.url + address)
        typed = page.evaluate(TYPE)
        page.reload()  # what an answer of another form does
        if missing := set(typed) - set(page.evaluate(THERE)):
            lost[f"{kind} {address}"] = missing
        page.evaluate("sessionStorage.clear()")
    assert lost == {}
    if reader == "office":
        assert wanted, "the walk would be content with pages that have one form each"


REPORT = "Đã tập huấn cho 45 cán bộ một cửa"


def open_report(page: Page, demo: Platform) -> str:
    sign_in(page, demo, "taichinh")
    page.goto(f"{demo.url}/viec/")
    page.locator("main tbody tr:has-text('Đang làm') th a").first.click()
    page.locator("main a[href$='/bao-cao/']").first.click()
    page.wait_for_url("**/bao-cao/")
    return page.url


def end_session(context: BrowserContext) -> None:
    """End it as the server does after a working day: the browser's cookie opens nothing any more."""
    context.clear_cookies(name="sessionid")


def test_a_session_that_ends_while_one_types_gives_the_text_back(
    demo: Platform, context: BrowserContext, page: Page
) -> None:
    address = open_report(page, demo)
    page.get_by_label("Mức hoàn thành").fill("75")
    page.get_by_label("Đã làm được gì").fill(REPORT)
    end_session(context)
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên làm việc đã hết")
    expect(page.locator("[data-kept-words]")).to_be_visible()
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.locator("[name=login]").fill("taichinh")
    page.locator("[name=password]").fill((demo.home / "demo-password").read_text().strip())
    page.locator("main [type=submit]").first.click()
    page.wait_for_url(address)
    expect(page.get_by_label("Đã làm được gì")).to_have_value(REPORT)
    expect(page.get_by_label("Mức hoàn thành")).to_have_value("75")
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url(re.compile(r"/viec/\d+/"))
    expect(page.locator("#bao-cao")).to_contain_text(REPORT)
    page.goto(address)
    expect(page.locator("[data-draft]")).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('nhap:'))") == []


def test_nobody_else_is_offered_it_and_signing_out_forgets_it(
    demo: Platform, context: BrowserContext, page: Page
) -> None:
    address = open_report(page, demo)
    page.get_by_label("Đã làm được gì").fill(REPORT)
    page.reload()
    expect(page.locator("[data-draft=filled]")).to_be_visible()
    end_session(context)
    sign_in(page, demo, "vanphong")
    assert REPORT not in str(page.evaluate("JSON.stringify(sessionStorage)"))
    end_session(context)
    sign_in(page, demo, "taichinh")
    page.goto(address)
    expect(page.get_by_label("Đã làm được gì")).to_have_value("")
    page.get_by_label("Đã làm được gì").fill(REPORT)
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/**")
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('nhap:'))") == []


def test_without_scripts_what_was_typed_is_shown_to_be_copied(demo: Platform, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    open_report(page, demo)
    page.get_by_label("Đã làm được gì").fill(REPORT)
    end_session(context)
    page.locator("main form [type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên làm việc đã hết")
    assert REPORT in [box.input_value() for box in page.locator("main textarea").all()]
    context.close()


def test_a_day_is_typed_on_a_phone_or_chosen_from_the_calendar(demo: Platform, page: Page) -> None:
    open_report(page, demo)
    box = page.get_by_label("Ngày của văn bản", exact=True)
    assert box.get_attribute("inputmode") == "text"
    expect(page.locator(".dated:has([name=reference_date]) button")).to_be_visible()
    box.fill("7/5/2019")
    calendar = page.locator(".dated:has([name=reference_date]) .dated__calendar")
    calendar.evaluate("(one) => { one.value = '2019-06-30'; one.dispatchEvent(new Event('change')); }")
    expect(box).to_have_value("30/06/2019")
    page.get_by_label("Mức hoàn thành").fill("140")
    box.fill("31062019")
    page.locator("main form [type=submit]").first.click()
    expect(page.locator(".error-summary")).to_contain_text("Tháng 6 chỉ có 30 ngày.")
