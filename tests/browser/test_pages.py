"""Every kind of page of the demonstration, for every kind of reader: sound at every width, in both languages."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import crawl
from tools.platform import Platform

pytestmark = pytest.mark.browser

OWN = {"own_account", "own_password", "own_second_factor", "own_sessions", "own_tokens"}
UNITS = {f"organisation:{name}" for name in ("units", "tree", "unit", "changes", "names")}
CALENDAR = {"calendar_year", "calendar_due", "calendar_hours"}
EVERYBODY = OWN | UNITS | CALENDAR | {"search"}

PLANS = {f"plans:{name}" for name in ("plans", "dashboard", "tasks", "task", "timeline", "assignments")}
PLANS |= {"plans:year", "plans:year_assignments"}
ACTS = {f"plans:{name}" for name in ("target", "report", "milestone_add", "difficulty_raise", "assignment_history")}
WORK = {"plans:my_work", "plans:assignment", "plans:difficulties", "plans:own_plans", "plans:own_plan_start"} | ACTS

RECORDED = ("sap_nhap", "doi_ten", "thanh_lap", "chia_tach", "chuyen", "giai_the")
KEEPING = {"organisation:bring_in", *(f"organisation:record_{kind}" for kind in RECORDED)}
KEEPING |= {"calendar_day_add", "calendar_day_remove", "calendar_hours_change", "audit_log", "audit_roots"}
DECIDING = {f"plans:{name}" for name in ("waiting", "decide", "upload", "readings", "difficulty", "cancel")}

YEAR = {"reports:reports", "reports:term", "reports:report", "reports:section", "reports:figure", "documents:outgoing"}
YEAR |= {"notifications:notices", "notifications:preferences", "communications:register", "communications:months"}
YEAR |= {"inspections:visits", "documents:incoming", "documents:blanks", "documents:check_signatures"}
HELD = {"notifications:deliveries", "meetings:meetings", "meetings:meeting", "meetings:project", "meetings:conclude"}
HELD |= {"inspections:programme", "inspections:visit", "inspections:finding", "documents:document", "reports:outlines"}

MEASURED = {"reports:figures", "reports:indicator", "reports:behind"}
SCORED = MEASURED | {
    f"par_index:{name}" for name in ("rounds", "round", "sheet", "leaf", "what_if", "schemes", "scheme")
}
RUN = {f"par_index:{name}" for name in ("appraisal", "results", "publication", "publish", "overview", "open")}
RUN |= {"par_index:new", "par_index:publications", "surveys:survey"}

OFFICE = EVERYBODY | SCORED | RUN | YEAR | HELD | PLANS | WORK | KEEPING | DECIDING
ADMINISTRATOR = EVERYBODY | KEEPING | {"people", "person", "person_add", "person_edit", "person_grant"}
OUTSIDE = {"plans:home", "account_login", "audit_roots"}
OUTSIDE |= {"par_index:publications", "par_index:publication", "surveys:answer"}
WALKS = {
    "anonymous": ("", "/", OUTSIDE),
    "anonymous in English": ("", "/en/", OUTSIDE),
    "office": ("vanphong", "/", OFFICE),
    "office in English": ("vanphong", "/en/", OFFICE),
    "administrator": ("quantri", "/", ADMINISTRATOR),
    "administrator in English": ("quantri", "/en/", ADMINISTRATOR),
    "department": ("taichinh", "/", EVERYBODY | PLANS | WORK | SCORED),
    "district": ("tamnong", "/", EVERYBODY | PLANS | WORK | SCORED),
    "commune": ("hoabinh", "/", EVERYBODY | PLANS | WORK | SCORED),
}


def sign_in(page: Page, demo: Platform, who: str) -> None:
    page.goto(f"{demo.url}/dang-nhap/")
    page.locator("[name=login]").fill(who)
    page.locator("[name=password]").fill((demo.home / "demo-password").read_text().strip())
    page.locator("main [type=submit]").first.click()
    page.wait_for_url(lambda url: "/dang-nhap/" not in url)


@pytest.fixture(scope="module")
def judged() -> set[tuple[str, str]]:
    return set()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("reader", WALKS)
def test_every_page_is_sound(demo: Platform, page: Page, judged: set[tuple[str, str]], reader: str) -> None:
    who, start, expected = WALKS[reader]
    if who:
        sign_in(page, demo, who)
    starts = [start, f"{start}tim-kiem/?q=hanh+chinh"]
    if "surveys:survey" in expected:  # of two rounds that lead to one page, the walk opens one
        starts.append(f"{start}khao-sat/1/")
    seen = crawl.walk(page, demo.url, starts, judged)
    assert seen.faults == []
    assert expected - set(seen.pages) == set()
    assert [title for title, times in Counter(seen.titles.values()).items() if times > 1] == []


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until what ``selector`` names has the focus."""
    wanted = page.locator(selector).first.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("(node) => node === document.activeElement"):
            return
    pytest.fail(f"{selector} is not reached within {most} presses of Tab")


