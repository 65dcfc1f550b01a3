"""The plan of 2019 from the signed file to confirmed work, as office, department, district and commune do it.

The tests are one story and run in the order of the file; each person keeps one browser session through all of it.
"""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cchc.kernel import places
from tools import screenshots
from tools.platform import Platform

pytestmark = pytest.mark.browser

PLAN = places.CONTENT / "plans" / "dong-thap-2019.txt"
OWN_PASSWORD = "sen hong Thap Muoi 2019"
DESK, PHONE = 1440, 360
CONTEST = "Tổ chức Hội thi tìm hiểu về cải cách hành chính cấp huyện"  # 1.b
YEARLY_PLAN = "Ban hành Kế hoạch cải cách hành chính năm 2019"  # 2.a
AUTONOMY = "Triển khai các quy định về giao quyền tự chủ"  # 6.a
Look = Callable[[Page, str], None]


@dataclass
class Story:
    """The platform, and the page of everybody who has come in."""

    platform: Platform
    browser: Browser
    pages: dict[str, Page] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    def account(self, username: str, name: str, unit: str, role: str = "") -> None:
        """Make an account as the operator does, and keep its one-time password."""
        words = ["account", "create", username, "--name", name, "--unit", unit]
        self.passwords[username] = self.platform.command(*words, *(["--role", role] if role else [])).strip()

    def come_in(self, username: str, look: Look, *, width: int = DESK, scripts: bool = True) -> Page:
        """Sign in for the first time, and stay signed in."""
        window = {"width": width, "height": 800 if width == PHONE else 900}
        context = self.browser.new_context(viewport=window, java_script_enabled=scripts, locale="vi-VN")  # type: ignore[arg-type]
        page = self.pages[username] = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(self.platform.url)
        follow(page.get_by_role("main"), "Đăng nhập")  # the front page is for everybody
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(self.passwords[username])
        press(page, "Đăng nhập")
        says(page, "Đặt mật khẩu của riêng bạn")
        look(page, f"01-{username}-password")
        page.get_by_label("Mật khẩu đang dùng").fill(self.passwords[username])
        for label in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
            page.get_by_role("textbox", name=re.compile(f"^{label}")).fill(OWN_PASSWORD)
        press(page, "Lưu mật khẩu mới")
        told(page, "Đã đổi mật khẩu.")
        return page

    def open_work(self, page: Page, title: str) -> None:
        """Open the assignment of the reader's own unit from the list of its work."""
        page.goto(self.platform.url + "/viec/?muc=tat-ca")
        search(page, title)
        follow(page.get_by_role("table"), title)

    def open_waiting(self, page: Page, title: str) -> None:
        """Open the report that waits for the office."""
        page.goto(self.platform.url + "/cho-xac-nhan/")
        follow(page.get_by_role("table"), title)


@pytest.fixture(scope="module")
def story(empty: Platform, chromium: Browser) -> Iterator[Story]:
    told = Story(empty, chromium)
    told.account("van.phong", "Nguyễn Thị Sen", "so-noi-vu")
    empty.command("account", "grant", "van.phong", "office", "--unit", "87")
    told.account("tai.chinh", "Trần Văn Lúa", "so-tai-chinh", "officer")
    told.account("tam.nong", "Lê Thị Tràm", "871", "officer")
    told.account("an.long", "Phạm Văn Sếu", "30022", "officer")
    yield told
    for page in told.pages.values():
        page.context.close()


@pytest.fixture
def glance(picture: Callable[[Page, str], None]) -> Look:
    """Keep a picture of a page that fits its window."""

    def check(page: Page, name: str) -> None:
        picture(page, f"journey-{name}")
        assert screenshots.overflow(page) == 0

    return check


@pytest.fixture
def look(glance: Look) -> Look:
    """Keep a picture of a page to which axe has no objection; axe itself is a script."""

    def check(page: Page, name: str) -> None:
        glance(page, name)
        assert screenshots.violations(page) == []

    return check


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page | Locator, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def says(page: Page, words: str | re.Pattern[str]) -> None:
    """Expect the heading of the page to hold ``words``."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def told(page: Page, words: str) -> None:
    """Expect the answer to what was just sent."""
    expect(page.get_by_role("status")).to_contain_text(words)


def figure(page: Page, label: str) -> str:
    """Return the number above ``label`` on the dashboard."""
    shown = page.get_by_role("region", name="Tình hình chung").locator(".figure").filter(has_text=label)
    return shown.locator("b").inner_text().replace("\xa0", " ")


def one_time_code(secret: str) -> str:
    """Return what an authenticator app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06}"


