"""The field in which a unit is chosen: searched without diacritics, by keys alone, on a phone, and without scripts."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import listening
from tools import screenshots
from tools.platform import Platform

pytestmark = pytest.mark.browser
FORM = "/van-ban/den/vao-so/"


@pytest.fixture
def signed_in(demo: Platform, chromium: Browser) -> Iterator[Callable[..., Page]]:
    made: list[BrowserContext] = []

    def enter(**options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        made.append(context)
        page = context.new_page()
        page.goto(demo.url + "/dang-nhap/")
        page.locator("[name=login]").fill("vanphong")
        page.locator("[name=password]").fill((demo.home / "demo-password").read_text().strip())
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        page.goto(demo.url + FORM)
        return page

    yield enter
    for context in made:
        context.close()


def test_a_unit_is_searched_without_diacritics_and_chosen_by_keys(
    signed_in: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    page = signed_in(viewport={"width": 360, "height": 800})
    listening(page)
    box = page.get_by_role("combobox", name="Đơn vị", exact=False).first
    box.fill("tam nong")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Tam Nông")
    picture(page, "unit-picker-phone")
    assert screenshots.violations(page) == []
    assert screenshots.overflow(page) == 0
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Huyện Tam Nông")
    chosen = page.locator("select[name=unit]")
    assert chosen.evaluate("list => list.selectedOptions[0].text") == "Huyện Tam Nông"
    box.fill("không có huyện này")
    expect(page.get_by_text("Không có đơn vị nào tên như vậy.")).to_be_visible()
    box.press("Escape")
    expect(options.first).to_be_hidden()


def test_without_scripts_it_is_a_list_in_groups(signed_in: Callable[..., Page]) -> None:
    page = signed_in(java_script_enabled=False)
    page.get_by_label("Đơn vị", exact=False).first.select_option(label="Huyện Tam Nông")
    groups = page.locator("select[name=unit] optgroup")
    assert groups.count() > 3
