"""The field in which a unit is chosen: searched without diacritics, by keys alone, on a phone, and without scripts."""

import re
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


@pytest.mark.parametrize(
    ("typed", "first", "value"),
    [
        ("Xã Hòa Bình", "Xã Hòa Bình", "Xã Hòa Bình"),  # not Xã Tân Hòa of Thanh Bình
        ("xã hoà bình", "Xã Hòa Bình", "Xã Hòa Bình"),  # the tone on the other vowel
        ("xa hoa binh", "Xã Hòa Bình", "Xã Hòa Bình"),
        ("hoa binh", "Xã Hòa Bình", None),  # words within a name: the nearest first, none chosen
        ("tam nong", "Huyện Tam Nông", None),  # the district before its communes
        ("Xã Tân Hòa", "Xã Tân Hòa", None),  # two of one name
        ("Xã Tân Hòa (H. Lai Vung)", "Xã Tân Hòa (H. Lai Vung)", "Xã Tân Hòa (H. Lai Vung)"),
        ("tan hoa lai vung", "Xã Tân Hòa (H. Lai Vung)", "Xã Tân Hòa (H. Lai Vung)"),  # the only one left
    ],
)
def test_enter_takes_the_unit_that_was_named_and_no_other(
    signed_in: Callable[..., Page], typed: str, first: str, value: str | None
) -> None:
    page = signed_in()
    listening(page)
    box = page.get_by_role("combobox", name="Đơn vị", exact=False).first
    chosen = page.locator("select[name=unit]")
    box.click()
    box.fill(typed)
    expect(page.get_by_role("option").first).to_contain_text(first)
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    box.press("Enter")
    if value:
        expect(page.get_by_role("option")).to_have_count(0)
        expect(box).to_have_value(re.compile(f"^{re.escape(value)}"))
        assert chosen.evaluate("list => list.selectedOptions[0].text") == box.input_value()
    else:
        expect(page.get_by_role("option").first).to_be_visible()
        expect(box).to_have_value(typed)
        assert chosen.input_value() == ""
    assert page.url.endswith(FORM)


def test_two_communes_of_one_name_are_told_apart_by_their_district(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    listening(page)
    box = page.get_by_role("combobox", name="Đơn vị", exact=False).first
    box.fill("Xã Tân Hòa")
    expect(page.get_by_role("option").nth(1)).to_contain_text("Xã Tân Hòa (H. ")
    first, second = page.get_by_role("option").all_inner_texts()[:2]
    assert first != second
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    assert second.startswith(box.input_value())


def test_without_scripts_it_is_a_list_in_groups(signed_in: Callable[..., Page]) -> None:
    page = signed_in(java_script_enabled=False)
    page.get_by_label("Đơn vị", exact=False).first.select_option(label="Huyện Tam Nông")
    groups = page.locator("select[name=unit] optgroup")
    assert groups.count() > 3