def report(page: Page, percent: int, words: str) -> None:
    """Fill in the part of a report that every report has."""
    page.get_by_role("link", name="Báo cáo tiến độ").first.click()
    says(page, "đã làm đến đâu?")
    page.get_by_label("Mức hoàn thành (%)").fill(str(percent))
    page.get_by_label("Đã làm được gì").fill(words)


def hand_in_document(page: Page, number: str, words: str, before: Callable[[], None] | None = None) -> None:
    """Report 100 % with a document as the product."""
    report(page, 100, words)
    page.get_by_label("Số, ký hiệu văn bản").fill(number)
    page.get_by_label("Ngày của văn bản").fill("10/12/2018")
    if before:
        before()
    press(page, "Gửi báo cáo")


def search(page: Page, words: str) -> None:
    """Narrow a list of work down."""
    page.get_by_label("Nội dung").fill(words)
    press(page, "Lọc")


# ------------------------------------------------------------------ the office
def test_the_office_comes_in_and_turns_on_a_second_factor(story: Story, look: Look) -> None:
    page = story.come_in("van.phong", look)
    look(page, "02-office-account")
    follow(page, "Bật xác thực hai bước")  # a platform whose clock stands still leaves it to the office
    secret = page.locator("main code").inner_text().replace(" ", "")
    look(page, "03-office-second-factor")
    page.get_by_label("Mã trên ứng dụng").fill(one_time_code(secret))
    page.get_by_label("Mật khẩu đang dùng").fill(OWN_PASSWORD)
    press(page, "Bật xác thực hai bước")
    says(page, "Cất giữ mười mã khôi phục này")
    expect(page.locator("main code")).to_have_count(10)
    look(page, "04-office-recovery-codes")


def test_the_office_sends_the_file_and_sees_what_was_understood(story: Story, look: Look) -> None:
    page = story.pages["van.phong"]
    page.goto(story.platform.url)
    says(page, "0 kế hoạch")
    look(page, "05-office-first-day")
    follow(page.get_by_role("main"), "Tải kế hoạch lên")
    page.get_by_label("Tệp kế hoạch").set_input_files(PLAN)
    look(page, "06-office-upload")
    press(page, "Tải lên và bóc tách")
    says(page, re.compile(r"37 nhiệm vụ, \d+ điểm cần kiểm tra"))
    expect(page.get_by_role("main")).to_contain_text("3 chỗ phải sửa thì mới phê duyệt được")
    look(page, "07-office-review")


def test_the_office_mends_what_the_document_leaves_open(story: Story, look: Look) -> None:
    page = story.pages["van.phong"]
    follow(page, "Chỉ điểm cần kiểm tra")
    contest = page.get_by_role("region", name=f"1.b · {CONTEST}")
    expect(contest).to_contain_text("Giao thành 12 việc")
    contest.get_by_role("link", name="Sửa 1.b").click()
    form = page.get_by_role("region", name="Nhiệm vụ 1.b")
    form.get_by_label("Ủy ban nhân dân cấp huyện").first.uncheck()
    districts = form.get_by_role("group", name="Chủ trì: từng đơn vị")
    districts.locator("summary").filter(has_text="huyện").first.click()
    for name in ("Huyện Tam Nông", "Huyện Tháp Mười", "Huyện Cao Lãnh"):
        districts.get_by_label(name, exact=True).check()
    look(page, "08-office-mending")
    press(form, "Lưu")
    expect(page.get_by_role("region", name=f"1.b · {CONTEST}")).to_contain_text("Giao thành 3 việc")
    for code in ("7.a", "7.c"):
        page.get_by_role("region", name=f"{code} · ").get_by_role("button", name="Để đơn vị tự đăng ký").click()
    expect(page.get_by_role("main")).to_contain_text("có thể phê duyệt ngay")


def test_the_office_adopts_the_plan(story: Story, look: Look) -> None:
    page = story.pages["van.phong"]
    page.get_by_role("link", name="Phê duyệt và giao việc").click()
    says(page, "Phê duyệt và giao việc: 1.595 việc")
    look(page, "09-office-adopting")
    press(page, "Phê duyệt và giao việc")
    says(page, "Kế hoạch 272/KH-UBND đã phê duyệt: 1.595 việc")
    look(page, "10-office-adopted")
    follow(page, "Mở kế hoạch")
    assert figure(page, "nhiệm vụ của kế hoạch") == "37"
    assert figure(page, "Số việc được giao trong năm") == "1.595"
    assert figure(page, "Tỷ lệ việc cả năm đã hoàn thành") == "0%"
    expect(page.get_by_role("region", name="Tình hình chung")).to_contain_text("khoán gọn 470 triệu")
    look(page, "11-office-dashboard")


