"""A quarter from the reminder to the signed report of the province, and what people find on the way.

The demonstration stands on 19 September 2019: the third quarter's data are closed, one department has not sent, the
province's own report is due tomorrow.
"""

import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import OUTPUT, listening
from tests.browser.test_pages import sign_in
from tools import platform as platforms
from tools import screenshots
from tools.platform import Platform

pytestmark = pytest.mark.browser
SEEN = ("/bao-cao-dinh-ky/?nam=2019", "/thong-bao/?xem=tat-ca", "/van-ban/", "/ban-chi-dao/", "/kiem-tra/")
PAPERS = OUTPUT.parent / "documents"
Look = Callable[[Page, str], None]


def said_by(*command: str) -> str:
    """Return what another program says."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def autumn() -> Iterator[Platform]:
    with platforms.served(demo="2019-09-19") as platform:
        yield platform


@pytest.fixture(scope="module")
def office(autumn: Platform, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="vi-VN", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    sign_in(page, autumn, "vanphong")
    yield page
    context.close()


@pytest.fixture
def look(picture: Callable[[Page, str], None]) -> Look:
    def sound(page: Page, name: str) -> None:
        """Keep a picture, and let axe look."""
        assert screenshots.violations(page) == []
        picture(page, f"quarter-{name}")

    return sound


def test_the_reminder_came_by_bell_and_by_mail(autumn: Platform, office: Page, look: Look) -> None:
    bell = office.locator("a.bell")
    expect(bell.locator("b")).to_have_text(re.compile(r"\d+"))
    bell.click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("thông báo chưa đọc")
    look(office, "1-notices")
    letters = [file.read_text(encoding="utf-8", errors="replace") for file in (autumn.home / "mail").glob("*.eml")]
    assert any("vanphong@cchc.example" in letter for letter in letters)
    office.goto(f"{autumn.url}/thong-bao/?loai=reminder")
    office.get_by_role("link", name="Báo cáo quý III 2019").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("Báo cáo quý III 2019")
    office.get_by_role("button", name="Báo cáo quý III 2019").first.click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("Báo cáo định kỳ năm 2019")


def test_who_is_late_is_urged_by_letter_where_nobody_has_an_account(autumn: Platform, office: Page, look: Look) -> None:
    office.goto(f"{autumn.url}/bao-cao-dinh-ky/ky/2019/quarter_3/")
    expect(office.get_by_role("heading", level=1)).to_contain_text("1 đơn vị đang trễ")
    expect(office.get_by_role("row").filter(has_text="Sở Xây dựng")).to_contain_text("trễ")
    look(office, "2-late")
    office.get_by_role("link", name="Đôn đốc các đơn vị trễ").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("chưa tới được ai")
    office.get_by_label("Lời nhắn của bạn").fill("Gửi trước thứ Sáu")
    look(office, "2-urge")
    office.get_by_role("button", name="Ghi lần đôn đốc và lập công văn").click()
    expect(office.get_by_text("1 đơn vị chưa có tài khoản nên chưa ai được báo")).to_be_visible()
    look(office, "2-urged")
    office.get_by_role("link", name="Lập công văn đôn đốc").click()
    office.get_by_role("button", name="Cấp số và lập công văn").click()
    expect(office.get_by_role("link", name=re.compile(r"\.pdf"))).to_be_visible()
    office.goto(f"{autumn.url}/bao-cao-dinh-ky/ky/2019/quarter_3/")
    expect(office.get_by_role("row").filter(has_text="Sở Xây dựng")).to_contain_text("1 lần")


def test_the_provinces_report_is_begun_written_checked_signed_and_sent(
    autumn: Platform, office: Page, look: Look
) -> None:
    office.goto(f"{autumn.url}/bao-cao-dinh-ky/?nam=2019")
    office.get_by_role("button", name=re.compile("Lập báo cáo.*quý III.*Tỉnh")).click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("Báo cáo quý III 2019, Tỉnh Đồng Tháp")
    look(office, "3-figures")
    address = office.url
    while (empty := office.get_by_role("link", name=re.compile(r"^Viết (?!tiếp)"))).count():
        empty.first.click()
        office.get_by_label("Nội dung").fill("Đã chỉ đạo thực hiện.\n- Ban hành 01 văn bản đôn đốc.")
        office.get_by_role("button", name="Lưu mục này").click()
        expect(office.get_by_role("status")).to_be_visible()
        office.goto(address)
    office.get_by_role("button", name="Đã soát, trình ký").click()
    office.get_by_label("Người ký").select_option(label="Chủ tịch Ủy ban nhân dân tỉnh (mẫu), Chủ tịch")
    office.get_by_label("Tôi đã xem các điểm chưa đủ và vẫn cấp số").check()
    look(office, "4-to-sign")
    office.get_by_role("button", name="Cấp số", exact=True).click()
    expect(office.locator("main")).to_contain_text(re.compile(r"\d+/BC-UBND"))
    expect(office.get_by_text("mới cấp số, chưa ký số")).to_be_visible()
    office.get_by_label("Tôi đã xem các điểm chưa đủ và vẫn gửi").check()
    office.get_by_role("button", name="Gửi lên cấp trên").click()
    expect(office.locator("main")).to_contain_text("Đã gửi")
    look(office, "5-sent")


def test_the_signed_report_is_kept_as_word_and_pdf_that_other_programs_read(autumn: Platform, office: Page) -> None:
    PAPERS.mkdir(parents=True, exist_ok=True)
    kept: dict[str, Path] = {}
    for ending in ("docx", "pdf"):
        with office.expect_download() as waited:
            office.get_by_role("link", name=re.compile(rf"\.{ending}$")).first.click()
        kept[ending] = PAPERS / f"bao-cao-quy-iii-2019.{ending}"
        waited.value.save_as(kept[ending])
    words = subprocess.run(
        ["pdftotext", "-layout", kept["pdf"], "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert re.search(r"Số: \d+/BC-UBND", words)
    assert "Ban hành 01 văn bản đôn đốc" in words
    fonts = subprocess.run(["pdffonts", kept["pdf"]], capture_output=True, text=True, check=True).stdout.splitlines()[
        2:
    ]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)  # emb
    with zipfile.ZipFile(kept["docx"]) as archive:
        assert "Chủ tịch Ủy ban nhân dân tỉnh (mẫu)" in archive.read("word/document.xml").decode()


def test_the_register_shows_the_number_and_a_phone_shows_it_all(autumn: Platform, office: Page, look: Look) -> None:
    office.goto(f"{autumn.url}/van-ban/")
    expect(office.get_by_role("table")).to_contain_text(re.compile(r"\d+/BC-UBND"))
    for width in (360, 768):
        office.set_viewport_size({"width": width, "height": 800})
        for path in (
            "/bao-cao-dinh-ky/?nam=2019",
            "/thong-bao/?xem=tat-ca",
            "/van-ban/",
            "/ban-chi-dao/",
            "/kiem-tra/",
        ):
            office.goto(autumn.url + path)
            assert screenshots.overflow(office) == 0
            look(office, f"6-{width}-{path.strip('/').split('/')[0]}")


def test_the_projector_turns_by_keys_and_without_scripts(autumn: Platform, office: Page, chromium: Browser) -> None:
    office.set_viewport_size({"width": 1280, "height": 720})
    office.goto(f"{autumn.url}/ban-chi-dao/")
    office.get_by_role("link", name=re.compile("Quý III")).click()
    office.get_by_role("link", name="Trình chiếu").click()
    office.wait_for_url("**/trinh-chieu/**")
    listening(office)
    first = office.get_by_role("heading", level=1).inner_text()
    office.keyboard.press("ArrowRight")
    office.wait_for_url("**trang=2")
    listening(office)
    expect(office.get_by_role("heading", level=1)).not_to_have_text(first)
    size = office.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)")
    assert size >= 720 / 30  # a thirtieth of the height: read from the back of a room
    assert screenshots.overflow(office) == 0
    office.keyboard.press("PageUp")
    office.wait_for_url("**trang=1")
    listening(office)
    office.keyboard.press("Escape")
    office.wait_for_url(re.compile(r"/ban-chi-dao/\d+/$"))
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    sign_in(page, autumn, "vanphong")
    page.goto(office.url + "trinh-chieu/")
    page.get_by_role("link", name="Tiếp").click()
    page.wait_for_url("**trang=2")
    plain.close()