def test_a_report_is_sent_from_the_keyboard_alone(demo: Platform, page: Page) -> None:
    page.goto(f"{demo.url}/dang-nhap/")
    tab_to(page, "[name=login]")
    page.keyboard.type("taichinh")
    tab_to(page, "[name=password]")
    page.keyboard.type((demo.home / "demo-password").read_text().strip())
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec-cua-toi/")
    tab_to(page, "a[href='/viec/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec/")
    tab_to(page, "main tbody tr:has-text('Đang làm') th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec/*/")
    tab_to(page, "main a[href$='/bao-cao/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bao-cao/")
    tab_to(page, "main [name=percent]")
    page.keyboard.type("75")
    tab_to(page, "main textarea")
    page.keyboard.type("Đã xong phần khảo sát")
    tab_to(page, "main [type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/bao-cao/"))
    expect(page.locator("#bao-cao")).to_contain_text("Đã xong phần khảo sát")
    expect(page.locator("main progress")).to_have_attribute("value", "75")


def test_without_scripts_a_form_says_what_is_wrong_and_keeps_what_was_typed(demo: Platform, plain: Page) -> None:
    sign_in(plain, demo, "taichinh")
    plain.goto(f"{demo.url}/viec/")
    plain.locator("main tbody tr:has-text('Đang làm') th a").first.click()
    plain.locator("main a[href$='/bao-cao/']").first.click()
    plain.get_by_label("Mức hoàn thành").fill("140")
    plain.get_by_label("Đã làm được gì").fill("Đang chờ hướng dẫn của bộ")
    plain.locator("main form [type=submit]").first.click()
    summary = plain.locator(".error-summary")
    expect(summary).to_be_visible()
    expect(plain.get_by_label("Mức hoàn thành")).to_have_value("140")
    expect(plain.get_by_label("Đã làm được gì")).to_have_value("Đang chờ hướng dẫn của bộ")
    target = summary.get_by_role("link").first.get_attribute("href")
    expect(plain.locator(str(target))).to_be_visible()


def test_without_scripts_lists_sort_and_filter(demo: Platform, plain: Page) -> None:
    sign_in(plain, demo, "vanphong")
    plain.locator("main").get_by_role("link", name="272/KH-UBND").click()
    plain.locator("main .actions a", has_text="Bảng nhiệm vụ").click()
    first = plain.locator("main .table tbody tr").first
    expect(first).to_contain_text("1.a")
    plain.locator("thead a[data-sort]").first.click()
    expect(first).to_contain_text("8.c")
    plain.locator("main form.filters select").first.select_option(index=2)
    plain.locator("main form.filters [type=submit]").click()
    expect(plain.locator("main .table tbody td:first-child")).to_have_text(["2.c", "2.b", "2.a"])


def test_on_paper_the_dashboard_is_figures_without_the_menu(demo: Platform, page: Page) -> None:
    sign_in(page, demo, "vanphong")
    page.emulate_media(media="print")
    for hidden in (".rail", ".top", "main .actions"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".figures")).to_be_visible()
    expect(page.get_by_role("table", name="Tiến độ theo kế hoạch")).to_be_visible()