# ------------------------------------------------------------------ a department
def test_a_department_sets_a_day_and_reports_on_the_way(story: Story, look: Look) -> None:
    page = story.come_in("tai.chinh", look)
    page.goto(story.platform.url)
    says(page, "việc cần làm, 0 việc trễ")
    look(page, "20-department-work")
    story.open_work(page, AUTONOMY)
    expect(page.get_by_role("main")).to_contain_text("Việc này chưa có hạn")
    follow(page, "Đăng ký ngày hoàn thành")
    page.get_by_label("Ngày hoàn thành").fill("29/11/2019")
    look(page, "21-department-day")
    press(page, "Đăng ký ngày hoàn thành")
    told(page, "Đã đăng ký ngày hoàn thành.")
    report(page, 60, "Đã hướng dẫn 19 sở, ngành và 12 huyện; còn thẩm định phương án của cấp xã.")
    page.get_by_label("Đã chi thêm").fill("12 triệu")
    look(page, "22-department-report")
    press(page, "Gửi báo cáo")
    told(page, "Đã gửi báo cáo.")
    expect(page.get_by_role("progressbar", name="Hoàn thành")).to_have_attribute("value", "60")


def test_a_department_hands_in_its_product(story: Story, look: Look) -> None:
    page = story.pages["tai.chinh"]
    product = page.pdf()
    report(page, 100, "Đã ban hành quyết định giao quyền tự chủ cho các cơ quan.")
    page.get_by_label("Tệp sản phẩm").set_input_files(
        {"name": "Quyết định 321-QĐ-STC.pdf", "mimeType": "application/pdf", "buffer": product}
    )
    page.get_by_label("Đã chi thêm").fill("3.000.000")
    press(page, "Gửi báo cáo")
    told(page, "Đã gửi báo cáo.")
    expect(page.get_by_role("main")).to_contain_text("Sản phẩm đang chờ xác nhận")
    look(page, "23-department-handed-in")


def test_the_office_confirms_it_and_the_figures_move(story: Story, look: Look) -> None:
    page = story.pages["van.phong"]
    page.goto(story.platform.url)
    says(page, "Năm 2019 chưa bắt đầu")
    assert figure(page, "Tỷ lệ việc cả năm đã hoàn thành: 0 trên") == "0%"
    follow(page.get_by_role("main"), "272/KH-UBND")
    assert figure(page, "đã chi") == "15 triệu đồng"
    follow(page.get_by_role("navigation", name="Danh mục"), "Chờ xác nhận")
    says(page, "1 sản phẩm chờ xác nhận")
    look(page, "24-office-waiting")
    with page.expect_download() as fetched:
        follow(page.get_by_role("main"), "Quyết định 321-QĐ-STC.pdf")
    assert fetched.value.path().read_bytes().startswith(b"%PDF-")
    page.get_by_label("Chọn 6.a, Sở Tài chính").check()
    press(page, "Xác nhận các báo cáo đã chọn")
    says(page, "0 sản phẩm chờ xác nhận")
    look(page, "25-office-confirmed")
    page.goto(story.platform.url)
    assert figure(page, "Tỷ lệ việc cả năm đã hoàn thành: 1 trên") != "0%"
    theirs = story.pages["tai.chinh"]
    theirs.reload()
    says(theirs, "Xong")
    look(theirs, "26-department-done")


# ------------------------------------------------------------------ a district
def test_a_district_says_what_stands_in_its_way(story: Story, look: Look) -> None:
    page = story.come_in("tam.nong", look)
    page.goto(story.platform.url)
    look(page, "30-district-work")
    story.open_work(page, CONTEST)
    follow(page, "Nêu vướng mắc")
    page.get_by_label("Vướng mắc và đề nghị").fill("Huyện chưa cân đối được 50 triệu; đề nghị tỉnh hỗ trợ một nửa.")
    look(page, "31-district-difficulty")
    press(page, "Nêu vướng mắc")
    told(page, "Đã nêu vướng mắc với cấp trên.")
    look(page, "32-district-difficulty-raised")


def test_the_office_answers_the_difficulty(story: Story, look: Look) -> None:
    page = story.pages["van.phong"]
    page.goto(story.platform.url)
    assert figure(page, "vướng mắc chờ giải quyết") == "1"
    follow(page.get_by_role("navigation", name="Danh mục"), "Vướng mắc")
    follow(page.get_by_role("table"), "Huyện chưa cân đối được 50 triệu")
    look(page, "33-office-difficulty")
    page.get_by_label("Trả lời").fill("Tỉnh hỗ trợ 25 triệu từ nguồn tuyên truyền; huyện lập dự toán trước 15/01/2019.")
    press(page, "Trả lời")
    says(page, "Đã trả lời Huyện Tam Nông")
    page.goto(story.platform.url)
    assert figure(page, "vướng mắc chờ giải quyết") == "0"
    theirs = story.pages["tam.nong"]
    theirs.reload()
    expect(theirs.get_by_role("main")).to_contain_text("Tỉnh hỗ trợ 25 triệu")
    look(theirs, "34-district-answered")


def test_a_report_is_sent_back_corrected_and_confirmed(story: Story, look: Look) -> None:
    district, office = story.pages["tam.nong"], story.pages["van.phong"]
    story.open_work(district, YEARLY_PLAN)
    hand_in_document(district, "15/KH-UBND", "Đã ban hành kế hoạch của huyện.")
    told(district, "Đã gửi báo cáo.")
    story.open_waiting(office, YEARLY_PLAN)
    look(office, "35-office-deciding")
    office.get_by_label("Lý do").fill("Kế hoạch chưa có phụ lục kinh phí; bổ sung rồi gửi lại.")
    press(office, "Trả lại đơn vị")
    story.open_work(district, YEARLY_PLAN)
    expect(district.get_by_role("main")).to_contain_text("Kế hoạch chưa có phụ lục kinh phí")
    look(district, "36-district-sent-back")
    hand_in_document(district, "16/KH-UBND", "Đã bổ sung phụ lục kinh phí 180 triệu.")
    story.open_waiting(office, YEARLY_PLAN)
    press(office, "Xác nhận hoàn thành")
    district.reload()
    says(district, "Xong")
    look(district, "37-district-done")


# ------------------------------------------------------------------ a commune
def test_a_commune_reports_by_telephone_without_scripts(story: Story, glance: Look) -> None:
    page = story.come_in("an.long", glance, width=PHONE, scripts=False)
    page.goto(story.platform.url)
    says(page, "việc cần làm")
    expect(page.get_by_text("hạn 31/01/2019").first).to_be_visible()
    expect(page.get_by_role("link", name="Cả đơn vị trực thuộc")).to_have_count(0)
    glance(page, "40-commune-work")
    story.open_work(page, YEARLY_PLAN)
    glance(page, "41-commune-assignment")
    hand_in_document(page, "07/KH-UBND", "Đã ban hành kế hoạch của xã.", lambda: glance(page, "42-commune-report"))
    told(page, "Đã gửi báo cáo.")
    glance(page, "43-commune-handed-in")
    story.open_waiting(story.pages["van.phong"], YEARLY_PLAN)
    press(story.pages["van.phong"], "Xác nhận hoàn thành")
    page.reload()
    says(page, "Xong")
    glance(page, "44-commune-done")


def test_a_commune_sees_nothing_of_its_neighbour(story: Story) -> None:
    district, commune = story.pages["tam.nong"], story.pages["an.long"]
    district.goto(f"{story.platform.url}/viec/")
    follow(district, "Cả đơn vị trực thuộc")
    follow(district, "Tất cả")
    search(district, YEARLY_PLAN)
    neighbour = district.get_by_role("row").filter(has_text="Thị trấn Tràm Chim").get_by_role("link").first
    address = story.platform.url + str(neighbour.get_attribute("href"))
    answer = district.goto(address)
    assert answer is not None
    assert answer.status == 200
    for path in ("", "bao-cao/", "ngay/", "lich-su/"):
        refused = commune.goto(address + path)
        assert refused is not None
        assert refused.status == 404


def test_the_office_sees_all_of_it_on_one_page(story: Story, look: Look) -> None:
    page = story.pages["van.phong"]
    page.goto(story.platform.url)
    expect(page.get_by_role("region", name="Tình hình chung")).to_contain_text(
        "Tỷ lệ việc cả năm đã hoàn thành: 3 trên"
    )
    page.set_viewport_size({"width": PHONE, "height": 800})
    look(page, "50-office-dashboard-phone")
    page.set_viewport_size({"width": DESK, "height": 900})
    follow(page.get_by_role("main"), "272/KH-UBND")
    follow(page, "Bảng nhiệm vụ")
    look(page, "51-office-tasks")
